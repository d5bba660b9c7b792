import { OwnersOnly } from '../app/owners-only.tsx'
import { Screen } from '../app/screen.tsx'
import { ListTrouble } from '../parts/list-trouble.tsx'
import { Skeleton } from '../parts/skeleton.tsx'
import { useNow } from '../time/use-now.ts'
import { Failures } from './failures.tsx'
import { Machinery } from './machinery.tsx'
import { Mutes } from './mutes.tsx'
import { PauseAll } from './pause-all.tsx'
import { Stuck } from './stuck.tsx'
import { Totals } from './totals.tsx'
import { useOverview } from './use-operations.ts'
import { Users } from './users.tsx'

/** How the installation works for everybody, and what its owners can do; nothing of anybody's meetings. */
export function Operations() {
  return (
    <OwnersOnly
      title="Operations"
      reason="Only an owner of this installation sees how it works for everybody. Your own accounts and alerts are on their own screens."
    >
      <OwnersOperations />
    </OwnersOnly>
  )
}

function OwnersOperations() {
  const overview = useOverview()
  const nowMs = useNow(10_000)
  const view = overview.data
  return (
    <Screen title="Operations">
      {overview.isError && <ListTrouble message={overview.error.message} hasRows={view !== undefined} />}
      {overview.isPending && (
        <div className="rounded-lg border border-line bg-card">
          <Skeleton what="operations" />
        </div>
      )}
      {view && (
        <>
          <PauseAll view={view} nowMs={nowMs} />
          <Totals view={view} />
          <Failures view={view} nowMs={nowMs} />
          <Machinery view={view} nowMs={nowMs} />
          <Stuck view={view} nowMs={nowMs} />
        </>
      )}
      {!overview.isPending && <Users nowMs={nowMs} mutes={view?.mutes ?? []} />}
      {view && <Mutes view={view} nowMs={nowMs} />}
    </Screen>
  )
}
