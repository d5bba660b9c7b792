import fc from 'fast-check'
import { expect, test } from 'vitest'
import { completeAsOf, forgetBefore, gaps, recordPass, type Segment } from './coverage.ts'

const dayMs = 86_400_000
const day = fc.integer({ min: -800, max: 400 })
const pass = fc
  .tuple(day, fc.integer({ min: 1, max: 400 }), fc.integer({ min: 0, max: 5 }))
  .map(([from, days, hours]) => ({
    fromMs: from * dayMs + hours * 3_600_000,
    toMs: (from + days) * dayMs,
  }))

/** Passes in the order in which they began; each one's moment is later than the last one's. */
const history = fc
  .array(pass, { maxLength: 30 })
  .map((passes) => passes.map((range, index): Segment => ({ ...range, asOfMs: index + 1 })))

const replay = (passes: readonly Segment[]) => passes.reduce<Segment[]>(recordPass, [])

test('never claims more than the passes that were made', () => {
  fc.assert(
    fc.property(history, day, (passes, at) => {
      const moment = at * dayMs + 1
      const claimed = replay(passes).find(
        (segment) => segment.fromMs <= moment && moment < segment.toMs,
      )?.asOfMs
      const true_ = passes.findLast((one) => one.fromMs <= moment && moment < one.toMs)?.asOfMs
      if (claimed !== undefined) expect(claimed).toBeLessThanOrEqual(true_ ?? 0)
      else expect(true_).toBeUndefined()
    }),
  )
})

test('keeps segments sorted and apart', () => {
  fc.assert(
    fc.property(history, (passes) => {
      const segments = replay(passes)
      for (const [index, segment] of segments.entries()) {
        expect(segment.toMs).toBeGreaterThan(segment.fromMs)
        expect(segment.fromMs).toBeGreaterThanOrEqual(segments[index - 1]?.toMs ?? Number.NEGATIVE_INFINITY)
      }
    }),
  )
})

test('the last pass counts in full: a sliver never takes its moment away', () => {
  fc.assert(
    fc.property(history, pass, (passes, last) => {
      fc.pre(last.toMs - last.fromMs >= dayMs)
      expect(completeAsOf(replay([...passes, { ...last, asOfMs: 99 }]), last)).toBe(99)
    }),
  )
})

test('a year of ticks and weekly histories stays a handful of segments', () => {
  let segments: Segment[] = []
  for (let tick = 0; tick < 365 * 24; tick++) {
    const now = tick * 3_600_000
    if (tick % (7 * 24) === 0)
      segments = recordPass(segments, { fromMs: now - 730 * dayMs, toMs: now, asOfMs: now })
    if (tick % 24 === 0)
      segments = recordPass(segments, { fromMs: now - 90 * dayMs, toMs: now - 2 * dayMs, asOfMs: now })
    segments = recordPass(segments, { fromMs: now - 2 * dayMs, toMs: now + 365 * dayMs, asOfMs: now })
    segments = forgetBefore(segments, now - 730 * dayMs)
    expect(segments.length).toBeLessThan(12)
  }
})

test('gaps and segments make up the range', () => {
  fc.assert(
    fc.property(history, pass, (passes, range) => {
      const segments = replay(passes)
      const covered = segments.reduce(
        (sum, one) => sum + Math.max(0, Math.min(one.toMs, range.toMs) - Math.max(one.fromMs, range.fromMs)),
        0,
      )
      const open = gaps(segments, range).reduce((sum, gap) => sum + gap.toMs - gap.fromMs, 0)
      expect(covered + open).toBe(range.toMs - range.fromMs)
      expect(completeAsOf(segments, range) === undefined).toBe(open > 0)
    }),
  )
})
