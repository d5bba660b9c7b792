import type { ScheduledEventFact } from '../resources/scheduled-event.ts'
import { whomToTell } from '../store/sweep-news.ts'
import { listEvents } from './list-events.ts'
import { leaveOut, mergeRead, ownRead, type Pass } from './pass.ts'
import type { PassPlan } from './plan.ts'
import type { Guard } from './read-invitees.ts'

/**
 * Lists a range of an organization once for several of its members and merges what concerns each, for each by itself:
 * a meeting belongs to every one of them who hosts it, and whoever held it and hosts it no more is told so. Meetings of
 * other members are not kept.
 *
 * @param passes - at least one; the first one's calls are counted.
 * @returns for each member the uuids of the own events that the list showed.
 * @throws CalendlyError when the list could not be read to its end; what was read stays.
 */
export async function listOrganization(
  passes: readonly Pass[],
  plan: PassPlan,
  guard: Guard,
): Promise<Map<Pass, Set<string>>> {
  const [lead] = passes
  const organization = lead?.account.organization
  if (!lead || !organization) throw new Error('a sweep has members of one organization')
  const seen = new Map(passes.map((pass) => [pass, new Set<string>()]))
  await listEvents(lead, plan, {
    whose: { organization },
    async write(events, mark) {
      note(seen, events)
      const told = await whomToTell(
        lead.database,
        passes.map((pass) => pass.account),
        events,
      )
      for (const pass of passes) {
        const uuids = told.get(pass.account.id)
        if (!uuids) continue
        const own = events.filter((event) => uuids.has(event.uuid))
        await guard(pass, () =>
          mergeRead(pass, { ...ownRead(pass, plan.cause), mark, isListed: true, events: own }),
        )
      }
    },
    leaveOut(count) {
      // Whose they were nobody can tell.
      for (const pass of passes) leaveOut(pass, count)
    },
  })
  return seen
}

function note(seen: ReadonlyMap<Pass, Set<string>>, events: readonly ScheduledEventFact[]): void {
  const hosts = new Map<string, string[]>()
  for (const { uuid, hosts: those } of events)
    for (const { user } of those) hosts.set(user, [...(hosts.get(user) ?? []), uuid])
  for (const [pass, own] of seen) {
    for (const uuid of hosts.get(pass.account.calendly_user) ?? []) {
      own.add(uuid)
      pass.journal.seen.add(uuid)
    }
  }
}
