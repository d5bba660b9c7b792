import { useApp } from '../app/context.ts'
import { useOpenMeeting } from '../meeting/use-open-meeting.ts'
import { rowWords } from '../meetings/words.ts'
import { Badge, type Tone } from '../parts/badge.tsx'
import { Button } from '../parts/button.tsx'
import { changeWords } from './run-words.ts'
import { useRunChanges } from './use-run.ts'

const TONES = { new: 'good', updated: 'busy', deleted: 'bad' } as const satisfies Record<string, Tone>

/** The meetings that a check changed, each a link that opens it. */
export function RunChanges(props: {
  readonly runId: string
  readonly isOver: boolean
  readonly nowMs: number
}) {
  const { runId, isOver, nowMs } = props
  const { formats } = useApp()
  const { hrefOf, follow } = useOpenMeeting()
  const changes = useRunChanges(runId, isOver)
  const rows = changes.data
  return (
    <section>
      <h3 className="mb-1 text-sm font-semibold">Meetings that it changed</h3>
      {changes.isError && <p className="text-sm text-bad">{changes.error.message}</p>}
      {changes.isPending && <p className="text-sm text-muted">Loading…</p>}
      {rows?.length === 0 && (
        <p className="text-sm text-muted">{isOver ? 'None: everything was as before.' : 'None so far.'}</p>
      )}
      <ul className="space-y-1 text-sm">
        {rows?.map((row) => (
          <li key={row.meeting.id} className="flex flex-wrap items-center gap-x-2">
            <Badge tone={TONES[row.change]}>{changeWords(row, formats, nowMs)}</Badge>
            <a
              href={hrefOf(row.meeting.id)}
              onClick={(event) => follow(event, row.meeting.id)}
              data-meeting={row.meeting.id}
              className="min-h-6 text-accent underline underline-offset-2"
            >
              {rowWords(row.meeting)[0]}
            </a>
            <span className="text-muted tabular-nums">
              {formats.moment(row.meeting.startTime, nowMs)} · {row.meeting.title}
            </span>
          </li>
        ))}
      </ul>
      {changes.hasNextPage && (
        <Button
          look="quiet"
          onClick={() => changes.fetchNextPage()}
          disabled={changes.isFetchingNextPage}
          className="mt-1"
        >
          Load more
        </Button>
      )}
    </section>
  )
}
