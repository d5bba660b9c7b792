import { randomUUID } from 'node:crypto'
import type { CalendlyClient } from '../calendly/client.ts'
import type { Clock } from '../clock.ts'
import type { Trigger } from '../contract.ts'
import { type Journal, newJournal, type Pass, type WebhookSettings } from '../flows/pass.ts'
import { isImported, type Window } from '../flows/plan.ts'
import { runAccount } from '../flows/run-account.ts'
import type { Share } from '../flows/share.ts'
import { sweepOrganization } from '../flows/sweep-organization.ts'
import type { Log } from '../log.ts'
import { type Account, findAccounts, saveOutcome } from '../store/accounts.ts'
import type { Bell } from '../store/bell.ts'
import type { Database } from '../store/database.ts'
import { FenceLost } from '../store/errors.ts'
import type { Fence } from '../store/fence.ts'
import {
  acquireRuns,
  finishRun,
  leaseSeconds,
  releaseRun,
  renewLease,
  runsBeside,
  saveCounts,
  type TakenRun,
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

/** A run that this worker holds, and what belongs to it. */
interface Held {
  readonly run: TakenRun
  readonly account: Account
  readonly fence: Fence
  readonly journal: Journal
}

/**
 * Runs one account's run, if nobody else does, and with it those that share its list (`flows/sweep-organization.ts`): takes
 * the leases, keeps them by a heartbeat, ends each run with a verdict of its own that is written under its fence. What
 * the process must leave is given back and goes on elsewhere.
 */
export async function runJob(context: JobContext, accountRunId: string): Promise<void> {
  let held = await take(context, accountRunId)
  if (held.length === 0) return
  context.bell.ring('runs')
  for (const { account, run } of held)
    context.log.info(accountStarted(account.user_id, account.email), {
      accountId: account.id,
      accountRunId: run.id,
    })
  while (held.length > 0) held = await attempt(context, held)
}

/** The run, and those that one list serves as well. Who has not been imported yet reads alone. */
async function take(context: JobContext, accountRunId: string): Promise<Held[]> {
  const { database } = context
  const beside = await runsBeside(database, accountRunId)
  const imported =
    beside.length > 1
      ? await importedAmong(
          context,
          beside.map((run) => run.account_id),
        )
      : new Set()
  const shared = beside.filter((run) => imported.has(run.account_id)).map((run) => run.id)
  const others = shared.includes(accountRunId) ? shared.filter((id) => id !== accountRunId) : []
  const holder = randomUUID()
  const runs = await acquireRuns(database, [accountRunId, ...others], holder)
  const taken = await findAccounts(
    database,
    runs.map((run) => run.account_id),
  )
  return runs.flatMap((run) => {
    const account = taken.find((one) => one.id === run.account_id)
    return account ? [{ run, account, fence: { accountRunId: run.id, holder }, journal: newJournal() }] : []
  })
}

async function importedAmong(
  { database, window, clock }: JobContext,
  accountIds: readonly string[],
): Promise<Set<string>> {
  const accounts = await findAccounts(database, accountIds)
  const imported = accounts.filter((account) => isImported(account.coverage, window, clock.now()))
  return new Set(imported.map((account) => account.id))
}

/** @returns what is left to do: a re-read that was raised meanwhile goes on as what it was raised to. */
async function attempt(context: JobContext, held: readonly Held[]): Promise<Held[]> {
  const [lead] = held
  if (!lead) return []
  const lost = new AbortController()
  let client: CalendlyClient | undefined
  // The calls of a shared list are counted on the run that leads.
  const requestsOf = ({ run }: Held) => run.requests + (run === lead.run ? (client?.requests ?? 0) : 0)
  const heart = beat(context, held, () => requestsOf(lead), lost)
  try {
    let shares: readonly Share[] = []
    let error: unknown
    try {
      client = context.clientFor(lead.account)
      client.onWait((waitMs, reason) => {
        if (reason === 'blocked') lead.journal.waitingUntilMs = context.clock.now() + waitMs
      })
      shares = sharesOf(context, client, held, lost.signal)
      await read(shares, lead.run.trigger)
    } catch (thrown) {
      error = thrown
    }
    if (error instanceof FenceLost || lost.signal.aborted) return []
    if (error !== undefined && context.signal.aborted) {
      for (const { fence } of held) await releaseRun(context.database, fence)
      context.bell.ring('runs')
      return []
    }
    const left: Held[] = []
    // The one that leads ends last: its lease keeps those of the others.
    for (const [n, one] of [...held.entries()].reverse()) {
      const { isComplete = false, error: own } = shares[n] ?? {}
      const ended = { ...one, isComplete, error: own ?? error, requests: requestsOf(one) }
      const raisedTo = await end(context, ended)
      if (raisedTo)
        left.push({
          ...one,
          run: { ...one.run, trigger: raisedTo, requests: ended.requests },
          journal: newJournal(),
        })
    }
    return left
  } finally {
    clearInterval(heart)
    await client?.close()
  }
}

function sharesOf(
  context: JobContext,
  client: CalendlyClient,
  held: readonly Held[],
  lost: AbortSignal,
): Share[] {
  const startedAtMs = context.clock.monotonic()
  const signal = AbortSignal.any([context.signal, lost])
  return held.map(({ account, fence, journal, run }) => {
    const priority = run.trigger === 'manual' ? 'person' : 'background'
    const pass: Pass = { ...context, account, fence, client, journal, startedAtMs, signal, priority }
    return { pass, isComplete: true }
  })
}

/** One account reads alone, several with one list. */
async function read(shares: readonly Share[], trigger: Trigger): Promise<void> {
  const [only, ...others] = shares
  if (!only) return
  if (others.length > 0) return sweepOrganization(shares, trigger)
  only.isComplete = false
  only.isComplete = await runAccount(only.pass, trigger)
}

interface Ended extends Held {
  readonly error: unknown
  readonly isComplete: boolean
  readonly requests: number
}

/** @returns to what the run was raised meanwhile: then it has not ended. A run that was taken over is no longer ours. */
async function end(context: JobContext, ended: Ended): Promise<Trigger | undefined> {
  const { run, account, fence, journal, error, isComplete, requests } = ended
  const { database, bell, log, intervalMs } = context
  const verdict = judgeRun({
    error,
    isComplete,
    errors: journal.errors,
    hasSeen: journal.seen.size > 0,
    notice: journal.notice,
  })
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
  const written = await database
    .transaction('installation', async (tx) => {
      const counts = await finishRun(tx, fence, result)
      if ('raisedTo' in counts) return counts
      // Single meetings that could be read again say nothing of the account.
      if (trigger !== 'reread' || error !== undefined)
        await saveOutcome(tx, account.id, {
          state: verdict.account,
          problem: verdict.problem,
          isComplete: verdict.state === 'succeeded',
        })
      return { counts, slots: await closeSlots(tx, run.id) }
    })
    .catch((thrown: unknown) => {
      if (thrown instanceof FenceLost) return undefined
      throw thrown
    })
  bell.ring('runs')
  if (!written || 'raisedTo' in written) return written?.raisedTo
  bell.ring('accounts')
  const { counts, slots } = written
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

/** Renews the leases three times in their length and shows how far the runs are; a lost lease ends them. */
function beat(
  { database, bell, clock, log }: JobContext,
  held: readonly Held[],
  requests: () => number,
  lost: AbortController,
): NodeJS.Timeout {
  const [lead, ...led] = held
  let isBeating = false
  let countAtMs = 0
  const renew = async () => {
    if (!lead) return
    const waitMs = Math.max(0, ...held.map(({ journal }) => journal.waitingUntilMs - clock.now()))
    const beat = {
      state: waitMs > 0 ? 'waiting' : 'running',
      waitMs,
      requests: requests(),
      progress: lead.journal.progress,
    } as const
    const isOurs = await renewLease(
      database,
      lead.fence,
      beat,
      led.map(({ run }) => run.id),
    )
    if (!isOurs) {
      lost.abort(new FenceLost(lead.run.id))
      return
    }
    const beganMs = clock.monotonic()
    if (beganMs >= countAtMs) {
      for (const { fence } of held) await saveCounts(database, fence)
      // Counting takes longer the more a run has changed: it may have a twentieth of the time.
      countAtMs = clock.monotonic() + 20 * (clock.monotonic() - beganMs)
    }
    bell.ring('runs')
  }
  // While the database is away the lease runs out by itself, and the fence keeps us from writing.
  const failed = (error: unknown) =>
    log.warn('a run could not renew its lease', { error, accountRunId: lead?.run.id })
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
