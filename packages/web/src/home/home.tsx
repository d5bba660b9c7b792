import { Screen } from '../app/screen.tsx'
import { DaysAhead } from './days-ahead.tsx'
import { FiguresBelow } from './figures-below.tsx'
import { FindClient } from './find-client.tsx'
import { FirstSteps } from './first-steps.tsx'
import { ImportProgress } from './import-progress.tsx'
import { LastCheck } from './last-check.tsx'
import { OpenProblems } from './open-problems.tsx'
import { Passes } from './passes/passes.tsx'
import { YourAccounts } from './your-accounts.tsx'

/** After the answer at the top: what is wrong, how the checks went, today's meetings, the accounts, the figures. */
export function Home() {
  return (
    <Screen title="Home" actions={<LastCheck />}>
      <OpenProblems />
      <ImportProgress />
      <Passes />
      <div className="grid gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <DaysAhead />
        <div className="min-w-0 space-y-6">
          <FindClient />
          <YourAccounts />
        </div>
      </div>
      <FirstSteps />
      <FiguresBelow />
    </Screen>
  )
}
