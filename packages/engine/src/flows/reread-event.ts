import { isRefusal } from '../calendly/errors.ts'
import { type ScheduledEventFact, scheduledEvent } from '../resources/scheduled-event.ts'
import type { Account } from '../store/accounts.ts'
import { readMark } from '../store/mark.ts'
import type { Cause } from '../store/merge/observation.ts'
import { callOptions, mergeRead, ownRead, type Pass } from './pass.ts'
import { readInvitees } from './read-invitees.ts'

/**
 * Reads events one by one, with their invitees: stored ones that ask for it, and ones that a delivery spoke of without
 * being taken at its word.
 *
 * @param isStored - they are meetings of this user already, so that one which names no host stays his.
 * @param settle - ends the question of one event.
 */
export async function rereadEvents<Event extends { readonly uuid: string }>(
  pass: Pass,
  events: readonly Event[],
  { cause, isStored }: { readonly cause: Cause; readonly isStored: boolean },
  settle: (event: Event) => Promise<void>,
): Promise<void> {
  const { hostlessOwner, ...own } = ownRead(pass, cause)
  const observation = isStored ? { ...own, hostlessOwner } : own
  for (const event of events) {
    const { signal, priority } = callOptions(pass)
    const mark = await readMark(pass.database)
    try {
      const fact = scheduledEvent.fact(
        await pass.client.scheduledEvent(event.uuid, { signal, priority }),
        pass.clock.now(),
      )
      pass.journal.seen.add(event.uuid)
      if (fact) await mergeRead(pass, { ...observation, mark, events: [fact] })
      if (isOwn(pass.account, fact, isStored))
        await readInvitees([{ uuid: event.uuid, passes: [pass] }], cause)
    } catch (error) {
      // Not there any more: the next list says so too, and that is where it is judged.
      if (!isRefusal(error)) throw error
    }
    await settle(event)
  }
}

/** Whoever has handed a meeting on, or never had it, is not told who comes. */
function isOwn(
  { calendly_users }: Account,
  fact: ScheduledEventFact | undefined,
  isStored: boolean,
): boolean {
  if (!fact || fact.hosts.length === 0) return isStored
  return fact.hosts.some((host) => host.user !== null && calendly_users.includes(host.user))
}
