import { listEvents } from './list-events.ts'
import { leaveOut, mergeRead, ownRead, type Pass } from './pass.ts'
import type { PassPlan } from './plan.ts'
import { isOwnAccount } from './whose-token.ts'

/**
 * Lists an account's own events of a range and merges them.
 *
 * @returns uuids of all events that the list showed.
 * @throws CalendlyError when the list could not be read to its end; what was read stays.
 */
export async function listRange(pass: Pass, plan: PassPlan): Promise<Set<string>> {
  const seen = new Set<string>()
  await listEvents(pass, plan, {
    whose: whose(pass),
    write(events, mark) {
      for (const event of events) {
        seen.add(event.uuid)
        pass.journal.seen.add(event.uuid)
      }
      return mergeRead(pass, { ...ownRead(pass, plan.cause), mark, isListed: true, events })
    },
    leaveOut: (count) => leaveOut(pass, count),
  })
  return seen
}

/** A token's own events in every organization, or another member's through an owner's token. */
function whose({ account }: Pass): { user: string; organization?: string } {
  return isOwnAccount(account) || !account.organization
    ? { user: account.calendly_user }
    : { user: account.calendly_user, organization: account.organization }
}
