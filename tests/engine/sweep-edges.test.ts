import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { EventResource } from 'calendly-simulator'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Firm, join, type Member, startFirm, tickAll, wrongAnywhere } from './support/firm.ts'
import { readMeetings } from './support/mirror.ts'
import { finished, syncNow } from './support/rig.ts'
import { last } from './support/truth.ts'
import { until } from './support/until.ts'

/* What a sweep is not, and what its list does not show. */

const dayMs = 86_400_000
const lists = '/scheduled_events'
const oneEvent = '/scheduled_events/{uuid}'
const ofAll = ({ query }: { readonly query: Readonly<Record<string, string>> }) => query.user === undefined

let firm: Firm
let owner: Member
let ann: Member
let bob: Member

beforeAll(async () => {
  firm = await startFirm(0, 5)
  const [first, , , second, third] = firm.members
  if (!first || !second || !third) throw new Error('the firm has members')
  owner = first
  ann = second
  bob = third
}, 120_000)
beforeEach(async () => {
  // Another day, on which nothing is missing yet.
  await firm.pool.query('UPDATE calendly_sync.accounts SET asked_count = 0, brake_since = NULL')
  await firm.pool.query('UPDATE calendly_sync.meeting_accounts SET missing_since = NULL, asked_at = NULL')
  firm.simulator.requests.clear()
})
afterEach(() => firm.simulator.faults.clear())
afterAll(() => firm?.close())

test('a manual sync reads the own meetings and never the whole firm', async () => {
  const { requests } = firm.simulator
  expect(await syncNow(firm.sync, ann.userId)).toMatchObject({ state: 'succeeded' })
  expect(listsOf(requests.all()).filter(ofAll)).toEqual([])
  expect(new Set(listsOf(requests.all()).map(({ query }) => query.user))).toEqual(new Set([ann.host]))
})

test('an account whose own run is under way is left to it, and the sweep goes on without it', async () => {
  const { faults, requests } = firm.simulator
  const held = faults.hold({ template: lists, when: ({ query }) => query.user === ann.host })
  const manual = await firm.sync.sync(ann.userId)
  await held.arrived
  const operator = randomUUID()
  const tick = await firm.sync.trigger('everyone', operator)
  const asSeen = () => firm.sync.runs.get({ userId: operator, isOperator: true }, tick.id)
  const run = await until('the end of the sweep', async () => {
    const seen = await asSeen()
    return seen?.accounts.filter((one) => one.finishedAt).length === firm.members.length - 1 && seen
  })
  expect(run.accounts.find(({ userId }) => userId === ann.userId)).toMatchObject({ state: 'running' })
  expect(listsOf(requests.all()).filter((one) => ofAll(one) && !one.query.page_token)).toHaveLength(1)
  held.release()
  expect(await finished(firm.sync, ann.userId, manual.id)).toMatchObject({ state: 'succeeded' })
  expect((await asSeen())?.finishedAt).not.toBeNull()
})

test('an account with an interval of its own is on no grid, and in no sweep', async () => {
  const [account] = await firm.sync.accounts.list(bob.userId)
  await firm.sync.accounts.setInterval(bob.userId, account?.id ?? '', 60)
  await tickAll(firm)
  const { requests } = firm.simulator
  expect(listsOf(requests.all()).map(({ query }) => query.user)).toContain(bob.host)
  await firm.sync.accounts.setInterval(bob.userId, account?.id ?? '', null)
  requests.clear()
  await tickAll(firm)
  expect(listsOf(requests.all()).map(({ query }) => query.user)).not.toContain(bob.host)
})

test('a new match is imported by itself, beside the ticks of the others, and joins them afterwards', async () => {
  const { world, requests } = firm.simulator
  const user = world.users()[9]
  if (!user) throw new Error('the firm has fifty')
  const late = { userId: randomUUID(), host: user.uri, email: user.email }
  await join(firm, late)
  await tickAll(firm)
  await until('the import', async () => (await firm.sync.status(late.userId)).completeAsOf !== null)
  const all = Object.assign(Object.create(firm), { members: [...firm.members, late] }) as Firm
  expect(await wrongAnywhere(all)).toEqual([])
  requests.clear()
  expect((await tickAll(firm)).accounts).toHaveLength(6)
  expect(listsOf(requests.all()).map(({ query }) => query.user)).not.toContain(late.host)
})

