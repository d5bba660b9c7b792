import fc from 'fast-check'
import { expect, test } from 'vitest'
import { recordPass, type Segment } from './coverage.ts'
import { isImported, planPasses, windowAt } from './plan.ts'

const dayMs = 86_400_000
const window = { lookbackDays: 730, lookaheadDays: 365 }
const now = Date.UTC(2026, 10, 22, 12)

const complete = (
  coverage: readonly Segment[],
  passes: readonly { fromMs: number; toMs: number }[],
  atMs: number,
) =>
  passes.reduce<Segment[]>(
    (all, one) => recordPass(all, { fromMs: one.fromMs, toMs: one.toMs, asOfMs: atMs }),
    [...coverage],
  )

const imported = complete([], planPasses([], 'import', window, now), now)

test('a first import reads the next two weeks, the rest ahead, then back in slices of 90 days', () => {
  const days = planPasses([], 'import', window, now).map((one) => [
    (one.fromMs - now) / dayMs,
    (one.toMs - now) / dayMs,
    one.order,
  ])
  expect(days).toEqual([
    [0, 14, 'asc'],
    [14, 365, 'asc'],
    [-90, 0, 'desc'],
    [-180, -90, 'desc'],
    [-270, -180, 'desc'],
    [-360, -270, 'desc'],
    [-450, -360, 'desc'],
    [-540, -450, 'desc'],
    [-630, -540, 'desc'],
    [-720, -630, 'desc'],
    [-730, -720, 'desc'],
  ])
})

test('an import that was interrupted anywhere reads the rest, and nothing twice', () => {
  fc.assert(
    fc.property(fc.nat(11), fc.integer({ min: 0, max: 3 * 3_600_000 }), (done, laterMs) => {
      const plan = planPasses([], 'import', window, now)
      const coverage = complete([], plan.slice(0, done), now)
      const rest = planPasses(coverage, 'schedule', window, now + laterMs)
      const after = complete(coverage, rest, now + laterMs)
      expect(isImported(after, window, now + laterMs)).toBe(true)
      for (const one of rest.filter((range) => range.cause === 'import')) {
        const twice = coverage.some((old) => old.fromMs < one.toMs && old.toMs > one.fromMs)
        expect(twice).toBe(false)
      }
    }),
  )
})

test('a quiet quarter of an hour needs one pass: from two days ago to the end of the window', () => {
  const later = now + 900_000
  expect(planPasses(imported, 'schedule', window, later)).toEqual([
    { fromMs: later - 2 * dayMs, toMs: windowAt(window, later).toMs, cause: 'tick', order: 'asc' },
  ])
})

test('ticks for a month: the recent past is read daily, the whole past weekly', () => {
  let coverage: Segment[] = imported
  const read = { recent: 0, history: 0, tick: 0, import: 0 }
  for (let at = now; at < now + 28 * dayMs; at += 900_000) {
    const plan = planPasses(coverage, 'schedule', window, at)
    for (const one of plan) read[one.cause] += 1
    coverage = complete(coverage, plan, at)
  }
  expect(read).toMatchObject({ import: 0, tick: 28 * 96 })
  expect(read.history).toBeGreaterThanOrEqual(3)
  expect(read.history).toBeLessThanOrEqual(4)
  expect(read.recent + read.history).toBeGreaterThanOrEqual(27)
  expect(read.recent + read.history).toBeLessThanOrEqual(29)
})

test('a manual sync reads what lies ahead first, then the whole past', () => {
  const [tick, history, ...more] = planPasses(imported, 'manual', window, now + 1000)
  expect(tick?.cause).toBe('tick')
  expect(history).toMatchObject({
    cause: 'history',
    fromMs: windowAt(window, now + 1000).fromMs,
    toMs: tick?.fromMs,
  })
  expect(more).toEqual([])
})

test('a wider window imports what it has gained', () => {
  const wider = { lookbackDays: 1000, lookaheadDays: 365 }
  const plan = planPasses(imported, 'schedule', wider, now + 1000)
  expect(plan.at(-1)).toMatchObject({ fromMs: windowAt(wider, now + 1000).fromMs, cause: 'import' })
  expect(Math.max(...plan.map((one) => one.toMs))).toBe(windowAt(wider, now + 1000).toMs)
})

test('after a pause of weeks the next tick reaches as far ahead as ever', () => {
  const later = now + 40 * dayMs
  const [tick] = planPasses(imported, 'schedule', window, later)
  expect(tick).toMatchObject({ cause: 'tick', toMs: windowAt(window, later).toMs })
})

test('a gap that begins in the future by our clock is a gap all the same: Calendly stamped it, and clocks differ', () => {
  const [behind] = planPasses(imported, 'schedule', window, now, now - 1000)
  for (const aheadMs of [0, 90_000, 3_600_000]) {
    const [tick] = planPasses(imported, 'schedule', window, now, now + aheadMs)
    expect(tick?.fromMs).toBe(now - 7 * dayMs)
    expect(tick?.fromMs).toBe((behind?.fromMs ?? 0) + 1000)
  }
  expect(planPasses(imported, 'schedule', window, now)[0]?.fromMs).toBe(now - 2 * dayMs)
})

test('a pause longer than the tick reaches back leaves no gap unread', () => {
  const later = now + 40 * dayMs
  const after = complete(imported, planPasses(imported, 'schedule', window, later), later)
  expect(isImported(after, window, later)).toBe(true)
  expect(Math.min(...after.filter((one) => one.toMs > later - 39 * dayMs).map((one) => one.asOfMs))).toBe(
    later,
  )
})

test('a gap in the webhooks makes the tick reach back to meetings that were up to a week old when it began', () => {
  const first = (gapSinceMs: number) => planPasses(imported, 'gap', window, now, gapSinceMs)[0]
  expect(first(now - 3 * dayMs)).toMatchObject({ cause: 'tick', fromMs: now - 10 * dayMs })
  expect(first(now - 60_000)?.fromMs).toBe(now - 60_000 - 7 * dayMs)
  expect(first(now - 3000 * dayMs)?.fromMs).toBe(now - 730 * dayMs)
})
