import { oneOf, text } from '../app/search.ts'

export const STATES = ['failing', 'reconnect', 'limited', 'active', 'paused'] as const

/** What the address says of this screen: whose accounts are listed. */
export interface OperationsSearch {
  /** Words of an address or name, as typed. */
  readonly q?: string | undefined
  /** Users with an account in this state. */
  readonly state?: (typeof STATES)[number] | undefined
  /** Users with an account that has this problem now. */
  readonly code?: string | undefined
}

export function readOperationsSearch(query: Record<string, unknown>): OperationsSearch {
  const code = text(query['code'])
  return {
    q: text(query['q']),
    state: oneOf(STATES, query['state']),
    // Anything else is the code of no problem, and the server would refuse to look for it.
    code: code !== undefined && /^[a-z0-9_]{1,64}$/.test(code) ? code : undefined,
  }
}
