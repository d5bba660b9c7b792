import { PgBoss } from 'pg-boss'
import type { Log } from '../log.ts'
import type { Transaction } from '../store/database.ts'

/** One job: a run of one account. Payloads hold ids only. */
interface AccountJob {
  readonly accountRunId: string
}

/** The work that is waiting, on the same Postgres; any number of processes put in and take out. */
export interface AccountQueue {
  /** Puts runs in, within the caller's transaction. An account that has one waiting gets no second. */
  enqueue(
    tx: Transaction,
    runs: readonly { readonly id: string; readonly account_id: string }[],
  ): Promise<void>
  /** Takes jobs out, `concurrency` at a time. */
  work(concurrency: number, handle: (accountRunId: string) => Promise<void>): Promise<void>
  /** Ends taking; waits for jobs in hand up to `graceMs`. */
  stop(graceMs: number): Promise<void>
}

const name = 'calendly-sync-account'

/**
 * @param options.connectionString - direct or session address; through a transaction pooler the queue is polled.
 * @throws when the database cannot be reached.
 */
export async function openQueue(options: { connectionString: string; log: Log }): Promise<AccountQueue> {
  const boss = new PgBoss({
    connectionString: options.connectionString,
    schema: 'calendly_sync',
    max: 3,
    useListenNotify: true,
    schedule: false,
    monitorIntervalSeconds: 5,
    superviseIntervalSeconds: 5,
  })
  boss.on('error', (error) =>
    options.log.warn('the job queue has lost its database for the moment', { error }),
  )
  await boss.start()
  // At most one queued and one active job a key (singletonKey = account): the next run may be queued while the job of
  // the last one is still being put away. Retries only take over from a worker that died: its
  // heartbeat stops. What fails inside a run ends in the run, and the next tick tries again.
  await boss.createQueue(name, {
    policy: 'stately',
    notify: true,
    retryLimit: 1000,
    retryDelay: 1,
    heartbeatSeconds: 10,
    expireInSeconds: 86_399,
    retentionSeconds: 86_400,
    deleteAfterSeconds: 3600,
  })
  return {
    async enqueue(tx, runs) {
      if (runs.length === 0) return
      const db = {
        executeSql: async (text: string, values?: unknown[]) => ({ rows: await tx.query(text, values) }),
      }
      const jobs = runs.map((run) => ({ data: { accountRunId: run.id }, singletonKey: run.account_id }))
      await boss.insert(name, jobs, { db })
    },
    async work(concurrency, handle) {
      const options = {
        localConcurrency: concurrency,
        pollingIntervalSeconds: 1,
        notifyPollingIntervalSeconds: 2,
      }
      await boss.work<AccountJob>(name, options, async ([job]) => {
        if (job) await handle(job.data.accountRunId)
      })
    },
    stop: (graceMs) => boss.stop({ graceful: true, timeout: graceMs, close: true }),
  }
}
