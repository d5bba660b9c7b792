import { useApp } from '../app/context.ts'
import { Drawer } from './drawer.tsx'
import { useOpenMeeting } from './use-open-meeting.ts'

/** The drawer of the meeting in the address, on whatever screen; J and K follow the rows of that screen. */
export function MeetingDrawer({ nowMs }: { readonly nowMs: number }) {
  const { formats, hasShortcuts } = useApp()
  const { openId, show } = useOpenMeeting()
  if (openId === undefined) return null
  const beside = (by: 1 | -1) => {
    const other = neighbour(openId, by)
    return other === undefined ? undefined : () => show(other, 'replace')
  }
  return (
    <Drawer
      {...{ id: openId, formats, nowMs, hasShortcuts }}
      close={() => show(undefined)}
      next={beside(1)}
      previous={beside(-1)}
      open={show}
    />
  )
}

/** The meeting of the row before or after this one. */
function neighbour(id: string, by: 1 | -1): string | undefined {
  const ids = [...document.querySelectorAll<HTMLElement>('[data-meeting]')].map(
    (row) => row.dataset['meeting'],
  )
  const at = ids.indexOf(id)
  return at < 0 ? undefined : ids[at + by]
}
