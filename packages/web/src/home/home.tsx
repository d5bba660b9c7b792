import { Screen } from '../app/screen.tsx'
import { OpenProblems } from './open-problems.tsx'
import { ComingUp, Today } from './today.tsx'
import { YourAccounts } from './your-accounts.tsx'

/** After the answer at the top: what is wrong, today's meetings, the accounts. */
export function Home() {
  return (
    <Screen title="Home">
      <OpenProblems />
      <div className="grid gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="min-w-0 space-y-6">
          <Today />
          <ComingUp />
        </div>
        <YourAccounts />
      </div>
    </Screen>
  )
}
