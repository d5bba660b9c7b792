import { isRefusal } from '../calendly/errors.ts'
import type { Trigger } from '../contract.ts'
import { emailKey } from '../resources/email.ts'
import { object, text } from '../resources/lenient.ts'
import { saveCoverage, saveStaff } from '../store/accounts.ts'
import { type DueEvent, dueAfterMeeting, dueInvitees, dueRereads } from '../store/due.ts'
import { recordPass } from './coverage.ts'
import { judgeMissing } from './judge-missing.ts'
import { listRange } from './list-range.ts'
import { callOptions, type Pass } from './pass.ts'
import { type PassPlan, planPasses } from './plan.ts'
import { readInvitees } from './read-invitees.ts'
import { rereadEvents } from './reread-event.ts'

/** Due events are taken from the database so many at a time: an import holds no list of its own. */
const dueAtATime = 400

/**
 * One run of one account, from the plan to the last page. What it has completed is noted as it goes, so that a run
 * that is killed anywhere and taken up again does the rest.
 *
 * @returns whether every range was read completely.
 * @throws CalendlyError, FenceLost, or the signal's reason; what was written stays.
 */
export async function runAccount(pass: Pass, trigger: Trigger): Promise<boolean> {
  await rereadEvents(pass, await dueRereads(pass.database, pass.account), 'reread')
  if (trigger === 'reread') return true
  if (pass.account.is_staff_stale) await readStaff(pass)
  let isComplete = true
  for (const plan of planPasses(pass.account.coverage, trigger, pass.window, pass.clock.now())) {
    pass.signal.throwIfAborted()
    isComplete = (await readRange(pass, plan)) && isComplete
  }
  await readInvitees(
    pass,
    await dueAfterMeeting(pass.database, pass.account, pass.clock.now()),
    'after-meeting',
  )
  return isComplete
}

async function readRange(pass: Pass, plan: PassPlan): Promise<boolean> {
  const asOfMs = pass.clock.now()
  pass.journal.progress = { doing: words[plan.cause], done: 0, total: null }
  const seen = await listRange(pass, plan)
  const isJudged = plan.cause === 'import' || (await judgeMissing(pass, plan, seen))
  pass.journal.progress = { doing: `${words[plan.cause]}: who takes part`, done: 0, total: seen.size }
  await readDue(pass, plan)
  if (!isJudged) return false
  const { fromMs, toMs } = plan
  await saveCoverage(pass.database, pass.account, pass.fence, (stored) =>
    recordPass(stored, { fromMs, toMs, asOfMs }),
  )
  return true
}

async function readDue(pass: Pass, plan: PassPlan): Promise<void> {
  let after: DueEvent | undefined
  do {
    const due: DueEvent[] = await dueInvitees(pass.database, pass.account, plan, dueAtATime, after)
    await readInvitees(pass, due, plan.cause)
    after = due.at(-1)
  } while (after)
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