test('a meeting of the owner in another organization is shown by his own list alone, and is kept', async () => {
  const { world } = firm.simulator
  const elsewhere = world.addUser({ name: 'Elsa Where', email: 'elsa@elsewhere.example' })
  const eventType = world.addEventType({ name: 'Elsewhere', hosts: [elsewhere, owner.host] })
  const { event } = book(owner.host, { eventType })
  expect(await tickAll(firm)).toMatchObject({ state: 'succeeded', new: 1 })
  firm.simulator.requests.clear()
  expect(await tickAll(firm)).toMatchObject({ state: 'succeeded', new: 0, updated: 0, deleted: 0 })
  expect(firm.simulator.requests.count({ template: oneEvent })).toBe(0)
  expect((await readMeetings(firm.sync, owner.userId)).get(last(event))).toMatchObject({ isDeleted: false })
})

test('two hosts of one meeting are one call for its invitees, and a row each', async () => {
  const { event } = book([ann.host, bob.host, owner.host])
  expect(await tickAll(firm)).toMatchObject({ state: 'succeeded', new: 3 })
  expect(firm.simulator.requests.count({ template: '/scheduled_events/{uuid}/invitees' })).toBe(1)
  for (const { userId } of [ann, bob, owner]) {
    const meeting = (await readMeetings(firm.sync, userId)).get(last(event))
    expect(meeting?.attendees).toMatchObject([{ email: expect.stringMatching(/@client\.example$/) }])
  }
})

test('a meeting that changes hands leaves one and appears with the other in one tick, without a question', async () => {
  const { world, requests } = firm.simulator
  const { event } = book(ann.host)
  await tickAll(firm)
  for (const [from, to] of [
    [ann, bob],
    [bob, ann],
  ] as const) {
    world.reassignHost(event, { from: from.host, to: to.host })
    requests.clear()
    await tickAll(firm)
    expect(requests.count({ template: oneEvent })).toBe(0)
    const rowOf = async ({ userId }: Member) => (await readMeetings(firm.sync, userId)).get(last(event))
    expect(await rowOf(from)).toMatchObject({ isDeleted: true, deletedReason: 'reassigned' })
    expect(await rowOf(to)).toMatchObject({ isDeleted: false, deletedReason: null })
  }
})

test('a meeting that goes from one account of a user to another stays one live row, seen through both', async () => {
  const { world, requests } = firm.simulator
  const second = world.users()[12]?.uri ?? ''
  await firm.pool.query(
    `INSERT INTO calendly_sync.accounts (user_id, calendly_user, organization, credential, coverage, next_sync_at)
     SELECT user_id, $2, organization, credential, coverage, next_sync_at FROM calendly_sync.accounts WHERE user_id = $1`,
    [ann.userId, second],
  )
  const { event } = book(ann.host)
  await tickAll(firm)
  world.reassignHost(event, { from: ann.host, to: second })
  for (const questions of [1, 0]) {
    requests.clear()
    expect(await tickAll(firm)).toMatchObject({ state: 'succeeded', deleted: 0 })
    // The account that it has left asks where it is, once a day.
    expect(requests.count({ template: oneEvent })).toBe(questions)
    expect((await readMeetings(firm.sync, ann.userId)).get(last(event))).toMatchObject({ isDeleted: false })
  }
  const { rows } = await firm.pool.query(
    `SELECT count(*)::int AS accounts FROM calendly_sync.meeting_accounts a
     JOIN calendly_sync.scheduled_events e ON e.id = a.meeting_id WHERE e.uuid = $1`,
    [last(event)],
  )
  expect(rows).toEqual([{ accounts: 2 }])
  await firm.pool.query('DELETE FROM calendly_sync.accounts WHERE calendly_user = $1', [second])
})

test('an event that names no host is read alone before it is judged, and stays whose it was', async () => {
  const { world, requests } = firm.simulator
  const { event } = book(ann.host)
  await tickAll(firm)
  const before = await countMeetings()
  const stranger = { ...hostless(event), uri: 'https://api.calendly.com/scheduled_events/NOBODYS' }
  showOnly([...world.events().filter(isAhead).filter(isOthers(event)), hostless(event), stranger])
  requests.clear()
  expect(await tickAll(firm)).toMatchObject({ state: 'succeeded', deleted: 0, updated: 0, new: 0 })
  expect(requests.count({ template: oneEvent })).toBe(1)
  expect(await countMeetings()).toEqual(before)
  requests.clear()
  await tickAll(firm)
  expect(requests.count({ template: oneEvent })).toBe(0)
})

