import type { RequestLogEntry } from '../api/request-log.ts'

/** Which requests a fault spoils. Without any member: all of them. */
export interface FaultTarget {
  method?: string
  /** Path template, such as `/scheduled_events/{uuid}/invitees`. */
  template?: string
  /** Only the nth request that fits, counted from 1 since the fault was added. */
  nth?: number
  /** Ends after that many (with `nth`: so many from the nth on; then 1 when left out). */
  times?: number
  /** 0 to 1, drawn from the simulator's seed. */
  probability?: number
  /** Any further test, such as one on `entry.query` or `entry.user`. */
  when?: (entry: RequestLogEntry) => boolean
  /** A write is carried out before its answer is spoiled: the caller cannot know. Default false. */
  actsFirst?: boolean
}

export type FaultEffect =
  /** Another status; with Calendly's error body, on the routes of OAuth theirs, unless `body` is given. */
  | { kind: 'status'; status: number; body?: unknown; headers?: Record<string, string> }
  /** Overrides headers of an answer that is right otherwise; null takes one away. */
  | { kind: 'headers'; headers: Record<string, string | null> }
  /** The answer never begins. */
  | { kind: 'hang' }
  /** The connection is reset before the answer. */
  | { kind: 'reset' }
  /** The connection ends in the middle of the body. */
  | { kind: 'cut' }
  /** 200 with an HTML page. */
  | { kind: 'html' }
  /** 200 with JSON that is none. */
  | { kind: 'garbage' }
  /** 200 without a body. */
  | { kind: 'empty' }
  /** 200 with an empty list. */
  | { kind: 'emptyList' }
  /** 200 with a list that does not end before `bytes`. */
  | { kind: 'oversized'; bytes?: number }
  /** 200 with arrays in arrays. */
  | { kind: 'deepJson'; depth?: number }
  /** `Content-Length` larger than the body. */
  | { kind: 'wrongLength' }
  /** The body comes byte by byte. */
  | { kind: 'drip'; intervalMs?: number }
  /** A redirect to another address. */
  | { kind: 'redirect'; to: string; status?: number }
  /** A small gzip body that inflates to `bytes`. */
  | { kind: 'gzipBomb'; bytes?: number }
  /** The body gzipped several times over. */
  | { kind: 'stackedEncodings'; layers?: number }
  /** `charset=utf-16` on a UTF-8 body. */
  | { kind: 'wrongCharset' }
  /** `next_page` points at the page that was just read, for ever. */
  | { kind: 'loopingToken' }
  /** `next_page` names another host. */
  | { kind: 'foreignNextPage'; origin: string }
  /** The answer, made at once, is sent after so many real milliseconds. */
  | { kind: 'delay'; delayMs: number }

export type Fault = FaultTarget & FaultEffect

export interface FiredFault {
  kind: FaultEffect['kind'] | 'held'
  template: string
  method: string
  /** `seq` of the request in the log. */
  request: number
}

/** An answer that was made when its request arrived and waits to be let go: a stale read, sent late. */
export interface HeldAnswer {
  /** Resolves when a request has arrived and is being held. */
  readonly arrived: Promise<void>
  /** Lets the held answers go, and holds no more. */
  release(): void
}

export interface Faults {
  /** @returns a function that takes the fault away again. */
  add(fault: Fault): () => void
  /** Holds the answers of fitting requests, only the first one unless told otherwise. */
  hold(target: FaultTarget): HeldAnswer
  /** Takes every fault away and lets held answers go. */
  clear(): void
  /** Faults that were added and not taken away; held answers are not among them. */
  armed(): Fault[]
  /** What was spoiled, the latest 10,000, oldest first. */
  fired(): FiredFault[]
}
