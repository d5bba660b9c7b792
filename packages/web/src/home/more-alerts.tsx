import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useApi } from '../api/context.ts'
import type { ApiProblem } from '../api/problem.ts'
import type { Alert, Page } from '../api/types.ts'
import { useApp } from '../app/context.ts'
import { Icon } from '../parts/icon.tsx'
import type { OpenProblem } from './problems.ts'
import { unsaid } from './unsaid.ts'

const RENEW_MS = 60_000

/** Leads to the alerts that the problems above do not tell of: an old list, the clock, an outage. */
export function MoreAlerts({ problems }: { readonly problems: readonly OpenProblem[] }) {
  const api = useApi()
  const { isLive } = useApp()
  const { data } = useQuery<Page<Alert>, ApiProblem>({
    queryKey: ['alerts', 'of home'],
    queryFn: ({ signal }) => api.get<Page<Alert>>('/api/alerts', {}, signal),
    refetchInterval: isLive ? false : RENEW_MS,
  })
  const count = unsaid(data?.data ?? [], problems).length
  if (count === 0) return null
  return (
    <Link
      to="/alerts"
      className="flex min-h-9 items-center gap-1.5 rounded-md bg-warn-soft px-3 py-2 text-sm font-medium text-warn hover:underline"
    >
      <Icon name="bell" />
      {count} {problems.length > 0 ? 'more ' : ''}
      {count === 1 ? 'alert' : 'alerts'}
    </Link>
  )
}
