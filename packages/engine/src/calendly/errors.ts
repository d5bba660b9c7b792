import { SyncError } from '../errors.ts'

/**
 * What can go wrong between us and Calendly.
 *
 * - `unauthenticated` 401 · `forbidden` 403 · `not_found` 404 · `conflict` 409 · `bad_request` 400 and every other 4xx
 * - `page_token_invalid` a page token that Calendly no longer takes: start the list again, later than the last row seen
 * - `rate_limited` 429 · `unavailable` 5xx
 * - `timeout` a deadline of ours passed · `network` no connection, or it broke before the answer began
 * - `garbled` the answer is cut, no JSON, or of the wrong shape · `oversized` larger than we are willing to hold
 * - `redirected` a 3xx: Calendly's API has none, so somebody else is answering
 * - `paging_loop` a list that leads back to itself or never ends
 */
export type CalendlyErrorCode =
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'bad_request'
  | 'conflict'
  | 'page_token_invalid'
  | 'rate_limited'
  | 'unavailable'
  | 'timeout'
  | 'network'
  | 'garbled'
  | 'oversized'
  | 'redirected'
  | 'paging_loop'

export interface CalendlyErrorFacts {
  /** Method and path template: `GET /scheduled_events/{uuid}`. */
  route: string
  /** What happened and what to do, without the route; see `SyncError` for what it must not hold. */
  message: string
  status?: number | undefined
  /** Calendly's own `message`, cleaned and cut. */
  calendlyMessage?: string | undefined
  /** The scopes a 403 "Insufficient scope" names. */
  requiredScopes?: string[] | undefined
  retryAfterMs?: number | undefined
  cause?: unknown
}

const retryableCodes: ReadonlySet<CalendlyErrorCode> = new Set<CalendlyErrorCode>([
  'rate_limited',
  'unavailable',
  'timeout',
  'network',
  'garbled',
])

/** A failed call. By the time it reaches a flow, the client has made every attempt that was allowed. */
export class CalendlyError extends SyncError<CalendlyErrorCode> {
  /** Whether the same call may succeed later with nothing changed by a person. */
  readonly retryable: boolean
  readonly route: string
  readonly status?: number
  readonly calendlyMessage?: string
  readonly requiredScopes?: string[]

  constructor(code: CalendlyErrorCode, about: CalendlyErrorFacts) {
    const { route, message, status, calendlyMessage, requiredScopes, retryAfterMs, cause } = about
    const said = calendlyMessage === undefined ? '' : ` Calendly says: ${calendlyMessage}`
    super(code, `${route}: ${message}${said}`, {
      retryAfterMs,
      cause,
      facts: {
        route,
        ...(status === undefined ? {} : { status }),
        ...(requiredScopes === undefined ? {} : { requiredScopes }),
      },
    })
    this.route = route
    this.retryable = retryableCodes.has(code)
    if (status !== undefined) this.status = status
    if (calendlyMessage !== undefined) this.calendlyMessage = calendlyMessage
    if (requiredScopes !== undefined) this.requiredScopes = requiredScopes
  }
}

/**
 * Calendly was reached and will not show this thing: it does not exist, or not for this token. An invitee list of an
 * event one may not see was observed to answer any of the three (recorded in a public connector's issue).
 */
export function isRefusal(error: unknown): error is CalendlyError {
  return error instanceof CalendlyError && ['not_found', 'forbidden', 'bad_request'].includes(error.code)
}
