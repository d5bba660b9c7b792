import type { FaultEffect } from 'calendly-simulator'

/** A Calendly in trouble: what it does, and the codes with which a run may say so. */
export interface UpstreamFault {
  readonly name: string
  readonly effect: FaultEffect
  readonly codes: readonly string[]
}

const limited = (reset: string | null): UpstreamFault => ({
  name: `429 with a reset of ${reset}`,
  effect: { kind: 'status', status: 429, ...(reset !== null && { headers: { 'x-ratelimit-reset': reset } }) },
  codes: ['rate_limited'],
})

/** Odd and honest lengths of the window to wait out. */
export const limits: readonly UpstreamFault[] = ['2', '0', '-1', 'abc', null].map(limited)

/** Never an answer; a file of its own may want shorter deadlines for it. */
export const silence: UpstreamFault = { name: 'no answer', effect: { kind: 'hang' }, codes: ['timeout'] }

/** The refusals are told apart from trouble: for a single meeting they are an answer. */
export const refusals: readonly UpstreamFault[] = [
  { name: '403', effect: { kind: 'status', status: 403 }, codes: ['forbidden'] },
  { name: '404', effect: { kind: 'status', status: 404 }, codes: ['not_found'] },
]

export const troubles: readonly UpstreamFault[] = [
  { name: '401', effect: { kind: 'status', status: 401 }, codes: ['unauthenticated'] },
  limited('99999'),
  { name: '500', effect: { kind: 'status', status: 500 }, codes: ['unavailable'] },
  { name: 'a page of HTML', effect: { kind: 'html' }, codes: ['garbled'] },
  { name: 'a cut body', effect: { kind: 'cut' }, codes: ['garbled'] },
  { name: 'an empty body', effect: { kind: 'empty' }, codes: ['garbled'] },
  { name: 'broken JSON', effect: { kind: 'garbage' }, codes: ['garbled'] },
  { name: 'an endless body', effect: { kind: 'oversized', bytes: 20 * 1024 * 1024 }, codes: ['oversized'] },
  { name: 'a reset connection', effect: { kind: 'reset' }, codes: ['network'] },
  {
    name: 'a redirect',
    effect: { kind: 'redirect', to: 'https://elsewhere.example/' },
    codes: ['redirected'],
  },
]

/** Only lists have pages. */
export const listTroubles: readonly UpstreamFault[] = [
  {
    name: 'a page token that leads back',
    effect: { kind: 'loopingToken' },
    codes: ['paging_loop', 'page_token_invalid'],
  },
]
