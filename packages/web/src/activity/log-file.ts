import type { Api } from '../api/request.ts'
import type { ActivityEntry, Page } from '../api/types.ts'
import type { ActivityFilters } from './use-activity.ts'
import { summaryOf } from './words.ts'

const PAGE_SIZE = 200
/** More than anybody reads; the filters narrow it. */
const MOST = 10_000

/** Everything that the filters let through, each by itself, newest first, at most 10,000. */
export async function readLog(api: Api, filters: ActivityFilters): Promise<readonly ActivityEntry[]> {
  const entries: ActivityEntry[] = []
  let cursor: string | undefined
  do {
    const query = { ...filters, fold: 'false', limit: PAGE_SIZE, cursor }
    const page: Page<ActivityEntry> = await api.get('/api/activity', query)
    entries.push(...page.data)
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined && entries.length < MOST)
  return entries
}

/** An entry as a line of the CSV. */
export function logLine(entry: ActivityEntry): Readonly<Record<string, string | null>> {
  const { at, kind, title, outcome, state, accountId, runId, deliveryId } = entry
  return { at, kind, title, outcome, state, accountId, runId, deliveryId, summary: summaryOf(entry) }
}
