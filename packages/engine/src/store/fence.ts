import type { Transaction } from './database.ts'
import { FenceLost } from './errors.ts'

/** A worker's hold on a run. Taking the run over replaces `holder`, and the old worker's writes fail. */
export interface Fence {
  readonly accountRunId: string
  /** Null in a rehearsal, which holds nothing and keeps nothing. */
  readonly holder: string | null
}

/**
 * Makes the transaction fail unless the run is still held. The share lock keeps a take-over waiting until this
 * transaction has ended, so that a frozen worker's write is either finished before it or refused.
 *
 * @throws FenceLost
 */
export async function holdFence(tx: Transaction, fence: Fence): Promise<void> {
  if (fence.holder === null) return
  const held = await tx.query(
    `SELECT FROM calendly_sync.account_runs
     WHERE id = $1 AND holder = $2 AND finished_at IS NULL FOR SHARE`,
    [fence.accountRunId, fence.holder],
  )
  if (held.length === 0) throw new FenceLost(fence.accountRunId)
}
