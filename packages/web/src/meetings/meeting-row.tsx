import type { Meeting } from '../api/types.ts'
import type { Formats } from '../time/formats.ts'
import { nowFor } from './look.ts'
import { Row } from './row.tsx'
import { useLook } from './use-look.ts'

/** One meeting in a short list; long ones call `useLook` once and draw the rows themselves. */
export function MeetingRow(props: {
  readonly meeting: Meeting
  readonly formats: Formats
  readonly nowMs: number
  /** Says the day as well, outside of a list that is grouped by days. */
  readonly isDated?: boolean
}) {
  const { meeting, nowMs, isDated = false } = props
  const { look, openId } = useLook(nowMs)
  return (
    <Row
      {...{ meeting, look, isDated }}
      isOpen={openId === meeting.id}
      nowMs={isDated ? nowMs : nowFor(meeting, nowMs)}
    />
  )
}
