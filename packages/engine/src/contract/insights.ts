import type { Instant, RunProgress, RunState } from '../contract.ts'

/*
 * Figures over a span of time, of one user. The span is cut into cells of equal length: of one check each for a day, of
 * an hour for a week, of six hours for a month.
 */

export interface InsightsQuery {
  /** Default a day before `to`; at most 31 days before it. */
  readonly from?: Instant
  /** Default now. */
  readonly to?: Instant
}

export interface PassCell {
  readonly from: Instant
  readonly to: Instant
  /** The worst of what began in it; `none`: nothing did. One account of several failed: `partial`. */
  readonly state: Exclude<RunState, 'queued'> | 'none'
  /** The run that gave it its state, the newest of them. */
  readonly runId: string | null
  readonly new: number
  readonly updated: number
  readonly deleted: number
  readonly requests: number
  /** Of the longest. */
  readonly durationMs: number | null
}

/** Age of the oldest `completeAsOf` over the active accounts: the highest within a cell; the last one is now's. */
export interface LagPoint {
  readonly at: Instant
  readonly seconds: number
}

/** From Calendly's signature to the moment when what it told could be seen. */
export interface WebhookDelay {
  /** `belowSeconds` null: all that took longer. */
  readonly buckets: readonly { readonly belowSeconds: number | null; readonly count: number }[]
  readonly count: number
  readonly p50Seconds: number | null
  readonly p95Seconds: number | null
  readonly maxSeconds: number | null
}

export interface CallsPoint {
  readonly at: Instant
  /** By the user's own checks; what others read with the same token is not counted. */
  readonly used: number
  /** What Calendly's limit allows in so long, over all tokens that read for the user. */
  readonly limit: number
}

/** Of one minute, as our own pacing reckons. */
export interface CallsLeft {
  readonly callsLeft: number
  readonly callsLimit: number
}

export interface ChangesPoint {
  readonly at: Instant
  readonly created: number
  readonly updated: number
  readonly cancelled: number
  /** Handed to another host, or not there any more. */
  readonly gone: number
  readonly restored: number
}

export interface MeetingsWeek {
  /** Its Monday in UTC: `2026-11-23`. */
  readonly week: string
  readonly held: number
  /** For good: what moved to another time counts there. */
  readonly cancelled: number
  /** Over, and nobody who was invited came. */
  readonly noShow: number
  readonly upcoming: number
}

export interface Backfill extends RunProgress {
  readonly accountId: string
  /** Of the time that it takes, 0 to 100; null before anything was read. */
  readonly percent: number | null
}

export interface Insights {
  readonly from: Instant
  readonly to: Instant
  readonly cellSeconds: number
  /** Between checks, of the installation: what freshness is held against. */
  readonly intervalMinutes: number
  readonly passes: readonly PassCell[]
  readonly lag: readonly LagPoint[]
  readonly webhookDelay: WebhookDelay
  readonly calls: readonly CallsPoint[]
  readonly callsLeft: readonly (CallsLeft & { readonly accountId: string })[]
  readonly changesPerPass: readonly ChangesPoint[]
  /** 26 weeks: the 21 before this one, this one, and four ahead. */
  readonly meetingsPerWeek: readonly MeetingsWeek[]
  /** First imports and readings of the past that are under way. */
  readonly backfill: readonly Backfill[]
}
