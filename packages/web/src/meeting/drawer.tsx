import type { ReactNode } from 'react'
import { SideDrawer } from '../parts/side-drawer.tsx'
import type { Formats } from '../time/formats.ts'
import { Details } from './details.tsx'
import { useMeeting } from './use-meeting.ts'

/** One meeting beside the list. */
export function Drawer(props: {
  readonly id: string
  readonly formats: Formats
  readonly nowMs: number
  readonly hasShortcuts: boolean
  readonly close: () => void
  /** Opens the next (1) or previous (-1) meeting of the list; absent at its ends. */
  readonly next: (() => void) | undefined
  readonly previous: (() => void) | undefined
  readonly open: (id: string) => void
}) {
  const { id, formats, nowMs, hasShortcuts, close, next, previous, open } = props
  const { row, detail, error } = useMeeting(id)
  return (
    <SideDrawer
      what="meeting"
      titleId="meeting-title"
      shown={id}
      {...{ hasShortcuts, close, next, previous }}
    >
      {row && error && !detail && (
        <p role="alert" className="bg-bad-soft px-4 py-2 text-sm text-bad">
          {error.message} What the list knows is below.
        </p>
      )}
      {row ? (
        <Details key={id} {...{ meeting: row, detail, formats, nowMs, open }} />
      ) : (
        <Message>{error ? error.message : 'Loading this meeting…'}</Message>
      )}
    </SideDrawer>
  )
}

function Message({ children }: { readonly children: ReactNode }) {
  return (
    <p id="meeting-title" className="p-6 text-muted">
      {children}
    </p>
  )
}
