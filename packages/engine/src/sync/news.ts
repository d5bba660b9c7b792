import type { LiveEvent } from '../contract.ts'
import type { ChangesAfter, Version } from '../store/read/news.ts'

/** So many changes are told one by one; who has missed more reads everything again. */
export const mostTold = 500

/**
 * What a reader is told of the changes beyond his place, and the place where he is then. A place beyond the newest
 * change is one of another history (the database was made anew): everything is read again.
 *
 * @param found - asked for with a limit of one more than `mostTold`.
 */
export function tellChanges({ after, newest, changes }: ChangesAfter): {
  readonly events: readonly LiveEvent[]
  readonly place: string
} {
  if (after === null) return { events: [], place: newest }
  if (changes.length > mostTold || BigInt(after) > BigInt(newest)) {
    return { events: [{ id: newest, event: 'meeting.changed', data: { meetingId: null } }], place: newest }
  }
  const events = changes.map(({ seq, kind, meetingId }) => ({
    id: String(seq),
    event: 'meeting.changed' as const,
    data: { meetingId, kind, seq },
  }))
  return { events, place: events.at(-1)?.id ?? after }
}

/** A user's runs or accounts as they were last seen, by id. */
export type Seen = ReadonlyMap<string, Pick<Version, 'version' | 'isOver'>>

/** Ids of what is new, differs, or has gone; what was over may go unnoticed. */
export function differing(before: Seen, now: Seen): string[] {
  const changed = [...now].filter(([id, { version }]) => before.get(id)?.version !== version)
  const gone = [...before].filter(([id, { isOver }]) => !isOver && !now.has(id))
  return [...changed, ...gone].map(([id]) => id)
}

/** The versions of each user, by id. */
export function byUser(versions: readonly Version[]): ReadonlyMap<string, Seen> {
  const users = new Map<string, Map<string, Version>>()
  for (const version of versions) {
    const own = users.get(version.userId) ?? new Map<string, Version>()
    users.set(version.userId, own.set(version.id, version))
  }
  return users
}
