import type { Status } from '../api/types.ts'
import type { Formats } from '../time/formats.ts'
import type { ActiveFilter } from './active-filters.ts'
import type { Tab } from './search.ts'
import { TAB_NAMES } from './tab-names.ts'

/** What was asked for. */
export interface Asked {
  readonly tab: Tab
  readonly filters: readonly ActiveFilter[]
  /** Only seven days are shown. */
  readonly isWeek: boolean
}

/** Title and reason of an empty list, the nearest cause first. */
export function emptyWords(
  { tab, filters, isWeek }: Asked,
  status: Status | undefined,
  formats: Formats,
): readonly [string, string] {
  const name = TAB_NAMES.find(([each]) => each === tab)?.[1] ?? tab
  if (filters.length > 0) {
    const set = filters.map(({ words }) => words).join(', ')
    return [
      `Nothing in “${name}” matches`,
      `Looked for ${set}. The search looks at clients, e-mails, answers, titles and places.`,
    ]
  }
  if (status && status.accounts.length === 0)
    return [
      status.problem?.message ?? 'No Calendly account is connected',
      status.problem?.nextStep ?? 'Connect one to see its meetings here.',
    ]
  if (!status || status.completeAsOf === null)
    return ['No meetings yet', 'The first import has not ended. Meetings appear here as they arrive.']
  if (isWeek) return ['Nothing in this week', 'Other weeks are before and after it.']
  return emptyTab(tab, status, formats)
}

function emptyTab(tab: Tab, { coverage }: Status, formats: Formats): readonly [string, string] {
  const until = coverage
    .map(({ to }) => to)
    .sort()
    .at(-1)
  const from = coverage.map((range) => range.from).sort()[0]
  const range = from ? ` since ${formats.longDate(from)}` : ''
  switch (tab) {
    case 'upcoming':
      return ['No upcoming meetings', `Calendly has none${until ? ` until ${formats.longDate(until)}` : ''}.`]
    case 'past':
      return ['No past meetings', `Calendly has none${range}.`]
    case 'cancelled':
      return ['No cancelled meetings', `None was cancelled${range}.`]
    case 'no-show':
      return ['No no-shows', `Nobody was marked as a no-show in Calendly${range}.`]
    case 'changed':
      return ['Nothing has changed', 'What is new, changed or cancelled since your last visit appears here.']
  }
}
