import { randomUUID } from 'node:crypto'
import type { CalendlyClient } from '../calendly/client.ts'
import type { Clock } from '../clock.ts'
import type { Trigger } from '../contract.ts'
import { type Journal, newJournal, type Pass, type WebhookSettings } from '../flows/pass.ts'
import type { Window } from '../flows/plan.ts'
import { runAccount } from '../flows/run-account.ts'
import type { Log } from '../log.ts'
import { type Account, findAccount, saveOutcome } from '../store/accounts.ts'
import type { Bell } from '../store/bell.ts'
import type { Database } from '../store/database.ts'
import { FenceLost } from '../store/errors.ts'
import type { Fence } from '../store/fence.ts'
import {
  type AccountRunRow,
  acquireRuns,
  finishRun,
  leaseSeconds,
  releaseRun,
  renewLease,
  saveCounts,
} from '../store/runs.ts'
import { closeSlots } from '../store/schedule.ts'
import { accountEnded, accountFailed, accountStarted, nextTick, tickCompleted } from './log-lines.ts'
import { judgeRun } from './verdict.ts'

/** What the jobs of a process share. */
export interface JobContext {
  readonly database: Database
  /** Rung at each step of a run that people see. */
  readonly bell: Pick<Bell, 'ring'>
  /** A client of its own for each run, on the budget that all runs with that credential share. */
  readonly clientFor: (account: Account) => CalendlyClient
  readonly clock: Clock
  readonly log: Log
  readonly window: Window
  readonly intervalMs: number
  readonly webhooks: WebhookSettings | undefined
  /** Aborted when the process drains. */
  readonly signal: AbortSignal
}

/**
 * Runs one account's run, if nobody else does: takes the lease, keeps it by a heartbeat, ends with a verdict that is
 * written under the fence. A run that the process must leave is given back and goes on elsewhere.
 */
export async function runJob(context: JobContext, accountRunId: string): Promise<void> {
  const fence: Fence & { holder: string } = { accountRunId, holder: randomUUID() }
  const [run] = await acquireRuns(context.database, [accountRunId], fence.holder)
  const account = run && (await findAccount(context.database, run.account_id))
  if (!run || !account) return
  context.bell.ring('runs')
  context.log.info(accountStarted(account.user_id, account.email), { accountId: account.id, accountRunId })
  let left: Runnable | undefined = run
  while (left) left = await attempt(context, fence, account, left)
}

type Runnable = AccountRunRow & { readonly requests: number }

/** @returns what is left to do: a re-read that was raised meanwhile goes on as what it was raised to. */
async function attempt(
  context: JobContext,
  fence: Fence,
  account: Account,
  run: Runnable,
): Promise<Runnable | undefined> {
  const lost = new AbortController()
  const journal = newJournal()
  const heart = beat(context, fence, journal, () => run.requests + (client?.requests ?? 0), lost)
  let client: CalendlyClient | undefined
  let error: unknown
  let isComplete = false
  try {
    client = context.clientFor(account)
    const pass: Pass = {
      ...context,
      account,
      fence,
      client,
      journal,
      startedAtMs: context.clock.monotonic(),
      signal: AbortSignal.any([context.signal, lost.signal]),
      priority: run.trigger === 'manual' ? 'person' : 'background',
    }
    isComplete = await runAccount(pass, run.trigger)
  } catch (thrown) {
    error = thrown
  } finally {
    clearInterval(heart)
    await client?.close()
  }
  if (error instanceof FenceLost || lost.signal.aborted) return undefined
  if (error !== undefined && context.signal.aborted) {
    await releaseRun(context.database, fence)
    context.bell.ring('runs')
    return undefined
  }
  const requests = run.requests + (client?.requests ?? 0)
  const raisedTo = await end(context, { run, account, fence, journal, error, isComplete, requests })
  return raisedTo && { ...run, trigger: raisedTo, requests }
}

interface Ended {
  readonly run: AccountRunRow
  readonly account: Account
  readonly fence: Fence
  readonly journal: Journal
  readonly error: unknown
  readonly isComplete: boolean
  readonly requests: number
}

async function end(
  context: JobContext,
  { run, account, fence, journal, error, isComplete, requests }: Ended,
): Promise<Trigger | undefined> {
  const { database, bell, log, intervalMs } = context
  const verdict = judgeRun({ error, isComplete, errors: journal.errors, hasSeen: journal.seen.size > 0 })
  if (error !== undefined)
    log.warn('a run ended early', { error, accountId: account.id, accountRunId: run.id })
  const { trigger } = run
  const result = {
    trigger,
    state: verdict.state,
    errors: verdict.errors,
    requests,
    checked: journal.seen.size,
  }
  const ended = await database.transaction('installation', async (tx) => {
    const counts = await finishRun(tx, fence, result)
    if ('raisedTo' in counts) return counts
    const isSynced = verdict.state === 'succeeded' && trigger !== 'reread'
    await saveOutcome(tx, account.id, {
      state: verdict.account,
      problem: verdict.problem,
      isComplete: isSynced,
    })
    return { counts, slots: await closeSlots(tx, run.id) }
  })
  bell.ring('runs')
  if ('raisedTo' in ended) return ended.raisedTo
  bell.ring('accounts')
  const { counts, slots } = ended
  const facts = { accountId: account.id, accountRunId: run.id, state: verdict.state, ...counts, requests }
  const failure = verdict.state === 'succeeded' ? undefined : verdict.errors.at(-1)
  if (failure) log.warn(accountFailed(account.user_id, failure.message), facts)
  else log.info(accountEnded(account.user_id, counts), facts)
  for (const totals of slots) {
    log.info(tickCompleted(totals), totals)
    log.info(nextTick(intervalMs), { intervalMs })
  }
  return undefined
}

/** Renews the lease three times in its length and shows how far the run is; a lost lease ends the run. */
function beat(
  { database, bell, clock, log }: JobContext,
  fence: Fence,
  journal: Journal,
  requests: () => number,
  lost: AbortController,
): NodeJS.Timeout {
  let isBeating = false
  let countAtMs = 0
  const renew = async () => {
    const isWaiting = journal.waitingUntilMs > clock.now()
    const isOurs = await renewLease(database, fence, {
      state: isWaiting ? 'waiting' : 'running',
      requests: requests(),
      progress: journal.progress,
    })
    if (!isOurs) {
      lost.abort(new FenceLost(fence.accountRunId))
      return
    }
    const beganMs = clock.monotonic()
    if (beganMs >= countAtMs) {
      await saveCounts(database, fence)
      // Counting takes longer the more a run has changed: it may have a twentieth of the time.
      countAtMs = clock.monotonic() + 20 * (clock.monotonic() - beganMs)
    }
    bell.ring('runs')
  }
  // While the database is away the lease runs out by itself, and the fence keeps us from writing.
  const failed = (error: unknown) => log.warn('a run could not renew its lease', { error, ...fence })
  const beatOnce = () => {
    if (isBeating) return
    isBeating = true
    void renew()
      .catch(failed)
      .finally(() => {
        isBeating = false
      })
  }
  return setInterval(beatOnce, (leaseSeconds * 1000) / 10)
}
