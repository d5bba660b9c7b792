import { oneOf } from '../app/search.ts'

/** Spans that the figures can be looked at; none in the address: a day. */
export const SPANS = ['7', '30'] as const

/** What the address says of Home. */
export interface HomeSearch {
  /** How many days the figures go back. */
  readonly days?: (typeof SPANS)[number] | undefined
}

export function readHomeSearch(query: Record<string, unknown>): HomeSearch {
  return { days: oneOf(SPANS, query['days']) }
}
