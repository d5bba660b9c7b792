import { oneOf, text } from '../app/search.ts'

/** None in the address: all of them. */
const TABS = ['guests', 'confirm'] as const
/** Orders of the list, as the server knows them; none in the address: by name. */
export const ORDERS = ['email', 'nextMeeting', '-lastMeeting', '-noShowRate'] as const
/** Meetings of the open client; none in the address: all. */
export const SHOWN = ['upcoming', 'past', 'cancelled', 'no-show'] as const

export type ClientTab = (typeof TABS)[number]
export type ClientOrder = (typeof ORDERS)[number]
export type Shown = (typeof SHOWN)[number]

/** What the address says of this screen. */
export interface ClientsSearch {
  readonly tab?: ClientTab | undefined
  /** The search, as typed. */
  readonly q?: string | undefined
  readonly sort?: ClientOrder | undefined
  /** Id of the open client, or of a record that was merged into it. */
  readonly client?: string | undefined
  readonly show?: Shown | undefined
}

export function readClientsSearch(query: Record<string, unknown>): ClientsSearch {
  return {
    tab: oneOf(TABS, query['tab']),
    q: text(query['q']),
    sort: oneOf(ORDERS, query['sort']),
    client: text(query['client']),
    show: oneOf(SHOWN, query['show']),
  }
}
