import { useMemo } from 'react'
import { useApp } from '../app/context.ts'
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

export function useAsked(search: MeetingsSearch, since: string | undefined, nowMs: number): Asked {
  const { formats } = useApp()
  const today = formats.dayKey(nowMs)
  const { view: tab = 'upcoming', layout, week: day, q, account, host, type, place, from, to } = search
  return useMemo(() => {
    const { timeZone } = formats
    const filters: Filters = { q, account, host, type, place, from, to }
    const narrowed = askFilters(filters, timeZone)
    const open = askFilters(withoutMenus(filters), timeZone)
    // Who looks back begins with the week before.
    const week = weekOf(day ?? (tab === 'past' ? dayAfter(today, -7) : today))
    const range = weekRange(week, timeZone)
    const isKnown = tab !== 'changed' || since !== undefined
    const shown =
      layout === 'week' ? askWeek(tab, since ?? '', range.from, range.to) : askTab(tab, since ?? '')
    return {
      filters,
      week,
      list: isKnown ? { ...narrowed, ...shown } : undefined,
      counts: { ...narrowed, ...askTab(tab === 'changed' ? 'upcoming' : tab, '') },
      changes: since === undefined ? undefined : { ...narrowed, ...askTab('changed', since) },
      menus: isKnown ? { ...open, ...askTab(tab, since ?? '') } : undefined,
    }
  }, [formats, today, tab, layout, day, since, q, account, host, type, place, from, to])
}
