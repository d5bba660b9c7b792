import type { AccountStatus, Run } from 'calendly-sync-engine'
import { exitCodes } from '../outcomes.ts'

/** A run in a sentence. */
export function showRun(run: Run): string {
  const { state, errors, durationMs } = run
  const counts = `${run.new} new, ${run.updated} updated, ${run.deleted} cancelled, ${run.unchanged} unchanged`
  const lasted = durationMs === null ? '' : `, ${(durationMs / 1000).toFixed(1)} s`
  const lines = [`Run ${run.id} ${state}: ${counts}, ${run.requests} calls${lasted}`]
  return [...lines, ...errors.map((error) => `  ${error.code}: ${error.message}`)].join('\n')
}

/** A run that was left before its end is partly done. */
export function exitCodeOf(run: Run): number {
  if (run.state === 'succeeded') return exitCodes.ok
  return run.state === 'failed' ? exitCodes.failed : exitCodes.partial
}

/** An account in a few lines. */
export function showAccount(account: AccountStatus): string {
  const { email, name, role, state, completeAsOf, nextSyncAt, problem } = account
  const lines = [
    `${name ?? email ?? account.id} (${[email, role].filter(Boolean).join(', ')}): ${state}`,
    `  upcoming complete as of ${completeAsOf ?? 'never yet'}; last check ${account.lastSyncedAt ?? 'never'}; next check ${nextSyncAt ?? 'none'}`,
    ...(problem ? [`  ${problem.message} ${problem.nextStep}`] : []),
  ]
  return lines.join('\n')
}
