import type { Priority } from './budget.ts'

/** What a caller may say about one call, or about all pages of one list. */
export interface CallOptions {
  /** Ends waiting and reading at once; the call rejects with the signal's reason. */
  signal?: AbortSignal
  /** Somebody is waiting for the answer: goes before all background work. Default `background`. */
  priority?: Priority
  /**
   * Awaited right before each request is sent, after all waiting for the limit, and again before a retry. The value
   * comes back as `page.mark`: flows read a logical clock here, which then is not younger than what the page says.
   */
  beforePage?: () => Promise<bigint>
}

/** One page of a list, in Calendly's order. */
export interface Page<T> {
  rows: T[]
  /** What `beforePage` gave before the request that brought this page. */
  mark: bigint | undefined
  /** When that request was sent, by the clock's `monotonic()`. */
  askedAt: number
  /** Rows that could not be used because they have no `uri`. They are not in `rows`; the others are. */
  unusable: number
  /** True when Calendly named no further page: the list was read to its end. */
  last: boolean
}
