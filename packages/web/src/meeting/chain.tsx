import type { Meeting, MeetingDetail } from '../api/types.ts'
import type { Formats } from '../time/formats.ts'
import { Part } from './part.tsx'

/** Where the meeting stood before and after it was moved: one meeting, several dates. */
export function Chain(props: {
  readonly meeting: Meeting
  readonly detail: MeetingDetail | undefined
  readonly formats: Formats
  readonly nowMs: number
  readonly open: (id: string) => void
}) {
  const { meeting, detail, formats, nowMs, open } = props
  const { id, startTime, movedFrom } = meeting
  const links = detail?.chain ?? [...movedFrom, { id, startTime }]
  if (links.length < 2) return null
  const last = links.at(-1)
  return (
    <Part title="Moved">
      <ol className="space-y-1 text-sm tabular-nums">
        {links.map((link) => {
          const when = formats.moment(link.startTime, nowMs)
          const words = link === last ? when : <s>{when}</s>
          return (
            <li key={link.id}>
              {link.id === id ? (
                <span aria-current="true" className="font-semibold">
                  {words} (this one)
                </span>
              ) : (
                <button
                  type="button"
                  onClick={() => open(link.id)}
                  className="min-h-6 cursor-pointer text-accent underline underline-offset-2"
                >
                  {words}
                </button>
              )}
            </li>
          )
        })}
      </ol>
    </Part>
  )
}
