import { countDueInvitees, type DueEvent, dueAfterMeeting, dueInvitees } from '../store/due.ts'
import { refreshStatistics } from '../store/statistics.ts'
import type { Pass } from './pass.ts'
import type { PassPlan } from './plan.ts'
import { type Guard, joinReadings, readInvitees } from './read-invitees.ts'

/** Due events are taken from the database so many at a time: an import holds no list of its own. */
const dueAtATime = 1000

/**
 * Reads the invitees of a range as far as they are not known to be current, each event once for all who host it.
 *
 * @param tell - told of events read since, and of how many are left.
 */
export async function readDue(
  passes: readonly Pass[],
  plan: PassPlan,
  tell: (read: number, left: number) => void,
  guard?: Guard,
): Promise<void> {
  let left = 0
  let open: Pass[] = []
  for (const pass of passes) {
    const count = await countDueInvitees(pass.database, pass.account, plan)
    if (count > 0) open.push(pass)
    left += count
  }
  const after = new Map<Pass, DueEvent | undefined>()
  while (open.length > 0) {
    if (plan.cause === 'import' && open[0]) await refreshStatistics(open[0].database)
    const wanted = new Map<Pass, readonly DueEvent[]>()
    for (const pass of open) {
      const { database, account } = pass
      wanted.set(pass, await dueInvitees(database, account, plan, dueAtATime, after.get(pass)))
    }
    const onRead = () => {
      left -= 1
      tell(1, Math.max(left, 0))
    }
    await readInvitees(joinReadings(wanted), plan.cause, onRead, guard)
    for (const [pass, due] of wanted) after.set(pass, due.at(-1))
    open = open.filter((pass) => after.get(pass) !== undefined)
  }
}

/** Nobody tells of no-shows: they are looked for. */
export async function readAfterMeetings(passes: readonly Pass[], guard?: Guard): Promise<void> {
  const wanted = new Map<Pass, readonly DueEvent[]>()
  for (const pass of passes) {
    wanted.set(pass, await dueAfterMeeting(pass.database, pass.account, pass.clock.now()))
  }
  await readInvitees(joinReadings(wanted), 'after-meeting', undefined, guard)
}
