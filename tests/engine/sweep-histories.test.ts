import { seededRandom } from 'calendly-simulator'
import type { Meeting } from 'calendly-sync-engine'
import { afterEach, expect, test } from 'vitest'
import { type Firm, startFirm, tickAll, wrongAnywhere } from './support/firm.ts'
import { liveInFirm } from './support/firm-life.ts'
import { readMeetings } from './support/mirror.ts'

/*
 * Random moments in the life of a firm, each followed by one sweep: every user's mirror is Calendly, every account counts
 * exactly what changed for its user, and a sweep after that finds nothing. A seed replays: SWEEP_SEED=7.
 */

const rounds = process.env.PROVE ? 100 : 3
const firstSeed = Number(process.env.SWEEP_SEED ?? 1)

let firm: Firm

afterEach(() => firm?.close())

test.each([
  ['that move with every change', {}],
  ['that hardly move', { reassignMovesEvent: false, groupChangeMovesEvent: false, guestMovesEvent: false }],
])(
  'with stamps %s, random moments end in the mirrors that Calendly is, counted exactly',
  async (_stamps, quirks) => {
    // The owner, an admin, the hosts of the round robin, of the collective type and of the webinar.
    firm = await startFirm(0, 12, { quirks })
    for (let seed = firstSeed; seed < firstSeed + rounds; seed++) await live(seed)
  },
  1_800_000,
)

async function live(seed: number): Promise<void> {
  const { simulator, clock, members, pool } = firm
  // Another day: what was asked yesterday may be asked again.
  await pool.query('UPDATE calendly_sync.accounts SET asked_count = 0, asked_on = NULL')
  await pool.query('UPDATE calendly_sync.meeting_accounts SET asked_at = NULL')
  const before = await mirrors()
  const random = seededRandom(seed)
  const hosts = members.map((member) => member.host)
  const deeds = liveInFirm(simulator.world, random, hosts, random.int(1, 25))
  const told = `seed ${seed}:\n${deeds.join('\n')}`
  // Conferences are ready; and no meeting of the past gets so old meanwhile that its details fade.
  clock.advance(20_000)
  simulator.requests.clear()
  const run = await tickAll(firm)
  expect(run, told).toMatchObject({ state: 'succeeded', errors: [] })
  expect(await wrongAnywhere(firm), told).toEqual([])
  const after = await mirrors()
  for (const { accountId, userId, ...counts } of run.accounts) {
    const changed = countChanges(before.get(userId), after.get(userId))
    expect({ new: counts.new, updated: counts.updated, deleted: counts.deleted }, told).toEqual(changed)
  }
  expect(invitedTwice(), told).toEqual([])
  const again = await tickAll(firm)
  expect(again, told).toMatchObject({ state: 'succeeded', new: 0, updated: 0, deleted: 0 })
  expect((await pool.query(foreignChanges)).rows, told).toEqual([{ count: 0 }])
}

/** Events whose invitees were listed more than once: two hosts are one call. */
function invitedTwice(): string[] {
  const lists = firm.simulator.requests
    .all()
    .filter(({ template }) => template === '/scheduled_events/{uuid}/invitees')
    .map(({ path }) => path)
  return lists.filter((path, n) => lists.indexOf(path) !== n)
}

type Mirror = ReadonlyMap<string, Meeting>

async function mirrors(): Promise<Map<string, Mirror>> {
  const all = new Map<string, Mirror>()
  for (const { userId } of firm.members) all.set(userId, await readMeetings(firm.sync, userId))
  return all
}

/** As the contract counts: each meeting once, by what it was and what it is. */
function countChanges(before: Mirror = new Map(), after: Mirror = new Map()) {
  const counts = { new: 0, updated: 0, deleted: 0 }
  for (const [uuid, meeting] of after) {
    const old = before.get(uuid)
    if (old && old.updatedAt === meeting.updatedAt) continue
    if (meeting.isDeleted && !old?.isDeleted) counts.deleted += 1
    else if (old) counts.updated += 1
    else counts.new += 1
  }
  return counts
}

/** History that names a run of somebody else's account. */
const foreignChanges = `
  SELECT count(*)::int FROM calendly_sync.changes c JOIN calendly_sync.account_runs r ON r.id = c.account_run_id
  WHERE r.user_id <> c.user_id`
