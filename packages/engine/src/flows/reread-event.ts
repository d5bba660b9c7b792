import { isRefusal } from '../calendly/errors.ts'
import { scheduledEvent } from '../resources/scheduled-event.ts'
import { readMark } from '../store/mark.ts'
import type { Cause } from '../store/merge/observation.ts'
import { callOptions, mergeRead, ownRead, type Pass } from './pass.ts'
import { readInvitees } from './read-invitees.ts'

/**
 * Reads events one by one, with their invitees: stored ones that ask for it, and ones that a delivery spoke of without
 * being taken at its word.
 *
 * @param settle - ends the question of one event.
 */
export async function rereadEvents<Event extends { readonly uuid: string }>(
  pass: Pass,
  events: readonly Event[],
  cause: Cause,
  settle: (event: Event) => Promise<void>,
): Promise<void> {
  for (const event of events) {
    const { signal, priority } = callOptions(pass)
    const mark = await readMark(pass.database)
    try {
      const fact = scheduledEvent.fact(
        await pass.client.scheduledEvent(event.uuid, { signal, priority }),
        pass.clock.now(),
      )
      pass.journal.seen.add(event.uuid)
      if (fact) await mergeRead(pass, { ...ownRead(pass, cause), mark, events: [fact] })
      await readInvitees([{ uuid: event.uuid, passes: [pass] }], cause)
    } catch (error) {
      // Not there any more: the next list says so too, and that is where it is judged.
      if (!isRefusal(error)) throw error
    }
    await settle(event)
  }
}
