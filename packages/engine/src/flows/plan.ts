import type { Trigger } from '../contract.ts'
import { completeAsOf, gaps, type Range, type Segment } from './coverage.ts'

/** How far the mirror reaches around now. */
export interface Window {
  readonly lookbackDays: number
  readonly lookaheadDays: number
}

/** One list of events with the invitees that it makes necessary. */
export interface PassPlan extends Range {
  readonly cause: 'import' | 'tick' | 'recent' | 'history'
  /** In which order its invitees are wanted: the soonest ahead first, the latest past first. */
  readonly order: 'asc' | 'desc'
}

const dayMs = 86_400_000

/** A tick reads from here, so that what changes right after a meeting is seen. */
const tickOverlapMs = 2 * dayMs
const recentDays = 90
const recentEveryMs = dayMs
const historyEveryMs = 7 * dayMs
const importSliceMs = 90 * dayMs
/** What an adviser looks at first. */
const soonMs = 14 * dayMs
/** No-shows are marked up to a week after a meeting, so a gap in the webhooks concerns those meetings too. */
export const noShowsMs = 7 * dayMs

/**
 * The passes of a run, in order (design: "Passes"). Until every part of the window was read once, the run imports:
 * the next two weeks, the rest ahead, then back in slices; what an interrupted import has completed is not read
 * again. Afterwards a tick reads what lies ahead, daily the last 90 days, weekly the whole past; a manual sync reads
 * all of it. Where webhooks may be missing, the tick reaches back to the meetings that they may have been about.
 *
 * @param gapSinceMs - since when webhooks may be missing; left out when none are.
 */
export function planPasses(
  coverage: readonly Segment[],
  trigger: Trigger,
  window: Window,
  nowMs: number,
  gapSinceMs?: number,
): PassPlan[] {
  if (trigger === 'reread') return []
  const { fromMs, toMs } = windowAt(window, nowMs)
  if (!isImported(coverage, window, nowMs)) return importSlices(coverage, { fromMs, toMs }, nowMs)
  const overlapFromMs = Math.min(nowMs - tickOverlapMs, gapFromMs(gapSinceMs, nowMs))
  const tick = { fromMs: Math.max(fromMs, overlapFromMs), toMs, cause: 'tick', order: 'asc' } as const
  const past = (from: number, to: number, cause: 'recent' | 'history'): PassPlan[] =>
    to > from ? [{ fromMs: from, toMs: to, cause, order: 'desc' }] : []
  const recentFromMs = Math.max(fromMs, nowMs - recentDays * dayMs)
  const isDue = (range: Range, everyMs: number) => nowMs - (completeAsOf(coverage, range) ?? 0) >= everyMs
  if (trigger === 'manual' || isDue({ fromMs: fromMs + dayMs, toMs: recentFromMs }, historyEveryMs)) {
    return [tick, ...past(fromMs, tick.fromMs, 'history')]
  }
  const isRecentDue = isDue({ fromMs: recentFromMs, toMs: tick.fromMs - dayMs }, recentEveryMs)
  return [tick, ...(isRecentDue ? past(recentFromMs, tick.fromMs, 'recent') : [])]
}

/** Where a pass that closes a gap begins; without a gap that is now. A gap that Calendly stamped may begin after our now. */
function gapFromMs(gapSinceMs: number | undefined, nowMs: number): number {
  return gapSinceMs === undefined ? nowMs : wholeSecond(Math.min(gapSinceMs, nowMs) - noShowsMs)
}

/** The start times that the mirror holds at a moment, in whole seconds as Calendly's filters take them. */
export function windowAt(window: Window, nowMs: number): Range {
  return {
    fromMs: wholeSecond(nowMs - window.lookbackDays * dayMs),
    toMs: wholeSecond(nowMs + window.lookaheadDays * dayMs),
  }
}

/**
 * Whether the first import has ended: every start time from the window's beginning until now and beyond was read
 * once. How far ahead the last tick reached does not count, the next one reaches further by itself.
 */
export function isImported(coverage: readonly Segment[], window: Window, nowMs: number): boolean {
  const first = coverage[0]
  const last = coverage.at(-1)
  if (!first || !last) return false
  const { fromMs } = windowAt(window, nowMs)
  const reaches = first.fromMs <= fromMs + dayMs && last.toMs >= nowMs
  return reaches && gaps(coverage, { fromMs: first.fromMs, toMs: last.toMs }).length === 0
}

function importSlices(coverage: readonly Segment[], window: Range, nowMs: number): PassPlan[] {
  const now = wholeSecond(nowMs)
  const ahead = gaps(coverage, { fromMs: now, toMs: window.toMs }).flatMap((gap) => cut(gap, now + soonMs))
  const behind = gaps(coverage, { fromMs: window.fromMs, toMs: now })
    .reverse()
    .flatMap((gap) => backwards(gap))
  return [
    ...ahead.map((range) => ({ ...range, cause: 'import', order: 'asc' }) as const),
    ...behind.map((range) => ({ ...range, cause: 'import', order: 'desc' }) as const),
  ]
}

function cut(range: Range, atMs: number): Range[] {
  if (atMs <= range.fromMs || atMs >= range.toMs) return [range]
  return [
    { fromMs: range.fromMs, toMs: atMs },
    { fromMs: atMs, toMs: range.toMs },
  ]
}

function backwards({ fromMs, toMs }: Range): Range[] {
  const slices: Range[] = []
  for (let end = toMs; end > fromMs; end -= importSliceMs) {
    slices.push({ fromMs: Math.max(fromMs, end - importSliceMs), toMs: end })
  }
  return slices
}

function wholeSecond(ms: number): number {
  return Math.floor(ms / 1000) * 1000
}
