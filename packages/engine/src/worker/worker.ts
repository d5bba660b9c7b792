import { randomUUID } from 'node:crypto'
import { purgeIncidents } from '../store/alerts/incidents.ts'
import type { Bell } from '../store/bell.ts'
import type { Transaction } from '../store/database.ts'
import { accountsToReread } from '../store/due.ts'
import { forgetLateDeliveries } from '../store/inbox/forget.ts'
import { purgeDeliveries } from '../store/inbox/purge.ts'
import { completeSearch } from '../store/merge/search.ts'
import { purgeRuns } from '../store/purge.ts'
import { createRun, orphanedRuns } from '../store/runs.ts'
import {
  beatWorker,
  claimDue,
  countGridUsers,
  type DueAccount,
  endWorker,
  layGrid,
  slotRun,
} from '../store/schedule.ts'
import { type AlertWatch, watchAlerts } from './alerts.ts'
import { startDispatch } from './dispatch.ts'
import { drainInbox } from './inbox.ts'
import { tickStarted, usersFound } from './log-lines.ts'
import type { AccountQueue } from './queue.ts'
import { queueAccounts, type RunDesk, requestRun } from './request-run.ts'
import { type JobContext, runJob } from './run-job.ts'

export interface WorkerOptions extends Omit<JobContext, 'signal' | 'bell'>, Pick<AlertWatch, 'alerts'> {
  readonly bell: Bell
  readonly queue: AccountQueue
  /** First tick after the start. */
  readonly startupDelayMs: number
  /** Runs at a time. */
  readonly concurrency: number
  /** Deliveries are kept so long after they were settled. */
  readonly keepDays: number
}

export interface Worker {
  /** Ends the loops, gives running work back, and waits for it up to `graceMs`. */
  stop(graceMs: number): Promise<void>
}

/** Due accounts that one look takes; with the look's own pace this is 400 accounts a second for each worker. */
const claimedAtATime = 100
const lookEveryMs = 250
const beatEveryMs = 2000
const tidyEveryMs = 2000
/** Sooner than anybody could do anything about it. */
const alertEveryMs = 5000
const purgeEveryMs = 600_000

/**
 * Starts a worker: lays the grid, then looks for due accounts, for meetings that ask to be read, and for runs whose
 * worker died, and works on what is queued.
 */
export async function startWorker(options: WorkerOptions): Promise<Worker> {
  const { database, log, clock } = options
  const id = randomUUID()
  const draining = new AbortController()
  await beatWorker(database, id)
  await layGrid(database, id, options.intervalMs, options.startupDelayMs)
  const dispatch = startDispatch({
    ...options,
    handle: (accountRunId) => runJob({ ...options, signal: draining.signal }, accountRunId),
  })

  /** Repeats a step until the worker drains. A step that fails (the database is away) is tried again. */
  async function repeat(everyMs: number, what: string, step: () => Promise<unknown>): Promise<void> {
    let failures = 0
    while (!draining.signal.aborted) {
      try {
        await step()
        failures = 0
      } catch (error) {
        failures += 1
        if (failures === 1 || failures % 20 === 0)
          log.warn(`${what} failed; it is tried again`, { error, failures })
      }
      await clock.sleep(everyMs * Math.min(2 ** failures, 8), draining.signal).catch(() => {})
    }
  }

  const loops = [
    repeat(lookEveryMs, 'looking for due accounts', () => claim(options)),
    repeat(beatEveryMs, "the worker's heartbeat", () => beatWorker(database, id)),
    repeat(tidyEveryMs, 'looking for interrupted work', () => tidy(options)),
    repeat(alertEveryMs, 'looking for what is wrong', () => watchAlerts(options)),
    repeat(purgeEveryMs, 'purging old incidents', () => database.transaction('installation', purgeIncidents)),
    repeat(purgeEveryMs, 'purging old runs', () => purgeRuns(database)),
    repeat(purgeEveryMs, 'forgetting erased clients', () => forgetLateDeliveries(database)),
    repeat(purgeEveryMs, 'noting what meetings are found by', () => completeSearch(database)),
    repeat(purgeEveryMs, 'purging old webhooks', () => purgeDeliveries(database, options.keepDays)),
    drainInbox({ ...options, signal: draining.signal }),
  ]
  return {
    async stop(graceMs) {
      draining.abort(new Error('the worker is stopping'))
      await Promise.all([...loops, dispatch.stop(graceMs)])
      await endWorker(database, id).catch(() => {})
    },
  }
}

async function claim({ database, queue, bell, log }: WorkerOptions): Promise<void> {
  const { claimed, announce } = await database.transaction('installation', async (tx) => {
    const due = await claimDue(tx, claimedAtATime)
    const own = due.filter((account) => account.slot === null)
    for (const account of own) await queueOwn(tx, queue, account)
    const slots = [...new Set(due.flatMap((account) => account.slot ?? []))].sort()
    const begun: boolean[] = []
    for (const slot of slots) {
      const run = await slotRun(tx, slot)
      const ofSlot = due.filter((account) => account.slot === slot)
      await queueAccounts(tx, queue, run.id, ofSlot, 'schedule')
      begun.push(run.is_new)
    }
    return { claimed: due.length, announce: begun.includes(true) ? await countGridUsers(tx) : undefined }
  })
  if (claimed > 0) {
    bell.ring('queue')
    bell.ring('runs')
  }
  if (announce === undefined) return
  log.info(tickStarted)
  log.info(usersFound(announce), { users: announce })
}

/** An account with an interval of its own has its own run. */
async function queueOwn(tx: Transaction, queue: AccountQueue, account: DueAccount): Promise<void> {
  const runId = await createRun(tx, { trigger: 'schedule', userId: account.user_id })
  await queueAccounts(tx, queue, runId, [account], 'schedule')
}

async function tidy(desk: RunDesk): Promise<void> {
  const { database, queue, bell } = desk
  for (const { trigger, ...account } of await accountsToReread(database)) {
    await requestRun(desk, { accounts: [account], trigger, userId: account.user_id })
  }
  const orphans = await orphanedRuns(database)
  if (orphans.length === 0) return
  await database.transaction('installation', (tx) => queue.enqueue(tx, orphans))
  bell.ring('queue')
}
