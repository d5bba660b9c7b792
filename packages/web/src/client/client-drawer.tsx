import { useSearch } from '@tanstack/react-router'
import { useApp } from '../app/context.ts'
import { goBeside, rowOf } from '../browser/neighbours.ts'
import { useNeighbours } from '../browser/use-neighbours.ts'
import { SideDrawer } from '../parts/side-drawer.tsx'
import { useNow } from '../time/use-now.ts'
import { ClientDetails } from './client-details.tsx'
import { useClient } from './use-client.ts'
import { useOpenClient } from './use-open-client.ts'

/** One client beside the list; J and K follow its rows. A meeting of the client opens in front of it. */
export function ClientDrawer(props: { readonly id: string; readonly whenErased: (words: string) => void }) {
  const { id, whenErased } = props
  const { hasShortcuts } = useApp()
  const nowMs = useNow(10_000)
  const hasMeeting = useSearch({ strict: false, select: (search) => search.meeting !== undefined })
  const place = useOpenClient()
  const { row: known, detail, error } = useClient(id)
  // Erased, maybe elsewhere: then what was known of the person goes too.
  const row = error?.status === 404 ? undefined : known
  const rowId = row?.id ?? id // a record that was merged has no row of its own
  const has = useNeighbours('client', rowId)
  const go = (by: 1 | -1) => () => goBeside('client', rowId, by, place.show)
  return (
    <SideDrawer
      what="client"
      titleId="client-title"
      shown={id}
      hasShortcuts={hasShortcuts}
      isWaiting={hasMeeting}
      close={() => {
        place.close()
        // Back to the row one has walked to, not to the one that was opened first.
        rowOf('client', rowId)?.focus()
      }}
      next={has.next ? go(1) : undefined}
      previous={has.previous ? go(-1) : undefined}
    >
      {row && error && !detail && (
        <p role="alert" className="bg-bad-soft px-4 py-2 text-sm text-bad">
          {error.message} What the list knows is below.
        </p>
      )}
      {row ? (
        <ClientDetails key={row.id} {...{ client: row, detail, nowMs }} whenErased={whenErased} />
      ) : (
        <p id="client-title" className="p-6 text-muted">
          {error ? error.message : 'Loading this client…'}
        </p>
      )}
    </SideDrawer>
  )
}
