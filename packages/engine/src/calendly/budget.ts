import type { Clock } from '../clock.ts'
import { errorCode } from '../errors.ts'
import type { Log } from '../log.ts'
import { type Lease, type LimitFact, largestBlock, type Priority, placeValidForMs } from '../pacing.ts'
import { blockAfter429, readRateHeaders } from './rate-headers.ts'
import { createRetryAllowance } from './retry.ts'
import { createSlidingCount } from './sliding-count.ts'
import type { Answer } from './transport.ts'

export type { Lease, LimitFact, Priority } from '../pacing.ts'

/** Why a call waits: calls are evenly spaced under the limit, or Calendly has answered 429. */
export type WaitReason = 'pace' | 'blocked'

/** Shared memory of one Calendly bucket (credential and user): kept in Postgres, or in memory by `memoryBudgetStore`. */
export interface BudgetStore {
  lease(key: string, want: number, priority: Priority): Promise<Lease>
  learn(key: string, fact: LimitFact): Promise<void>
}

export interface BudgetOptions {
  /** Names the bucket in the store: Calendly counts per OAuth client (or token kind) and user. */
  key: string
  store: BudgetStore
  clock: Clock
  /** In [0, 1). */
  random: () => number
  log: Log
  /** Never more than this, whatever Calendly would allow. */
  ceilingPerMinute?: number | undefined
  onWait?: ((waitMs: number, reason: WaitReason) => void) | undefined
}

export interface TakeOptions {
  priority?: Priority | undefined
  signal?: AbortSignal | undefined
  onWait?: ((waitMs: number, reason: WaitReason) => void) | undefined
}

/** The right to send, one call at a time. One instance per bucket in a process; many processes share the store. */
export interface Budget {
  /** Resolves when one request may be sent, at once. Rejects with the signal's reason, or what the store threw. */
  take(options?: TakeOptions): Promise<void>
  /** Learns from an answer. Returns how long a 429 blocks everything, in milliseconds. */
  observe(answer: Pick<Answer, 'status' | 'headers'>): Promise<number | undefined>
  /** To be told once for each call, not for its retries. */
  callStarted(): void
  /** Whether one more retry fits in a tenth of the recent calls; when it does, it counts. */
  mayRetry(): boolean
}

// Shorter waits are the ordinary rhythm of pacing and nothing to show anybody.
const waitWorthTellingMs = 1_000

export function createBudget(options: BudgetOptions): Budget {
  const { key, store, clock, random, log, ceilingPerMinute = Number.POSITIVE_INFINITY } = options
  const retries = createRetryAllowance()
  const sent = createSlidingCount(60_000, 12)
  let limitPerMinute: number | undefined
  let blockedUntil = Number.NEGATIVE_INFINITY
  // A new era voids every place leased before it, also those that calls already wait for.
  let era = 0
  let block: Block | undefined
  let blockSize = 1
  let leasing: Promise<void> | undefined

  async function lease(want: number, priority: Priority): Promise<Block> {
    const leasedIn = era
    const granted = await store.lease(key, want, priority)
    limitPerMinute = granted.limitPerMinute
    if (limitPerMinute > ceilingPerMinute) await learn({ limitPerMinute: ceilingPerMinute })
    return { ...granted, firstAt: clock.monotonic() + granted.waitMs, taken: 0, era: leasedIn }
  }

  // Doubling, so that a single call does not take ten places and an import does not ask the store for each.
  async function leaseBlock(): Promise<void> {
    block = await lease(blockSize, 'background')
    blockSize = Math.min(blockSize * 2, largestBlock(block.limitPerMinute))
  }

  async function backgroundPlace(): Promise<Place> {
    for (;;) {
      const place = block?.era === era ? takePlace(block, clock.monotonic()) : undefined
      if (place?.skipped) blockSize = 1
      if (place?.at !== undefined) return { at: place.at, era }
      leasing ??= leaseBlock().finally(() => {
        leasing = undefined
      })
      await leasing
    }
  }

  async function personPlace(): Promise<Place> {
    return { at: (await lease(1, 'person')).firstAt, era }
  }

  async function learn(fact: LimitFact): Promise<void> {
    if (fact.limitPerMinute !== undefined) limitPerMinute = fact.limitPerMinute
    era++
    blockSize = 1
    try {
      await store.learn(key, fact)
    } catch (error) {
      // The answer that taught it is still good. The fact comes again with the next answer.
      log.warn('could not store what Calendly says about its limit', { code: errorCode(error) ?? 'unknown' })
    }
  }

  function tell(waitMs: number, onWait: TakeOptions['onWait']): void {
    if (waitMs < waitWorthTellingMs) return
    const reason: WaitReason = clock.monotonic() < blockedUntil ? 'blocked' : 'pace'
    onWait?.(waitMs, reason)
    options.onWait?.(waitMs, reason)
  }

  // Our own pace may end a window with next to nothing left; then nothing has to be learned.
  function isUnexpectedlyLow(remaining: number): boolean {
    if (remaining > 1 || limitPerMinute === undefined) return false
    return remaining + sent.total(clock.monotonic()) + 2 < limitPerMinute
  }

  return {
    async take({ priority = 'background', signal, onWait } = {}) {
      for (;;) {
        signal?.throwIfAborted()
        const place = priority === 'person' ? await personPlace() : await backgroundPlace()
        const at = Math.max(place.at, blockedUntil)
        const waitMs = at - clock.monotonic()
        // Timers count whole milliseconds; a shorter sleep would last longer than the spacing of a high limit.
        if (waitMs >= 1) {
          tell(waitMs, onWait)
          await clock.sleep(waitMs, signal)
        }
        signal?.throwIfAborted()
        // Overtaken by a 429, or asleep too long because the process stood still: the place is void, take another.
        const now = clock.monotonic()
        const isValid = now > blockedUntil - 1 && (priority === 'person' || place.era === era)
        if (isValid && now - at <= placeValidForMs) {
          sent.add(now)
          return
        }
      }
    },

    async observe({ status, headers }) {
      const said = readRateHeaders(headers)
      const limit =
        said.limitPerMinute === undefined ? undefined : Math.min(said.limitPerMinute, ceilingPerMinute)
      if (limit !== undefined && limit !== limitPerMinute) await learn({ limitPerMinute: limit })
      if (status === 429) {
        const blockedForMs = blockAfter429(headers, clock.now(), random)
        blockedUntil = Math.max(blockedUntil, clock.monotonic() + blockedForMs)
        await learn({ blockedForMs })
        return blockedForMs
      }
      if (said.remaining !== undefined && isUnexpectedlyLow(said.remaining))
        await learn({ remaining: said.remaining })
      return undefined
    },

    callStarted: () => retries.callStarted(clock.monotonic()),
    mayRetry: () => retries.mayRetry(clock.monotonic()),
  }
}

interface Place {
  /** By `monotonic()`. */
  at: number
  era: number
}

interface Block extends Lease {
  firstAt: number
  taken: number
  era: number
}

/** The next place that is still valid, or none; `skipped` tells that some had passed unused. */
function takePlace(block: Block, now: number): { at: number | undefined; skipped: boolean } {
  const firstValid = Math.ceil((now - placeValidForMs - block.firstAt) / block.spacingMs)
  const index = Math.max(block.taken, firstValid)
  const skipped = index > block.taken && block.taken < block.granted
  block.taken = index + 1
  return { at: index < block.granted ? block.firstAt + index * block.spacingMs : undefined, skipped }
}
