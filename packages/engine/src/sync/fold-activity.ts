import type { ActivityEntry } from '../contract/activity.ts'
import type { ActivityPlace, ActivityRow } from '../store/read/activity.ts'

/** An entry and the place of the oldest row in it, from where a reader goes on. */
export interface Folded {
  readonly entry: ActivityEntry
  readonly place: ActivityPlace
}

/** Fewer alike stay apart: two lines are read as quickly as one that counts to two. */
const fewestFolded = 3

/**
 * Makes entries of rows, newest first: many alike that follow each other become one, so that a quiet night does not hide
 * what happened in it.
 */
export function foldActivity(rows: readonly ActivityRow[], isFolding: boolean): Folded[] {
  const groups: ActivityRow[][] = []
  for (const row of rows) {
    const group = groups.at(-1)
    const kind = likeness(row)
    if (group?.[0] && isFolding && kind !== undefined && kind === likeness(group[0])) group.push(row)
    else groups.push([row])
  }
  return groups.flatMap((group) =>
    group.length >= fewestFolded ? [toEntry(group)] : group.map((row) => toEntry([row])),
  )
}

/** What makes rows alike; undefined: it stands by itself. */
function likeness({ kind, subject, state, facts }: ActivityRow): string | undefined {
  if (kind === 'delivery') return `delivery ${subject} ${state} ${facts.reason}`
  const isQuiet = facts.new === 0 && facts.updated === 0 && facts.deleted === 0
  if (kind === 'run' && state === 'succeeded' && isQuiet && subject !== 'manual' && subject !== 'import')
    return `run ${subject}`
  return undefined
}

function toEntry(group: readonly ActivityRow[]): Folded {
  const [newest] = group
  const oldest = group.at(-1)
  if (!newest || !oldest) throw new TypeError('a group has a row')
  const { key: _, subject: __, ...shown } = newest
  const isOneAccount = group.every((row) => row.accountId === newest.accountId)
  return {
    // The oldest one's: what is added at the top leaves it as it is.
    entry: {
      ...shown,
      id: oldest.key,
      accountId: isOneAccount ? newest.accountId : null,
      count: group.length,
      since: oldest.at,
    },
    place: [oldest.at, oldest.key],
  }
}
