import type { PaginationBody } from './bodies.ts'

export type NextPage =
  | { kind: 'end' }
  /** `query` without the question mark; to be sent to the same path on our own origin. */
  | { kind: 'next'; query: string; token: string }
  | { kind: 'unreadable' }

/**
 * Where a list goes on.
 *
 * The query of `next_page` is taken exactly as given, because Calendly re-writes filters there and a token only fits
 * its own spelling (`page_token: is invalid` otherwise). Its host and path are never used: published examples show
 * other hosts, and following them would carry the token to a stranger. Without a usable `next_page`,
 * `next_page_token` goes with the filters of the first request. Old answers have no `*_token` members.
 *
 * @param firstQuery - query of the list's first request, without the question mark.
 * @see Calendly developer docs, "API conventions", pagination.
 */
export function nextPage(pagination: PaginationBody, firstQuery: string): NextPage {
  const given = textOf(pagination.next_page)
  const query = given?.split('#')[0]?.split('?').slice(1).join('?') ?? ''
  const tokenInQuery = new URLSearchParams(query).get('page_token')
  if (tokenInQuery) return { kind: 'next', query, token: tokenInQuery }

  const token = textOf(pagination.next_page_token)
  if (token !== undefined) {
    const filters = new URLSearchParams(firstQuery)
    filters.set('page_token', token)
    return { kind: 'next', query: filters.toString(), token }
  }
  return given === undefined ? { kind: 'end' } : { kind: 'unreadable' }
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value : undefined
}
