import type { Instant } from '../api/types.ts'
import { dayRange } from '../time/day-range.ts'
import type { Filters, Tab } from './search.ts'

/** A question to the server: names and values of its query. */
export type Question = Readonly<Record<string, string>>

/** A meeting that was moved is one row, wherever it is shown. */
const ONE_ROW = { chains: 'collapsed' }

/** The rows of a tab. @param since - the reader's last visit. */
export function askTab(tab: Tab, since: Instant): Question {
  if (tab === 'changed')
    return { ...ONE_ROW, view: 'all', includeDeleted: 'true', updatedSince: since, sort: 'startTime' }
  return { ...ONE_ROW, view: tab, sort: tab === 'upcoming' ? 'startTime' : '-startTime' }
}

/**
 * The rows of a week. What takes place is shown as a whole there: a week that stops at the present moment would look
 * like a half-empty one.
 */
export function askWeek(
  tab: Tab,
  since: Instant,
  range: { readonly from: Instant; readonly to: Instant },
): Question {
  const rows = tab === 'upcoming' || tab === 'past' ? ONE_ROW : askTab(tab, since)
  return { ...rows, sort: 'startTime', ...range }
}

/** What the filters add to a question. A last day counts as a whole, in the reader's zone. */
export function askFilters(filters: Filters, timeZone: string): Question {
  const { q, account, host, type, place, from, to } = filters
  return {
    ...given('q', q?.trim()),
    ...given('accountId', account),
    ...given('host', host),
    ...given('eventType', type),
    ...given('location', place),
    ...given('from', from && dayRange(from, timeZone).from),
    ...given('to', to && dayRange(to, timeZone).to),
  }
}

/** The filters without those whose choices are told by the server: what else can be chosen is told under these. */
export function withoutMenus({ q, from, to }: Filters): Filters {
  return { q, from, to }
}

function given(name: string, value: string | undefined): Question {
  return value ? { [name]: value } : {}
}
