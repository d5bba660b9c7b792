import { isRefusal } from '../calendly/errors.ts'
import { scheduledEvent } from '../resources/scheduled-event.ts'
import { type Reread, settleReread } from '../store/due.ts'
import { readMark } from '../store/mark.ts'
import type { Cause } from '../store/merge/observation.ts'
import { callOptions, mergeRead, ownRead, type Pass } from './pass.ts'
import { readInvitees } from './read-invitees.ts'

/** Reads meetings one by one, with their invitees: those that asked for it. */
export async function rereadEvents(pass: Pass, events: readonly Reread[], cause: Cause): Promise<void> {
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
      await readInvitees(pass, [event], cause)
    } catch (error) {
      // Not there any more: the next list says so too, and that is where it is judged.
      if (!isRefusal(error)) throw error
    }
    await settleReread(pass.database, pass.account, event)
  }
}
