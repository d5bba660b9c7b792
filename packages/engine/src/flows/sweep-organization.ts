import type { Trigger } from '../contract.ts'
import { closeGap, countMembers, readGap } from '../store/accounts.ts'
import { isHealthy } from '../store/endpoints.ts'
import { checkSubscription } from './check-subscription.ts'
import { judgeMissing } from './judge-missing.ts'
import { listOrganization } from './list-organization.ts'
import { listRange } from './list-range.ts'
import { requireMember } from './membership.ts'
import type { Pass } from './pass.ts'
import type { PassPlan } from './plan.ts'
import { planSweep } from './plan-sweep.ts'
import { readAfterMeetings, readDue } from './read-due.ts'
import { answerQuestions, askAboutGap, completeRange, plansFor, readRanges } from './run-account.ts'
import { each, passesIn, type Share, type Sweep, sweepOf } from './share.ts'
import { askForStaff, askWhetherBack, noteRoleRegained, shutOut } from './sweep-members.ts'
import { tellProgress } from './tell-progress.ts'
import { isOwnAccount } from './whose-token.ts'

/**
 * One run of several accounts that one token reads in its organization: what they would list each is listed once. Every
 * account keeps its own run, fence, questions, brake and coverage. The token's own account lists its own meetings
 * besides, for those of organizations that its user has left are shown nowhere else (Calendly developer docs, "List events").
 *
 * @param shares - at least two, of one credential and organization, all imported. The first leads: its run counts the calls.
 * @throws what concerns all: CalendlyError, a database that is away, or the signal's reason; what was written stays.
 */
export async function sweepOrganization(shares: readonly Share[], trigger: Trigger): Promise<void> {
  const sweep = sweepOf(shares)
  const speaker = (sweep.own ?? shares[0])?.pass
  if (!speaker) return
  await each(sweep, ({ pass }) => answerQuestions(pass))
  await checkSubscription(speaker, trigger)
  await each(sweep, askWhetherBack)
  await askForStaff(sweep)
  const gaps = new Map<Share, string | null>()
  const plans = new Map<Share, PassPlan[]>()
  await each(sweep, async (share) => {
    const gapSince = await readGap(share.pass.database, share.pass.account.id)
    await askAboutGap(share.pass, gapSince)
    gaps.set(share, gapSince)
    plans.set(share, plansFor(share.pass, trigger, gapSince))
  })
  const membersInAll = await countMembers(speaker.database, speaker.account.organization ?? '')
  const { shared, own } = planSweep(plans, membersInAll)
  for (const [rangesDone, plan] of shared.entries())
    await sweepRange(sweep, plan, { rangesDone, rangesLeft: shared.length - rangesDone - 1 })
  await each(sweep, async (share) => {
    const isRead = await readRanges(share.pass, own.get(share) ?? [])
    share.isComplete &&= isRead
  })
  if (!(await isHealthy(speaker.database, speaker.account.credential)))
    await readAfterMeetings(passesIn(sweep), sweep.guard)
  await each(sweep, async (share) => {
    const { database, account, fence } = share.pass
    const gapSince = gaps.get(share)
    if (share.isComplete && gapSince) await closeGap(database, account.id, fence, gapSince)
  })
}

async function sweepRange(
  sweep: Sweep,
  plan: PassPlan,
  ranges: { readonly rangesDone: number; readonly rangesLeft: number },
): Promise<void> {
  const lead = passesIn(sweep)[0]
  if (!lead) return
  lead.signal.throwIfAborted()
  const asOfMs = lead.clock.now()
  const errorsBefore = new Map(sweep.shares.map(({ pass }) => [pass, pass.journal.errors.length]))
  const tell = tellProgress(lead, plan, ranges)
  tell(0, 0)
  const seen = await listForAll(sweep, plan)
  const judged = new Set<Share>()
  await each(sweep, async (share) => {
    const { pass } = share
    const shown = seen.get(pass) ?? new Set()
    if (await judgeMissing(pass, plan, shown, () => requireMember(pass))) judged.add(share)
  })
  await readDue(passesIn(sweep), plan, tell, sweep.guard)
  await each(sweep, async (share) => {
    const { pass } = share
    if (!judged.has(share) || pass.journal.errors.length > (errorsBefore.get(pass) ?? 0))
      share.isComplete = false
    else await completeRange(pass, plan, asOfMs)
  })
}

/** The organization's list, and the own list of the token's user; without colleagues only that one. */
async function listForAll(sweep: Sweep, plan: PassPlan): Promise<Map<Pass, Set<string>>> {
  const seen = new Map<Pass, Set<string>>()
  const passes = passesIn(sweep)
  if (passes.some((pass) => !isOwnAccount(pass.account))) {
    try {
      const listed = await listOrganization(passes, plan, sweep.guard)
      for (const [pass, uuids] of listed) seen.set(pass, uuids)
      await noteRoleRegained(sweep)
    } catch (error) {
      await shutOut(sweep, error)
    }
  }
  await each(sweep, async ({ pass }) => {
    if (!isOwnAccount(pass.account)) return
    const listed = await listRange(pass, plan)
    seen.set(pass, new Set([...(seen.get(pass) ?? []), ...listed]))
  })
  return seen
}
