import { isRefusal } from '../calendly/errors.ts'
import { type InviteeFact, invitee } from '../resources/invitee.ts'
import { giveUpInvitees } from '../store/due.ts'
import type { Cause } from '../store/merge/observation.ts'
import { callOptions, mergeRead, ownRead, type Pass } from './pass.ts'

/** Lists that are read at the same time; the budget decides how fast they may go. */
const parallelLists = 8
/** So many invitee lists are worth a transaction. While one is written more gather, and go together. */
const listsPerWrite = 50

/** An event whose invitees are to be read, and for whom: it is read once, however many accounts want it. */
export interface Reading {
  readonly uuid: string
  readonly passes: readonly Pass[]
}

/** Does a step for one account of several, so that what goes wrong with it need not end the others. */
export type Guard = (pass: Pass, step: () => Promise<void>) => Promise<void>

/** One event's complete invitee list, and the mark from before its first page. */
interface InviteeList extends Reading {
  readonly mark: bigint
  readonly seats: readonly InviteeFact[]
}

/** The readings of what each account wants: an event that several want is one. */
export function joinReadings(
  wanted: Iterable<readonly [Pass, readonly { readonly uuid: string }[]]>,
): Reading[] {
  const readings = new Map<string, Pass[]>()
  for (const [pass, events] of wanted) {
    for (const { uuid } of events) readings.set(uuid, [...(readings.get(uuid) ?? []), pass])
  }
  return [...readings].map(([uuid, passes]) => ({ uuid, passes }))
}

/**
 * Reads the invitee lists of events and merges them in batches. A list that Calendly refuses (the event was deleted,
 * or may not be seen) is left out and the run goes on.
 *
 * @throws CalendlyError when Calendly cannot be read at all; what was read is written first.
 */
export async function readInvitees(
  readings: readonly Reading[],
  cause: Cause,
  onRead: () => void = () => {},
  guard: Guard = (_pass, step) => step(),
): Promise<void> {
  const queue = [...readings]
  const done: InviteeList[] = []
  // One reader writes while the others read on: two writes of one user would only wait for each other's locks.
  let isWriting = false
  const flush = async (): Promise<void> => {
    isWriting = true
    await write(done.splice(0), cause, guard).finally(() => {
      isWriting = false
    })
  }
  const read = async (): Promise<void> => {
    for (let reading = queue.shift(); reading; reading = queue.shift()) {
      const list = await readList(reading, guard)
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

async function readList({ uuid, passes }: Reading, guard: Guard): Promise<InviteeList | undefined> {
  const [reader] = passes
  if (!reader) return undefined
  const seats: InviteeFact[] = []
  let mark: bigint | undefined
  try {
    for await (const page of reader.client.invitees(uuid, callOptions(reader))) {
      mark ??= page.mark
      seats.push(...page.rows.flatMap((row) => invitee.fact(row, 0) ?? []))
    }
    return { uuid, passes, mark: mark ?? 0n, seats: seats.map((seat) => ({ ...seat, event_uuid: uuid })) }
  } catch (error) {
    if (!isRefusal(error)) throw error
    for (const pass of passes) {
      const { journal, database, account, fence } = pass
      journal.errors.push({
        code: 'invitees_unreadable',
        message: `The invitees of one meeting could not be read: ${error.message}`,
      })
      await guard(pass, () => giveUpInvitees(database, account, fence, uuid))
    }
    return undefined
  }
}

/** Each account by itself: a run writes under its own fence, and history says which run it was. */
async function write(lists: readonly InviteeList[], cause: Cause, guard: Guard): Promise<void> {
  for (const pass of new Set(lists.flatMap((list) => list.passes))) {
    const own = lists.filter((list) => list.passes.includes(pass))
    await guard(pass, () =>
      mergeRead(pass, {
        ...ownRead(pass, cause),
        mark: own.reduce((least, list) => (list.mark < least ? list.mark : least), own[0]?.mark ?? 0n),
        invitees: own.flatMap((list) => list.seats),
        completeFor: own.map((list) => list.uuid),
      }),
    )
  }
}
