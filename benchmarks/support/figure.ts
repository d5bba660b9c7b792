/** One promised number, or (without a target) one that explains another. */
export interface Figure {
  readonly name: string
  readonly target?: { readonly atMost: number } | { readonly atLeast: number }
  readonly value: number
  /** Left out: a plain ratio or count. */
  readonly unit?: 'ms' | 's' | 'kB' | 'MB' | 'bytes' | 'rows' | 'calls' | '/s'
  /** What was counted or timed, and against what, in a few words. */
  readonly measured: string
}

/** What a benchmark hands to `run.mjs`: the last line it prints on stdout, as JSON. */
export interface Report {
  /** Input sizes, for the head of the table. */
  readonly sizes: string
  readonly figures: readonly Figure[]
  /** How it was measured, where that is not plain from the names. */
  readonly notes?: readonly string[]
}

export function report(result: Report): void {
  process.stdout.write(`${JSON.stringify(result)}\n`)
}

/** `--quick`: sizes that take seconds, for trying things out. */
export const isQuick = (argv: readonly string[] = process.argv): boolean => argv.includes('--quick')

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2
}

/** The smallest value that `share` of all values do not exceed. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN
}
