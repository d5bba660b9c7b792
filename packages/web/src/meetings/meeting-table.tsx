import { useMemo } from 'react'
import type { Meeting } from '../api/types.ts'
import { type Column, DataTable } from '../parts/data-table.tsx'
import { clockOf, type Look } from './look.ts'
import { RowMarks } from './row-marks.tsx'
import { RowPlace } from './row-place.tsx'
import { endingOf, hostWords, rowWords, seatsWords } from './words.ts'

/** The meetings as a table, in the order of the list. */
export function MeetingTable(props: {
  readonly meetings: readonly Meeting[]
  readonly look: Look
  readonly nowMs: number
}) {
  const { meetings, look, nowMs } = props
  const minute = Math.floor(nowMs / 60_000) * 60_000
  const columns = useMemo(() => columnsFor(look, minute), [look, minute])
  return <DataTable caption="Meetings" columns={columns} rows={meetings} keyOf={idOf} />
}

function idOf({ id }: Meeting): string {
  return id
}

function columnsFor(look: Look, nowMs: number): readonly Column<Meeting>[] {
  return [
    {
      id: 'who',
      title: 'Client',
      cell: (meeting) => {
        const [title] = rowWords(meeting)
        return (
          <a
            href={look.hrefOf(meeting.id)}
            onClick={(event) => look.follow(event, meeting.id)}
            data-meeting={meeting.id}
            data-row=""
            className={meeting.isDeleted ? 'text-muted line-through' : 'font-semibold hover:underline'}
          >
            <bdi className="line-clamp-2 min-w-40">{title}</bdi>
          </a>
        )
      },
    },
    {
      id: 'when',
      title: 'When',
      cell: (meeting) => {
        const { clock, zone, isUnknown } = clockOf(meeting, look)
        const struck = meeting.isDeleted ? 'line-through text-muted' : ''
        return (
          <div className="whitespace-nowrap">
            <p className={struck}>
              {clock.shortDay(meeting.startTime)}, {clock.time(meeting.startTime)} –{' '}
              {clock.time(meeting.endTime)}
            </p>
            {zone && <p className="text-xs text-muted">{zone}</p>}
            {isUnknown && <p className="text-xs text-muted">Your time; theirs is not known</p>}
            {meeting.movedFrom.map((earlier) => (
              <p key={earlier.id} className="text-xs text-muted">
                <span className="sr-only">Moved from </span>
                <s>
                  {clock.shortDay(earlier.startTime)}, {clock.time(earlier.startTime)}
                </s>
              </p>
            ))}
          </div>
        )
      },
    },
    {
      id: 'type',
      title: 'Event type',
      cell: (meeting) => <bdi className="line-clamp-2 min-w-24">{meeting.title}</bdi>,
    },
    {
      id: 'host',
      title: 'Host',
      cell: (meeting) => <bdi className="line-clamp-2 min-w-24">{hostWords(meeting)}</bdi>,
    },
    {
      id: 'state',
      title: 'State',
      cell: (meeting) => (
        <span className="flex min-w-24 flex-wrap gap-1">
          <RowMarks {...{ meeting, look, ending: endingOf(meeting)?.what, nowMs }} />
          {meeting.isGroup && <span className="text-muted">{seatsWords(meeting)}</span>}
        </span>
      ),
    },
    {
      id: 'place',
      title: 'Place',
      cell: (meeting) => (
        <div className="min-w-28">
          <RowPlace meeting={meeting} />
        </div>
      ),
    },
  ]
}
