import type { Trigger } from '../contract.ts'
import { closeGap, readGap, saveCoverage } from '../store/accounts.ts'
import { askForNoShows, dueRereads, settleReread } from '../store/due.ts'
import { isHealthy } from '../store/endpoints.ts'
import { askedEvents, endQuestion } from '../store/questions.ts'
import { checkSubscription } from './check-subscription.ts'
import { forgetBefore, recordPass } from './coverage.ts'
import { judgeMissing } from './judge-missing.ts'
import { listRange } from './list-range.ts'
import { explainRefusal, noticeFor } from './membership.ts'
import type { Pass } from './pass.ts'
import { noShowsMs, type PassPlan, planPasses, windowAt } from './plan.ts'
import { readAfterMeetings, readDue } from './read-due.ts'
import { readStaff } from './read-staff.ts'
import { rereadEvents } from './reread-event.ts'
import { tellProgress } from './tell-progress.ts'

/**
 * One run of one account, from the plan to the last page. What it has completed is noted as it goes, so that a run
 * that is killed anywhere and taken up again does the rest.
 *
 * @returns whether every range was read completely.
 * @throws CalendlyError, FenceLost, SyncError `role_lost` or `not_a_member`, or the signal's reason; what was written
 *   stays.
 */
export async function runAccount(pass: Pass, trigger: Trigger): Promise<boolean> {
  await answerQuestions(pass)
  if (trigger === 'reread') return true
  await checkSubscription(pass, trigger)
  const gapSince = await readGap(pass.database, pass.account.id)
  if (pass.account.is_staff_stale) await readStaff(pass)
  await askAboutGap(pass, gapSince)
  const plans = plansFor(pass, trigger, gapSince)
  const isComplete = await readRanges(pass, plans)
  if (!(await isHealthy(pass.database, pass.account.credential))) await readAfterMeetings([pass])
  if (isComplete && gapSince !== null) await closeGap(pass.database, pass.account.id, pass.fence, gapSince)
  pass.journal.notice = noticeFor(pass.account)
  return isComplete
}

/** Reads what asked to be read by itself, before anything else. */
export async function answerQuestions(pass: Pass): Promise<void> {
  const { database, account, fence } = pass
  const due = await dueRereads(database, account)
  await rereadEvents(pass, due, { cause: 'reread', isStored: true }, (event) =>
    settleReread(database, account, fence, event),
  )
  const asked = await askedEvents(database, account.id)
  await rereadEvents(pass, asked, { cause: 'reread', isStored: false }, (event) =>
    endQuestion(database, account.id, fence, event),
  )
}

/** No-shows that were marked while webhooks were missing are asked for. */
export async function askAboutGap(pass: Pass, gapSince: string | null): Promise<void> {
  if (gapSince === null) return
  const nowMs = pass.clock.now()
  await askForNoShows(pass.database, pass.account, pass.fence, Date.parse(gapSince) - noShowsMs, nowMs)
}

export function plansFor(pass: Pass, trigger: Trigger, gapSince: string | null): PassPlan[] {
  const gapSinceMs = gapSince === null ? undefined : Date.parse(gapSince)
  return planPasses(pass.account.coverage, trigger, pass.window, pass.clock.now(), gapSinceMs)
}

/** Lists ranges of one account by themselves. @returns whether each was read completely. */
export async function readRanges(pass: Pass, plans: readonly PassPlan[]): Promise<boolean> {
  let isComplete = true
  for (const [rangesDone, plan] of plans.entries()) {
    pass.signal.throwIfAborted()
    const tell = tellProgress(pass, plan, { rangesDone, rangesLeft: plans.length - rangesDone - 1 })
    isComplete = (await readRange(pass, plan, tell)) && isComplete
  }
  return isComplete
}

async function readRange(
  pass: Pass,
  plan: PassPlan,
  tell: (read: number, left: number) => void,
): Promise<boolean> {
  const asOfMs = pass.clock.now()
  const errorsBefore = pass.journal.errors.length
  tell(0, 0)
  const seen = await listRange(pass, plan).catch((error: unknown) => explainRefusal(pass, error))
  const isJudged = plan.cause === 'import' || (await judgeMissing(pass, plan, seen))
  await readDue([pass], plan, tell)
  if (!isJudged || pass.journal.errors.length > errorsBefore) return false
  await completeRange(pass, plan, asOfMs)
  return true
}

/** A range was read completely. @param asOfMs - when the pass that did it began, epoch milliseconds. */
export async function completeRange(pass: Pass, { fromMs, toMs }: PassPlan, asOfMs: number): Promise<void> {
  await saveCoverage(pass.database, pass.account, pass.fence, (stored) =>
    forgetBefore(recordPass(stored, { fromMs, toMs, asOfMs }), windowAt(pass.window, asOfMs).fromMs),
  )
  pass.bell.ring('accounts')
}
