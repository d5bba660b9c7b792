import { PgBoss } from 'pg-boss'
import type { Log } from '../log.ts'
import type { Transaction } from '../store/database.ts'
import type { QueuedRun } from '../store/runs.ts'

/** Payloads hold ids only. */
interface Payload {
  readonly accountRunId: string
}

/** A run of one account that this process has taken out of the queue. */
export interface AccountJob extends Payload {
  readonly id: string
  /** The token that it reads with. */
  readonly credential: string
  /** Which time it was taken out; what an earlier taker says of it no longer counts. */
  readonly retryCount: number
}

/** The work that is waiting, on the same Postgres; any number of processes put in and take out. */
export interface AccountQueue {
  /** Puts runs in, within the caller's transaction. An account that has one waiting gets no second. */
  enqueue(
    tx: Transaction,
    runs: readonly Pick<QueuedRun, 'id' | 'account_id' | 'credential'>[],
  ): Promise<void>
  /** Takes out up to `limit`, the oldest first, but none of these tokens. */
  take(limit: number, notOf: readonly string[]): Promise<AccountJob[]>
  /** Says that they are still in hand; who is silent for 10 s has lost them. */
  keep(jobs: readonly AccountJob[]): Promise<void>
  /** Puts them away. */
  settle(jobs: readonly AccountJob[]): Promise<void>
  close(): Promise<void>
}

const name = 'calendly-sync-account'

/**
 * @param options.connectionString - a pooler in transaction mode will do: nothing is left in a session.
 * @throws when the database cannot be reached.
 */
export async function openQueue(options: { connectionString: string; log: Log }): Promise<AccountQueue> {
  const boss = new PgBoss({
    connectionString: options.connectionString,
    application_name: 'calendly-sync queue',
    schema: 'calendly_sync',
    max: 2,
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
      const jobs = runs.map((run) => ({
        data: { accountRunId: run.id },
        singletonKey: run.account_id,
        group: { id: run.credential },
      }))
      await boss.insert(name, jobs, { db })
    },
    async take(limit, notOf) {
      const jobs = await boss.fetch<Payload>(name, { batchSize: limit, ignoreGroups: [...notOf] })
      return jobs.map(({ id, data, groupId, retryCount }) => ({
        id,
        accountRunId: data.accountRunId,
        credential: groupId ?? '',
        retryCount,
      }))
    },
    async keep(jobs) {
      if (jobs.length > 0) await boss.touch(name, attempts(jobs))
    },
    async settle(jobs) {
      if (jobs.length > 0) await boss.complete(name, attempts(jobs))
    },
    close: () => boss.stop({ graceful: true, timeout: 1000, close: true }),
  }
}

function attempts(jobs: readonly AccountJob[]) {
  return jobs.map(({ id, retryCount }) => ({ id, retryCount }))
}
