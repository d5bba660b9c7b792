import { isRefusal } from '../calendly/errors.ts'
import { type InviteeFact, invitee } from '../resources/invitee.ts'
import { giveUpInvitees } from '../store/due.ts'
import type { Cause } from '../store/merge/observation.ts'
import { callOptions, mergeRead, ownRead, type Pass } from './pass.ts'

/** Lists that are read at the same time; the budget decides how fast they may go. */
const parallelLists = 8
/** So many invitee lists are worth a transaction. While one is written more gather, and go together. */
const listsPerWrite = 50

/** One event's complete invitee list, and the mark from before its first page. */
interface InviteeList {
  readonly uuid: string
  readonly mark: bigint
  readonly seats: readonly InviteeFact[]
}

/**
 * Reads the invitee lists of events and merges them in batches. A list that Calendly refuses (the event was deleted,
 * or may not be seen) is left out and the run goes on.
 *
 * @throws CalendlyError when Calendly cannot be read at all; what was read is written first.
 */
export async function readInvitees(
  pass: Pass,
  events: readonly { readonly uuid: string }[],
  cause: Cause,
  onRead: () => void = () => {},
): Promise<void> {
  const queue = [...events]
  const done: InviteeList[] = []
  // One reader writes while the others read on: two writes of one user would only wait for each other's locks.
  let isWriting = false
  const flush = async (): Promise<void> => {
    isWriting = true
    await write(pass, done.splice(0), cause).finally(() => {
      isWriting = false
    })
  }
  const read = async (): Promise<void> => {
    for (let event = queue.shift(); event; event = queue.shift()) {
      const list = await readList(pass, event.uuid)
      onRead()
      if (list) done.push(list)
      if (done.length >= listsPerWrite && !isWriting) await flush()
    }
  }
  const readers = Array.from({ length: Math.min(parallelLists, queue.length) }, read)
  const results = await Promise.allSettled(
    readers.map((reader) =>
      reader.catch((error: unknown) => {
        queue.length = 0 // the others finish the list they are reading and no more
        throw error
      }),
    ),
  )
  await flush()
  for (const result of results) if (result.status === 'rejected') throw result.reason
}

async function readList(pass: Pass, uuid: string): Promise<InviteeList | undefined> {
  const seats: InviteeFact[] = []
  let mark: bigint | undefined
  try {
    for await (const page of pass.client.invitees(uuid, callOptions(pass))) {
      mark ??= page.mark
      seats.push(...page.rows.flatMap((row) => invitee.fact(row, 0) ?? []))
    }
    return { uuid, mark: mark ?? 0n, seats: seats.map((seat) => ({ ...seat, event_uuid: uuid })) }
  } catch (error) {
    if (!isRefusal(error)) throw error
    pass.journal.errors.push({
      code: 'invitees_unreadable',
      message: `The invitees of one meeting could not be read: ${error.message}`,
    })
    await giveUpInvitees(pass.database, pass.account, uuid)
    return undefined
  }
}

async function write(pass: Pass, lists: readonly InviteeList[], cause: Cause): Promise<void> {
  if (lists.length === 0) return
  await mergeRead(pass, {
    ...ownRead(pass, cause),
    mark: lists.reduce((least, list) => (list.mark < least ? list.mark : least), lists[0]?.mark ?? 0n),
    invitees: lists.flatMap((list) => list.seats),
    completeFor: lists.map((list) => list.uuid),
  })
}
