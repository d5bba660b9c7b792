import type { MeetingDetail } from '../api/types.ts'
import type { Formats } from '../time/formats.ts'
import { describeChange } from './history.ts'
import { Part } from './part.tsx'

/** Why the row says what it says: what wrote it, when and by which way. */
export function Explanation(props: {
  readonly detail: MeetingDetail
  readonly formats: Formats
  readonly nowMs: number
}) {
  const { detail, formats, nowMs } = props
  return (
    <Part title="Explain this row">
      <ol className="space-y-3 text-sm">
        {detail.history.map((change) => {
          const { seq, what, at, cause, details } = describeChange(change, formats, nowMs)
          return (
            <li key={seq} className="border-l-2 border-line pl-3">
              <span className="font-medium">{what}</span>{' '}
              <span className="text-muted tabular-nums">
                {at} · {cause}
              </span>
              {details.map((each) => (
                <p key={each} className="text-muted">
                  <bdi>{each}</bdi>
                </p>
              ))}
            </li>
          )
        })}
      </ol>
      <p className="mt-3 text-xs text-muted">Calendly event {detail.calendlyEventUuid}</p>
    </Part>
  )
}
