import { clockOf, type Look, marksOf } from './look.ts'
import type { Placed } from './week-layout.ts'
import { endingOf, rowWords } from './words.ts'

/** Below it there is room for one line only; from here on for the kind of meeting as well. */
const SHORT_PX = 36
const FULL_PX = 66

/** One meeting in its place of the grid. */
export function WeekMeeting(props: {
  readonly placed: Placed
  readonly look: Look
  readonly isOpen: boolean
  readonly topPx: number
  readonly heightPx: number
}) {
  const { placed, look, isOpen, topPx, heightPx } = props
  const { meeting, lane, lanes } = placed
  const { clock, zone } = clockOf(meeting, look)
  const [title, below] = rowWords(meeting)
  const ending = endingOf(meeting)
  const behind = marksOf(meeting, look.accounts).find((mark) => mark.behind)
  const isShort = heightPx < SHORT_PX
  const struck = meeting.isDeleted ? 'line-through' : ''
  const ground = meeting.isDeleted
    ? 'border-edge bg-page text-muted'
    : 'border-accent bg-accent-soft text-ink'
  return (
    <li
      className={`absolute overflow-hidden rounded border-l-4 text-xs hover:z-10 ${ground} ${isOpen ? 'ring-2 ring-accent' : ''}`}
      style={{
        top: topPx + 1,
        height: heightPx - 2,
        left: `calc(${(lane / lanes) * 100}% + 2px)`,
        width: `calc(${100 / lanes}% - 4px)`,
      }}
    >
      <a
        href={look.hrefOf(meeting.id)}
        onClick={(event) => look.follow(event, meeting.id)}
        data-meeting={meeting.id}
        data-row=""
        className="block h-full px-1.5 py-0.5 -outline-offset-2!"
      >
        {isShort ? (
          <span className="block truncate">
            <span className="tabular-nums">{clock.time(meeting.startTime)}</span>{' '}
            <bdi className={`font-semibold ${struck}`}>{title}</bdi>
          </span>
        ) : (
          <>
            <bdi className={`block truncate font-semibold ${struck}`}>{title}</bdi>
            <span className="block truncate tabular-nums">
              {clock.time(meeting.startTime)}
              {zone && ` ${zone}`}
              {ending && ` · ${ending.what}`}
            </span>
          </>
        )}
        {behind && (
          <span className="block truncate text-warn">
            {behind.name}: {behind.behind}
          </span>
        )}
        {heightPx >= FULL_PX && <bdi className="line-clamp-2">{below}</bdi>}
      </a>
    </li>
  )
}
