import { oneOf, text } from '../app/search.ts'

export const VIEWS = ['upcoming', 'past', 'cancelled', 'no-show'] as const

/** What the address says of the list of meetings; what is undefined is at its default. */
export interface MeetingsSearch {
  readonly view?: (typeof VIEWS)[number] | undefined
  /** The search, as typed. */
  readonly q?: string | undefined
}

export function readMeetingsSearch(query: Record<string, unknown>): MeetingsSearch {
  return { view: oneOf(VIEWS, query['view']), q: text(query['q']) }
}
