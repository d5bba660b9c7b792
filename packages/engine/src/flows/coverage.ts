import type { Coverage } from '../contract.ts'

/** A range of start times and the moment its last complete pass began; all in epoch milliseconds. */
export interface Segment {
  readonly fromMs: number
  readonly toMs: number
  readonly asOfMs: number
}

export interface Range {
  readonly fromMs: number
  readonly toMs: number
}

const dayMs = 86_400_000

/**
 * Coverage after a pass that read and wrote every page of its range. Ranges slide with the clock and would leave a
 * sliver behind with every tick, so a range shorter than a day joins an older neighbour under the neighbour's
 * moment: what is complete as of noon is also complete as of nine.
 *
 * @returns segments sorted by time, without overlaps.
 */
export function recordPass(coverage: readonly Segment[], pass: Segment): Segment[] {
  if (pass.toMs <= pass.fromMs) return [...coverage]
  const rest = coverage.flatMap((segment) => [
    { ...segment, toMs: Math.min(segment.toMs, pass.fromMs) },
    { ...segment, fromMs: Math.max(segment.fromMs, pass.toMs) },
  ])
  const all = [...rest.filter((segment) => segment.toMs > segment.fromMs), pass].sort(
    (a, b) => a.fromMs - b.fromMs,
  )
  return all.reduce<Segment[]>(joinSlivers, [])
}

/** Forgets what lies before a moment: the window has moved on. */
export function forgetBefore(coverage: readonly Segment[], fromMs: number): Segment[] {
  return coverage
    .filter((segment) => segment.toMs > fromMs)
    .map((segment) => ({ ...segment, fromMs: Math.max(segment.fromMs, fromMs) }))
}

function joinSlivers(done: Segment[], next: Segment): Segment[] {
  const last = done.at(-1)
  const touches = last !== undefined && last.toMs === next.fromMs
  const isSliver = touches && Math.min(last.toMs - last.fromMs, next.toMs - next.fromMs) < dayMs
  if (touches && (isSliver || last.asOfMs === next.asOfMs) && keepsPromise(last, next)) {
    return [
      ...done.slice(0, -1),
      { fromMs: last.fromMs, toMs: next.toMs, asOfMs: Math.min(last.asOfMs, next.asOfMs) },
    ]
  }
  return [...done, next]
}

/** The longer of the two must not lose its newer moment to a sliver's older one. */
function keepsPromise(a: Segment, b: Segment): boolean {
  const [short, long] = a.toMs - a.fromMs < b.toMs - b.fromMs ? [a, b] : [b, a]
  return short.asOfMs >= long.asOfMs
}

/** The moment up to which all of a range is complete; undefined when a part of it never was. */
export function completeAsOf(coverage: readonly Segment[], range: Range): number | undefined {
  if (gaps(coverage, range).length > 0) return undefined
  const inside = coverage.filter((segment) => segment.toMs > range.fromMs && segment.fromMs < range.toMs)
  return inside.length === 0 ? undefined : Math.min(...inside.map((segment) => segment.asOfMs))
}

/** The parts of a range that no pass has completed. */
export function gaps(coverage: readonly Segment[], range: Range): Range[] {
  let open: Range[] = [range]
  for (const segment of coverage) {
    open = open.flatMap((gap) => [
      { fromMs: gap.fromMs, toMs: Math.min(gap.toMs, segment.fromMs) },
      { fromMs: Math.max(gap.fromMs, segment.toMs), toMs: gap.toMs },
    ])
    open = open.filter((gap) => gap.toMs > gap.fromMs)
  }
  return open.sort((a, b) => a.fromMs - b.fromMs)
}

/** As the outside sees it. */
export function toContract(coverage: readonly Segment[]): Coverage[] {
  return coverage.map(({ fromMs, toMs, asOfMs }) => ({
    from: new Date(fromMs).toISOString(),
    to: new Date(toMs).toISOString(),
    completeAsOf: new Date(asOfMs).toISOString(),
  }))
}
