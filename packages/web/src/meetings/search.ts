import { day, oneOf, text } from '../app/search.ts'

export const TABS = ['upcoming', 'past', 'cancelled', 'no-show', 'changed'] as const
export const LAYOUTS = ['agenda', 'week', 'table'] as const
export const ZONES = ['mine', 'client', 'host'] as const

export type Tab = (typeof TABS)[number]
export type Layout = (typeof LAYOUTS)[number]
/** Whose clock the times are told by. */
export type ZoneChoice = (typeof ZONES)[number]

/** What narrows the list down, besides its tab. */
export interface Filters {
  /** The search, as typed. */
  readonly q?: string | undefined
  /** Our id of an account. */
  readonly account?: string | undefined
  /** As the menus of the server tell them. */
  readonly host?: string | undefined
  readonly type?: string | undefined
  readonly place?: string | undefined
  /** First and last day, "2026-11-25" in the reader's zone. */
  readonly from?: string | undefined
  readonly to?: string | undefined
}

/** What the address says of the list of meetings; what is undefined is at its default. */
export interface MeetingsSearch extends Filters {
  readonly view?: Tab | undefined
  readonly layout?: Layout | undefined
  readonly zone?: ZoneChoice | undefined
  /** A day of the week that is shown. */
  readonly week?: string | undefined
}

export function readMeetingsSearch(query: Record<string, unknown>): MeetingsSearch {
  return {
    view: oneOf(TABS, query['view']),
    layout: oneOf(LAYOUTS, query['layout']),
    zone: oneOf(ZONES, query['zone']),
    week: day(query['week']),
    q: text(query['q']),
    account: text(query['account']),
    host: text(query['host']),
    type: text(query['type']),
    place: text(query['place']),
    from: day(query['from']),
    to: day(query['to']),
  }
}
