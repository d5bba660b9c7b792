import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useApi } from '../api/context.ts'
import type { ApiProblem } from '../api/problem.ts'
import type { Answer } from '../api/types.ts'
import { useApp } from '../app/context.ts'
import { MeetingRow } from '../meetings/meeting-row.tsx'
import { Card } from '../parts/card.tsx'
import { EmptyWords } from '../parts/empty-words.tsx'
import { ListTrouble } from '../parts/list-trouble.tsx'
import { Skeleton } from '../parts/skeleton.tsx'
import { dayRange } from '../time/day-range.ts'
import { useNow } from '../time/use-now.ts'

const RENEW_MS = 60_000
/** More than anybody has in a day. */
const DAY_LIMIT = 100
const NEXT_LIMIT = 5

/** Today's meetings in the reader's zone, and the next few after today. */
export function DaysAhead() {
  const { formats } = useApp()
  const nowMs = useNow(10_000)
  const day = formats.dayKey(nowMs)
  const { from, to } = dayRange(day, formats.timeZone)
  const today = useSomeMeetings(['today', day], { from, to, sort: 'startTime', limit: DAY_LIMIT })
  const next = useSomeMeetings(['next', day], { from: to, sort: 'startTime', limit: NEXT_LIMIT })
  return (
    <div className="min-w-0 space-y-6">
      <Today meetings={today} nowMs={nowMs} />
      {/* How far down they begin is known with today's meetings. */}
      {!today.isPending && <ComingUp meetings={next} nowMs={nowMs} />}
    </div>
  )
}

type SomeMeetings = ReturnType<typeof useSomeMeetings>

function Today({ meetings, nowMs }: { readonly meetings: SomeMeetings; readonly nowMs: number }) {
  const { formats } = useApp()
  return (
    <Card
      title="Today"
      actions={
        <Link to="/meetings" className="min-h-6 text-sm text-accent underline underline-offset-2">
          All meetings
        </Link>
      }
    >
      <Rows meetings={meetings} nowMs={nowMs}>
        <EmptyWords title="No meetings today" reason={`Nothing on ${formats.longDate(nowMs)}.`} />
      </Rows>
    </Card>
  )
}

function ComingUp({ meetings, nowMs }: { readonly meetings: SomeMeetings; readonly nowMs: number }) {
  const { formats } = useApp()
  return (
    <Card title="Coming up">
      <Rows meetings={meetings} nowMs={nowMs} isDated>
        <EmptyWords title="Nothing coming up" reason="Calendly has no later meeting." />
      </Rows>
      <p className="mt-2 text-xs text-muted">Times are shown in {formats.timeZone}.</p>
    </Card>
  )
}

function useSomeMeetings(key: readonly string[], query: Readonly<Record<string, string | number>>) {
  const api = useApi()
  return useQuery<Answer<'/api/meetings'>, ApiProblem>({
    queryKey: ['meetings', ...key],
    queryFn: ({ signal }) => api.get('/api/meetings', query, signal),
    refetchInterval: RENEW_MS,
  })
}

function Rows(props: {
  readonly meetings: SomeMeetings
  readonly nowMs: number
  readonly isDated?: boolean
  /** Shown when there are none. */
  readonly children: ReactNode
}) {
  const { meetings, nowMs, isDated = false } = props
  const { formats } = useApp()
  const rows = meetings.data?.data
  return (
    <div aria-busy={meetings.isPending} className="overflow-clip rounded-lg border border-line bg-card">
      {meetings.isError && <ListTrouble message={meetings.error.message} hasRows={rows !== undefined} />}
      {meetings.isPending && <Skeleton what="meetings" />}
      {rows?.length === 0 && props.children}
      <ul className="divide-y divide-line">
        {rows?.map((meeting) => (
          <MeetingRow key={meeting.id} {...{ meeting, formats, nowMs, isDated }} />
        ))}
      </ul>
    </div>
  )
}
