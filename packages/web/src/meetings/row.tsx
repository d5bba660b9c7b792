import { memo } from 'react'
import type { Meeting } from '../api/types.ts'
import type { Look } from './look.ts'
import { RowMarks } from './row-marks.tsx'
import { RowPlace } from './row-place.tsx'
import { RowSeats } from './row-seats.tsx'
import { RowTime } from './row-time.tsx'
import { endingOf, hostWords, rowWords } from './words.ts'

/** One meeting in a list; the title is the link, and its area covers the row. Drawn again only when it differs. */
export const Row = memo(function Row(props: {
  readonly meeting: Meeting
  readonly look: Look
  readonly isOpen: boolean
  /** 0 for a row to which the present moment is nothing. */
  readonly nowMs: number
  readonly isDated: boolean
}) {
  const { meeting, look, isOpen, nowMs, isDated } = props
  const ending = endingOf(meeting)
  const [title, below] = rowWords(meeting)
  const hosts = hostWords(meeting)
  return (
    <li
      className={`relative grid gap-x-4 gap-y-0.5 px-4 py-2.5 hover:bg-accent-soft/60 md:grid-cols-[9.75rem_minmax(0,1fr)_minmax(8rem,13rem)] ${isOpen ? 'bg-accent-soft' : ''}`}
    >
      <RowTime {...{ meeting, look, nowMs, isDated }} />
      <div className="min-w-0">
        <div className="flex flex-wrap items-center gap-x-2 gap-y-0.5">
          <a
            href={look.hrefOf(meeting.id)}
            onClick={(event) => look.follow(event, meeting.id)}
            data-meeting={meeting.id}
            data-row=""
            className={`min-w-0 after:absolute after:inset-0 after:content-[''] ${meeting.isDeleted ? 'text-muted line-through decoration-muted' : 'font-semibold'}`}
          >
            <bdi className="line-clamp-2">{title}</bdi>
          </a>
          <RowMarks {...{ meeting, look, ending: ending?.what, nowMs }} />
        </div>
        <p className="line-clamp-2 text-sm text-muted">
          <bdi>{below}</bdi>
          {hosts && (
            <>
              {' · with '}
              <bdi>{hosts}</bdi>
            </>
          )}
        </p>
        {ending?.why && (
          <p className="line-clamp-2 text-sm text-muted">
            <bdi>{ending.why}</bdi>
          </p>
        )}
        {meeting.isGroup && <RowSeats meeting={meeting} />}
      </div>
      <RowPlace meeting={meeting} />
    </li>
  )
})
