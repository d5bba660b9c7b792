import type { Sync } from 'calendly-sync-engine'
import { until } from '../../engine/support/until.ts'

/** Waits until a user has been synced and nothing of his runs: what is asked for next joins no run under way. */
export async function idle(sync: Sync, userId: string): Promise<void> {
  await until('the end of every run', async () => {
    const { data } = await sync.runs.list({ userId, isOperator: false })
    return data.length > 0 && data.every((run) => run.finishedAt !== null)
  })
}
