import { isRefusal } from '../calendly/errors.ts'
import type { Trigger } from '../contract.ts'
import { emailKey } from '../resources/email.ts'
import { object, text } from '../resources/lenient.ts'
import { closeGap, readGap, saveCoverage, saveStaff } from '../store/accounts.ts'
import {
  askForNoShows,
  countDueInvitees,
  type DueEvent,
  dueAfterMeeting,
  dueInvitees,
  dueRereads,
  settleReread,
} from '../store/due.ts'
import { isHealthy } from '../store/endpoints.ts'
import { askedEvents, endQuestion } from '../store/questions.ts'
import { refreshStatistics } from '../store/statistics.ts'
import { checkSubscription } from './check-subscription.ts'
import { forgetBefore, recordPass } from './coverage.ts'
import { judgeMissing } from './judge-missing.ts'
import { listRange } from './list-range.ts'
import { callOptions, type Pass } from './pass.ts'
import { noShowsMs, type PassPlan, planPasses, windowAt } from './plan.ts'
import { estimateSecondsLeft } from './progress.ts'
import { readInvitees } from './read-invitees.ts'
import { rereadEvents } from './reread-event.ts'

/** Due events are taken from the database so many at a time: an import holds no list of its own. */
const dueAtATime = 1000

/**
 * One run of one account, from the plan to the last page. What it has completed is noted as it goes, so that a run
 * that is killed anywhere and taken up again does the rest.
 *
 * @returns whether every range was read completely.
 * @throws CalendlyError, FenceLost, or the signal's reason; what was written stays.
 */
export async function runAccount(pass: Pass, trigger: Trigger): Promise<boolean> {
  await answerQuestions(pass)
  if (trigger === 'reread') return true
  await checkSubscription(pass, trigger)
  const gapSince = await readGap(pass.database, pass.account.id)
  if (pass.account.is_staff_stale) await readStaff(pass)
  const isComplete = await readRanges(pass, trigger, gapSince)
  if (!(await isHealthy(pass.database, pass.account.credential))) await readAfterMeetings(pass)
  if (isComplete && gapSince !== null) await closeGap(pass.database, pass.account.id, gapSince)
  return isComplete
}

/** Reads what asked to be read by itself, before anything else. */
async function answerQuestions(pass: Pass): Promise<void> {
  const { database, account } = pass
  const due = await dueRereads(database, account)
  await rereadEvents(pass, due, { cause: 'reread', isStored: true }, (event) =>
    settleReread(database, account, event),
  )
  const asked = await askedEvents(database, account.id)
  await rereadEvents(pass, asked, { cause: 'reread', isStored: false }, (event) =>
    endQuestion(database, account.id, event),
  )
}

async function readRanges(pass: Pass, trigger: Trigger, gapSince: string | null): Promise<boolean> {
  const nowMs = pass.clock.now()
  const gapSinceMs = gapSince === null ? undefined : Date.parse(gapSince)
  if (gapSinceMs !== undefined)
    await askForNoShows(pass.database, pass.account, gapSinceMs - noShowsMs, nowMs)
  const plans = planPasses(pass.account.coverage, trigger, pass.window, nowMs, gapSinceMs)
  let isComplete = true
  for (const [rangesDone, plan] of plans.entries()) {
    pass.signal.throwIfAborted()
    const tell = teller(pass, plan, { rangesDone, rangesLeft: plans.length - rangesDone - 1 })
    isComplete = (await readRange(pass, plan, tell)) && isComplete
  }
  return isComplete
}

/** Nobody tells of no-shows: they are looked for. */
async function readAfterMeetings(pass: Pass): Promise<void> {
  const due = await dueAfterMeeting(pass.database, pass.account, pass.clock.now())
  await readInvitees(pass, due, 'after-meeting')
}

async function readRange(
  pass: Pass,
  plan: PassPlan,
  tell: (read: number, left: number) => void,
): Promise<boolean> {
  const asOfMs = pass.clock.now()
  const errorsBefore = pass.journal.errors.length
  tell(0, 0)
  const seen = await listRange(pass, plan)
  const isJudged = plan.cause === 'import' || (await judgeMissing(pass, plan, seen))
  await readDue(pass, plan, tell)
  if (!isJudged || pass.journal.errors.length > errorsBefore) return false
  const { fromMs, toMs } = plan
  await saveCoverage(pass.database, pass.account, pass.fence, (stored) =>
    forgetBefore(recordPass(stored, { fromMs, toMs, asOfMs }), windowAt(pass.window, asOfMs).fromMs),
  )
  pass.bell.ring('accounts')
  return true
}

async function readDue(
  pass: Pass,
  plan: PassPlan,
  tell: (read: number, left: number) => void,
): Promise<void> {
  let left = await countDueInvitees(pass.database, pass.account, plan)
  let after: DueEvent | undefined
  do {
    if (plan.cause === 'import') await refreshStatistics(pass.database)
    const due: DueEvent[] = await dueInvitees(pass.database, pass.account, plan, dueAtATime, after)
    await readInvitees(pass, due, plan.cause, () => {
      left -= 1
      tell(1, Math.max(left, 0))
    })
    after = due.at(-1)
  } while (after)
}

/** Shows in the journal what is being read and how long it will take. */
function teller(
  pass: Pass,
  plan: PassPlan,
  ranges: { readonly rangesDone: number; readonly rangesLeft: number },
) {
  const { journal, clock } = pass
  return (read: number, leftHere: number) => {
    const done = journal.progress.done + read
    const elapsedMs = clock.monotonic() - pass.startedAtMs
    const secondsLeft = estimateSecondsLeft({ done, leftHere, ...ranges, elapsedMs }) ?? null
    journal.progress = { doing: words[plan.cause], done, total: done + leftHere, secondsLeft }
  }
}

const words: Readonly<Record<PassPlan['cause'], string>> = {
  import: 'Reading your meetings for the first time',
  tick: 'Reading what lies ahead',
  recent: 'Reading the last 90 days',
  history: 'Reading the past',
}

/** Members of the organization are never clients. What the token may not see is not worth failing for. */
async function readStaff(pass: Pass): Promise<void> {
  const { organization, calendly_user } = pass.account
  const isStaffVisible = pass.account.role === 'owner' || pass.account.role === 'admin'
  const query = organization && isStaffVisible ? { organization } : { user: calendly_user }
  const members: { user: string; email: string | null; emailKey: string | null }[] = []
  const { signal, priority } = callOptions(pass)
  try {
    for await (const rows of pass.client.memberships(query, { signal, priority })) {
      for (const row of rows) {
        const user = object(row.user)
        const uri = text(user?.uri)
        const email = text(user?.email)
        if (uri) members.push({ user: uri, email, emailKey: emailKey(email) ?? null })
      }
    }
  } catch (error) {
    if (!isRefusal(error)) throw error
    pass.log.debug('the token may not see the members of its organization', { error })
  }
  await saveStaff(pass.database, pass.account, members)
}
