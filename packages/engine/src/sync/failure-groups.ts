import type { FailureGroup } from '../contract-operations.ts'
import type { FailedRunsRow, ProblemRow } from '../store/operations/figures.ts'

const hours = 24

/** Failures by cause: the accounts that have it now, and the runs of a day that ended with it. Pure. */
export function groupFailures(
  problems: readonly ProblemRow[],
  runs: readonly FailedRunsRow[],
): FailureGroup[] {
  const codes = [...new Set([...problems, ...runs].map((row) => row.code))]
  const groups = codes.map((code) => {
    const problem = problems.find((row) => row.code === code)
    const ended = runs.filter((row) => row.code === code)
    const trend = Array.from({ length: hours }, (_, hour) =>
      ended
        .filter(({ hoursAgo }) => Math.min(Math.max(hoursAgo, 0), hours - 1) === hours - 1 - hour)
        .reduce((sum, row) => sum + row.count, 0),
    )
    return {
      code,
      message: problem?.message ?? ended[0]?.message ?? null,
      count: trend.reduce((sum, count) => sum + count, 0),
      accounts: problem?.accounts ?? 0,
      since: problem?.since ?? null,
      trend,
    }
  })
  return groups.sort((a, b) => b.accounts - a.accounts || b.count - a.count || (a.code < b.code ? -1 : 1))
}
