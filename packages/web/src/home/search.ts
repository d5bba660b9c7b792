import { oneOf, text } from '../app/search.ts'

/** Spans that the figures can be looked at; none in the address: a day. */
export const SPANS = ['7', '30'] as const

/** What the address says of Home. */
export interface HomeSearch {
  /** How many days the figures go back. */
  readonly days?: (typeof SPANS)[number] | undefined
  /** Id of the alert that a mail is about: the screen of alerts shows it. */
  readonly alert?: string | undefined
}

export function readHomeSearch(query: Record<string, unknown>): HomeSearch {
  return { days: oneOf(SPANS, query['days']), alert: text(query['alert']) }
}
