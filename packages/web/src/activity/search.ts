import { day, oneOf, text } from '../app/search.ts'

export const KINDS = ['run', 'delivery', 'setting', 'connection', 'sign-in', 'export', 'alert'] as const
export const OUTCOMES = ['changed', 'good', 'late', 'bad', 'plain'] as const

/** What the address says of the timeline; what is undefined is not filtered. */
export interface ActivitySearch {
  readonly kind?: (typeof KINDS)[number] | undefined
  readonly outcome?: (typeof OUTCOMES)[number] | undefined
  /** Id of an account. */
  readonly account?: string | undefined
  /** First and last day, "2026-11-25" in the reader's zone. */
  readonly from?: string | undefined
  readonly to?: string | undefined
  /** The search, as typed. */
  readonly q?: string | undefined
  /** Id of the entry that is open. */
  readonly open?: string | undefined
  /** Id of a check that is open, by whoever links to it without knowing its entry. */
  readonly run?: string | undefined
}

export function readActivitySearch(query: Record<string, unknown>): ActivitySearch {
  return {
    kind: oneOf(KINDS, query['kind']),
    outcome: oneOf(OUTCOMES, query['outcome']),
    account: text(query['account']),
    from: day(query['from']),
    to: day(query['to']),
    q: text(query['q']),
    open: text(query['open']),
    run: text(query['run']),
  }
}
