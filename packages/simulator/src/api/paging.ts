import { createHash } from 'node:crypto'
import { calendlyOrigin } from '../ids.ts'
import { type Answer, invalidArgument } from './answer.ts'
import type { Query } from './query.ts'
import type { Context } from './route.ts'

/** The rows of a list from `offset` on: at most `count`, and whether more follow. */
export type Slice<T> = (offset: number, count: number) => { rows: T[]; hasMore: boolean }

/**
 * Answers one page. Tokens say a position, not a row: when rows come or go between two pages the rest shifts,
 * as Calendly, which promises no snapshot, may do too. A token is bound to the path and to the filters, in
 * the spelling of the request or in that of `next_page`, and to nothing in between.
 */
export function page<T>(
  { state, path, query, nowMs }: Context,
  canonical: Readonly<Record<string, string>>,
  count: number,
  slice: Slice<T>,
): Answer {
  const asAsked = seal(path, query)
  const { page_token: given, ...filters } = query
  const offset = given === undefined ? 0 : offsetOf(given)
  const { rows, hasMore } = slice(offset, count)
  const asWritten = seal(path, canonical)
  const token = (position: number) => encode({ position, asAsked, asWritten, issuedMs: nowMs })
  const next = hasMore ? token(offset + rows.length) : null
  const previous = offset > 0 ? token(Math.max(0, offset - count)) : null
  const link = (value: string | null) =>
    value && `${calendlyOrigin}${path}?${new URLSearchParams({ ...canonical, page_token: value })}`
  return {
    status: 200,
    body: {
      collection: rows,
      pagination: {
        count: rows.length,
        next_page: link(next),
        previous_page: link(previous),
        next_page_token: next,
        previous_page_token: previous,
      },
    },
  }

  function offsetOf(value: string): number {
    const content = decode(value)
    const presented = seal(path, filters)
    const isBound =
      content &&
      (presented === content.asWritten ||
        (presented === content.asAsked && !state.quirks.tokenNeedsCanonicalFilters))
    const isAlive = content && nowMs - content.issuedMs <= state.quirks.pageTokenLifeMs
    if (!content || !isBound || !isAlive) {
      throw invalidArgument({ parameter: 'page_token', message: 'is invalid' })
    }
    return content.position
  }
}

/** A slice of an array that is already filtered and sorted. */
export function sliceOf<T, R>(items: readonly T[], view: (item: T) => R): Slice<R> {
  return (offset, count) => ({
    rows: items.slice(offset, offset + count).map(view),
    hasMore: offset + count < items.length,
  })
}

interface TokenContent {
  position: number
  asAsked: string
  asWritten: string
  issuedMs: number
}

function seal(path: string, { page_token: _token, ...filters }: Query): string {
  const pairs = Object.entries(filters).sort(([left], [right]) => (left < right ? -1 : 1))
  return createHash('sha1')
    .update(JSON.stringify([path, pairs]))
    .digest('base64url')
    .slice(0, 12)
}

function encode({ position, asAsked, asWritten, issuedMs }: TokenContent): string {
  const content = [position.toString(36), Math.floor(issuedMs).toString(36), asAsked, asWritten].join('.')
  return Buffer.from(`${content}.${checksum(content)}`).toString('base64url')
}

function decode(token: string): TokenContent | undefined {
  const text = Buffer.from(token, 'base64url').toString()
  const content = text.slice(0, text.lastIndexOf('.'))
  if (text !== `${content}.${checksum(content)}`) return undefined
  const [position = '', issuedMs = '', asAsked = '', asWritten = ''] = content.split('.')
  return {
    position: Number.parseInt(position, 36),
    issuedMs: Number.parseInt(issuedMs, 36),
    asAsked,
    asWritten,
  }
}

// Not a secret: it only tells a token of ours from anything else.
function checksum(content: string): string {
  return createHash('sha1').update(`page ${content}`).digest('base64url').slice(0, 6)
}
