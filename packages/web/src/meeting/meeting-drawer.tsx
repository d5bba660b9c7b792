import { useApp } from '../app/context.ts'
import { goBeside, rowOf } from '../browser/neighbours.ts'
import { useNeighbours } from '../browser/use-neighbours.ts'
import { Drawer } from './drawer.tsx'
import { useOpenMeeting } from './use-open-meeting.ts'

/** The drawer of the meeting in the address, on whatever screen; J and K follow the rows of that screen. */
export function MeetingDrawer({ nowMs }: { readonly nowMs: number }) {
  const { openId, show } = useOpenMeeting()
  if (openId === undefined) return null
  return <Opened {...{ openId, show, nowMs }} />
}

function Opened(props: {
  readonly openId: string
  readonly show: ReturnType<typeof useOpenMeeting>['show']
  readonly nowMs: number
}) {
  const { openId, show, nowMs } = props
  const { formats, hasShortcuts } = useApp()
  const has = useNeighbours('meeting', openId)
  const go = (by: 1 | -1) => () => goBeside('meeting', openId, by, (id) => show(id, 'replace'))
  return (
    <Drawer
      {...{ id: openId, formats, nowMs, hasShortcuts }}
      close={() => {
        show(undefined)
        // Back to the row one has walked to, not to the one that was opened first.
        rowOf('meeting', openId)?.focus()
      }}
      next={has.next ? go(1) : undefined}
      previous={has.previous ? go(-1) : undefined}
      open={show}
    />
  )
}
