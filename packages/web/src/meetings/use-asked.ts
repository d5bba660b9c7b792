import { useMemo } from 'react'
import { askFilters, askTab, askWeek, type Question, withoutMenus } from './ask.ts'
import type { Filters, MeetingsSearch } from './search.ts'
import { dayAfter, weekOf, weekRange } from './week-layout.ts'

/** What an address of the list asks the server. */
export interface Asked {
  readonly filters: Filters
  /** The days of the week that is shown, or would be. */
  readonly week: readonly string[]
  /** The rows; undefined while it is not known since when changes count. */
  readonly list: Question | undefined
  /** How many each tab holds. */
  readonly counts: Question
  readonly changes: Question | undefined
  /** What can be chosen, whatever is chosen already. */
  readonly menus: Question | undefined
}

/** Who asks: where and when. */
export interface Asker {
  readonly timeZone: string
  readonly today: string
  /** The last visit; undefined while it is not known. */
  readonly since: string | undefined
}

/** The same object until another question is asked. */
export function useAsked(search: MeetingsSearch, { timeZone, today, since }: Asker): Asked {
  const { view, layout, week, q, account, host, type, place, from, to } = search
  return useMemo(
    () => askBy({ view, layout, week, q, account, host, type, place, from, to }, { timeZone, today, since }),
    [timeZone, today, since, view, layout, week, q, account, host, type, place, from, to],
  )
}

/** The questions behind an address of the list, for whoever is about to go there as well. */
export function askBy(search: MeetingsSearch, { timeZone, today, since }: Asker): Asked {
  const { view: tab = 'upcoming', layout, week: day, q, account, host, type, place, from, to } = search
  const filters: Filters = { q, account, host, type, place, from, to }
  const narrowed = askFilters(filters, timeZone)
  const open = askFilters(withoutMenus(filters), timeZone)
  // Who looks back begins with the week before.
  const week = weekOf(day ?? (tab === 'past' ? dayAfter(today, -7) : today))
  const isKnown = tab !== 'changed' || since !== undefined
  const shown =
    layout === 'week' ? askWeek(tab, since ?? '', weekRange(week, timeZone)) : askTab(tab, since ?? '')
  return {
    filters,
    week,
    list: isKnown ? { ...narrowed, ...shown } : undefined,
    counts: { ...narrowed, ...askTab(tab === 'changed' ? 'upcoming' : tab, '') },
    changes: since === undefined ? undefined : { ...narrowed, ...askTab('changed', since) },
    menus: isKnown ? { ...open, ...askTab(tab, since ?? '') } : undefined,
  }
}
