import type { Trigger } from '../contract.ts'
import type { Bell } from '../store/bell.ts'
import type { Database, Transaction } from '../store/database.ts'
import { createRun, requestAccountRuns, runUnderWay } from '../store/runs.ts'
import type { AccountQueue } from './queue.ts'

export interface RunRequest {
  readonly accounts: readonly { readonly id: string; readonly user_id: string }[]
  readonly trigger: Trigger
  /** Whose run it is; null for everybody's. */
  readonly userId: string | null
  readonly requestedBy?: string | undefined
  /** Answer the run under way instead of making another, when one covers all of the accounts. */
  readonly joins?: boolean
}

/** Where runs are asked for, put in line, and told of. */
export interface RunDesk {
  readonly database: Database
  readonly queue: AccountQueue
  readonly bell: Pick<Bell, 'ring'>
}

/** Makes a run, queues what is not under way already, and answers the run's id; all or nothing. */
export async function requestRun({ database, queue, bell }: RunDesk, request: RunRequest): Promise<string> {
  const id = await database.transaction('installation', async (tx) => {
    const ids = request.accounts.map((account) => account.id)
    const underWay = request.joins ? await runUnderWay(tx, ids) : undefined
    if (underWay) return underWay
    const runId = await createRun(tx, request)
    await queueAccounts(tx, queue, runId, request.accounts, request.trigger)
    return runId
  })
  bell.ring('queue')
  bell.ring('runs')
  return id
}

/** Adds accounts to a run, within the caller's transaction. */
export async function queueAccounts(
  tx: Transaction,
  queue: AccountQueue,
  runId: string,
  accounts: RunRequest['accounts'],
  trigger: Trigger,
): Promise<void> {
  if (accounts.length === 0) return
  const runs = await requestAccountRuns(tx, runId, accounts, trigger)
  await queue.enqueue(
    tx,
    runs.filter((run) => run.is_new),
  )
}