test('a list that has gone empty kills nobody’s meetings; each account asks for its own, within its own brake', async () => {
  firm.simulator.faults.add({ template: lists, when: ofAll, kind: 'emptyList' })
  const before = await countMeetings()
  const run = await tickAll(firm)
  expect(run).toMatchObject({ deleted: 0, updated: 0 })
  expect(await countMeetings()).toEqual(before)
  const { rows } = await firm.pool.query<{ asked_count: number; calendly_user: string }>(
    'SELECT asked_count, calendly_user FROM calendly_sync.accounts',
  )
  for (const { asked_count, calendly_user } of rows) {
    if (calendly_user === owner.host) expect(asked_count).toBe(0)
    else expect(asked_count).toBeLessThanOrEqual(20)
  }
})

test('accounts that are disconnected in the middle of a sweep, the leading one too, end it for themselves alone', async () => {
  const held = firm.simulator.faults.hold({ template: lists, when: ofAll })
  const operator = randomUUID()
  const tick = await firm.sync.trigger('everyone', operator)
  await held.arrived
  const leading = await until('the heartbeat', async () => {
    const { rows } = await firm.pool.query<{ account_id: string }>(
      'SELECT account_id FROM calendly_sync.account_runs WHERE finished_at IS NULL AND requests > 0',
    )
    return rows[0]?.account_id
  })
  const other = tick.accounts.find(({ accountId }) => accountId !== leading)?.accountId
  for (const table of ['account_runs WHERE account_id', 'accounts WHERE id'])
    await firm.pool.query(`DELETE FROM calendly_sync.${table} = ANY ($1::uuid[])`, [[leading, other]])
  await sleep(3500) // two heartbeats
  const beganMs = performance.now()
  held.release()
  const run = await until('the end of the sweep', async () => {
    const seen = await firm.sync.runs.get({ userId: operator, isOperator: true }, tick.id)
    return seen?.finishedAt ? seen : undefined
  })
  expect(run.accounts.map(({ state }) => state)).toEqual(tick.accounts.slice(2).map(() => 'succeeded'))
  // Sooner than anybody could have taken them over.
  expect(performance.now() - beganMs).toBeLessThan(8000)
})

let booked = 0

function book(host: string | string[], more: { readonly eventType?: string } = {}) {
  booked += 1
  return firm.simulator.world.book({
    hosts: [host].flat(),
    start: firm.clock.now() + dayMs + booked * 3_600_000,
    invitee: { name: `Guest ${booked}`, email: `guest${booked}@client.example` },
    location: { kind: 'physical', text: 'Markt 5' },
    ...more,
  })
}

function hostless(event: string): EventResource {
  const shown = firm.simulator.world.event(event)
  if (!shown) throw new Error('the event was booked')
  return { ...shown, event_memberships: [] }
}

const isAhead = ({ start_time }: EventResource) => Date.parse(start_time) > firm.clock.now() - 2 * dayMs
const isOthers = (uri: string) => (event: EventResource) => event.uri !== uri

/** The organization's list shows these, a hundred a page, whatever there is. */
function showOnly(events: readonly EventResource[]): void {
  const pages = Array.from({ length: Math.ceil(events.length / 100) }, (_, n) =>
    events.slice(n * 100, n * 100 + 100),
  )
  for (const [n, collection] of pages.entries()) {
    const next = n + 1 < pages.length ? `page${n + 1}` : null
    const pagination = {
      count: collection.length,
      next_page: next && `https://api.calendly.com/scheduled_events?page_token=${next}`,
      next_page_token: next,
    }
    firm.simulator.faults.add({
      template: lists,
      when: ({ query }) =>
        query.user === undefined && query.page_token === (n === 0 ? undefined : `page${n}`),
      kind: 'status',
      status: 200,
      body: { collection, pagination },
    })
  }
}

function listsOf<Call extends { readonly template: string }>(calls: readonly Call[]): Call[] {
  return calls.filter(({ template }) => template === lists)
}

async function countMeetings(): Promise<number[]> {
  return Promise.all(
    firm.members.map(async ({ userId }) => {
      const meetings = [...(await readMeetings(firm.sync, userId)).values()]
      return meetings.filter((meeting) => !meeting.isDeleted).length
    }),
  )
}
