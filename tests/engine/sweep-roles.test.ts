import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Firm, type Member, startFirm, tickAll, wrongAnywhere } from './support/firm.ts'
import { readMeetings } from './support/mirror.ts'
import { syncNow } from './support/rig.ts'

/* An owner's token reads for others only as long as its user is owner or admin, and they are members (H22, H23). */

const dayMs = 86_400_000
const memberships = '/organization_memberships'

let firm: Firm
let owner: Member
let colleague: Member

beforeAll(async () => {
  firm = await startFirm(0, 6)
  const [first, , , , fifth] = firm.members
  if (!first || !fifth) throw new Error('the firm has six members')
  owner = first
  colleague = fifth
}, 120_000)
beforeEach(() => firm.simulator.requests.clear())
afterEach(() => firm.simulator.faults.clear())
afterAll(() => firm?.close())

test('a demoted admin falls back to his own meetings and is told; colleagues are told and keep what they have', async () => {
  const { world, requests } = firm.simulator
  const before = await liveCounts()
  world.setRole(owner.host, 'user')
  bookFor(owner)
  bookFor(colleague)

  await tickAll(firm)
  // The organization's list, who the token is and which role it has, and the own list.
  expect(requests.all().map(({ template }) => template)).toEqual([
    '/scheduled_events',
    '/users/me',
    memberships,
    '/scheduled_events',
    '/scheduled_events/{uuid}/invitees',
  ])
  const own = await accountOf(owner)
  expect(own).toMatchObject({ state: 'active', role: 'user', problem: { code: 'role_lost' } })
  expect(own?.problem?.message).toMatch(/only the own meetings/)
  for (const member of firm.members.slice(1)) {
    expect(await accountOf(member)).toMatchObject({
      state: 'limited',
      problem: { code: 'role_lost', nextStep: expect.stringMatching(/owner or admin again/) },
    })
  }
  const after = await liveCounts()
  expect(after.get(owner.userId)).toBe((before.get(owner.userId) ?? 0) + 1)
  for (const { userId } of firm.members.slice(1)) expect(after.get(userId)).toBe(before.get(userId))
})

test('while the role is lost a tick asks once for all colleagues, and a person is told the same', async () => {
  await tickAll(firm)
  const { requests } = firm.simulator
  expect(requests.all().map(({ query }) => query.user ?? 'all')).toEqual(['all', owner.host])

  requests.clear()
  const run = await syncNow(firm.sync, colleague.userId)
  expect(run).toMatchObject({ state: 'failed', errors: [{ code: 'role_lost' }] })
  expect(requests.count()).toBe(2)
  await syncNow(firm.sync, owner.userId)
  expect((await accountOf(owner))?.problem?.code).toBe('role_lost')
})

test('the role given back, the next tick reads for everybody and every problem is gone', async () => {
  firm.simulator.world.setRole(owner.host, 'owner')
  expect(await tickAll(firm)).toMatchObject({ state: 'succeeded', errors: [] })
  for (const member of firm.members)
    expect(await accountOf(member)).toMatchObject({ state: 'active', problem: null })
  expect(await accountOf(owner)).toMatchObject({ role: 'owner' })
  expect(await wrongAnywhere(firm)).toEqual([])
  firm.simulator.requests.clear()
  await tickAll(firm)
  expect(firm.simulator.requests.count({ template: '/users/me' })).toBe(0)
})

test('a list refused for no reason that a role explains fails for the colleagues, and for them alone', async () => {
  firm.simulator.faults.add({
    template: '/scheduled_events',
    when: ({ query }) => query.user === undefined,
    kind: 'status',
    status: 403,
  })
  await tickAll(firm)
  expect(await accountOf(owner)).toMatchObject({ state: 'active', problem: null, role: 'owner' })
  expect(await accountOf(colleague)).toMatchObject({ state: 'limited', problem: { code: 'forbidden' } })
  firm.simulator.faults.clear()
  expect(await tickAll(firm)).toMatchObject({ state: 'succeeded' })
})

test('a token that is revoked in the middle of the list ends everybody’s run, and nobody’s meetings', async () => {
  const before = await liveCounts()
  firm.simulator.faults.add({ template: '/scheduled_events', nth: 2, times: 1, kind: 'status', status: 401 })
  const run = await tickAll(firm)
  expect(run.accounts.map(({ errors }) => errors.map(({ code }) => code))).toEqual(
    firm.members.map(() => ['unauthenticated']),
  )
  for (const member of firm.members) expect(await accountOf(member)).toMatchObject({ state: 'reconnect' })
  expect(await liveCounts()).toEqual(before)
  firm.simulator.faults.clear()
  expect(await tickAll(firm)).toMatchObject({ state: 'succeeded' })
})

test('the invitees of one meeting that cannot be read are the trouble of its host alone', async () => {
  const { event } = bookFor(colleague)
  firm.simulator.faults.add({
    template: '/scheduled_events/{uuid}/invitees',
    when: ({ path }) => event.endsWith(path.split('/')[2] ?? '-'),
    kind: 'status',
    status: 403,
  })
  const run = await tickAll(firm)
  const states = run.accounts.map(({ userId, state }) => [userId === colleague.userId, state])
  expect(states.filter(([isHis]) => isHis)).toEqual([[true, 'partial']])
  expect(states.filter(([isHis, state]) => !isHis && state !== 'succeeded')).toEqual([])
  firm.simulator.faults.clear()
  firm.simulator.world.addGuest(event, 'guest@client.example')
  expect(await tickAll(firm)).toMatchObject({ state: 'succeeded' })
  expect(await wrongAnywhere(firm)).toEqual([])
})

test('who is missing in the daily list of members is asked for, flagged, asked for once a tick, and comes back', async () => {
  const { world, faults, requests } = firm.simulator
  const others = world.memberships().filter(({ user }) => user.uri !== colleague.host)
  faults.add({
    template: memberships,
    when: ({ query }) => query.user === undefined,
    kind: 'status',
    status: 200,
    body: { collection: others, pagination: { count: others.length, next_page: null } },
  })
  const left = faults.add({
    template: memberships,
    when: ({ query }) => query.user === colleague.host,
    kind: 'emptyList',
  })
  await firm.pool.query('UPDATE calendly_sync.accounts SET staff_read_at = NULL')
  const before = await liveCounts()
  bookFor(colleague)
  for (const _tick of [1, 2]) {
    requests.clear()
    const run = await tickAll(firm)
    expect(ofColleague(requests.all())).toBe(1)
    expect(run.accounts.filter(({ state }) => state === 'failed').map(({ userId }) => userId)).toEqual([
      colleague.userId,
    ])
    expect(await accountOf(colleague)).toMatchObject({ state: 'limited', problem: { code: 'not_a_member' } })
  }
  expect(await liveCounts()).toEqual(before)
  left()
  expect(await tickAll(firm)).toMatchObject({ state: 'succeeded' })
  expect(await accountOf(colleague)).toMatchObject({ state: 'active', problem: null })
  expect(await wrongAnywhere(firm)).toEqual([])
})

test('a member who was removed, and whose meetings vanished with him, keeps his rows and is told', async () => {
  const { world, requests } = firm.simulator
  const before = await liveCounts()
  world.removeUser(colleague.host, { events: 'vanish' })
  for (const _tick of [1, 2]) {
    requests.clear()
    await tickAll(firm)
    expect(ofColleague(requests.all())).toBeLessThanOrEqual(2)
    expect(requests.count({ template: '/scheduled_events/{uuid}' })).toBe(0)
    expect(await accountOf(colleague)).toMatchObject({ state: 'limited', problem: { code: 'not_a_member' } })
  }
  requests.clear()
  const run = await syncNow(firm.sync, colleague.userId)
  expect(run.errors.map(({ code }) => code)).toEqual(['not_a_member'])
  expect(requests.count()).toBeLessThanOrEqual(2)
  expect(await liveCounts()).toEqual(before)
  for (const member of firm.members)
    if (member !== colleague)
      expect(await accountOf(member)).toMatchObject({ state: 'active', problem: null })
})

test('an owner who was himself removed reads his own meetings, old and new, and is told why the others wait', async () => {
  const before = await liveCounts()
  firm.simulator.world.setRole(owner.host, 'admin') // an owner cannot be removed: he hands over first
  firm.simulator.world.removeUser(owner.host)
  bookFor(owner)
  await tickAll(firm)
  const told = { state: 'active', role: null, problem: { code: 'role_lost' } }
  expect(await accountOf(owner)).toMatchObject(told)
  expect(await syncNow(firm.sync, owner.userId)).toMatchObject({ state: 'succeeded' })
  expect(await accountOf(owner)).toMatchObject(told)
  const after = await liveCounts()
  expect(after.get(owner.userId)).toBe((before.get(owner.userId) ?? 0) + 1)
  const others = firm.members.slice(1)
  expect(others.map(({ userId }) => after.get(userId))).toEqual(
    others.map(({ userId }) => before.get(userId)),
  )
  for (const member of others) expect((await accountOf(member))?.problem?.code).toBe('role_lost')
})

let booked = 0

function bookFor({ host }: Member): { event: string; invitee: string } {
  booked += 1
  const { world, clock } = firm.simulator
  return world.book({
    host,
    start: clock.now() + dayMs + booked * 3_600_000,
    invitee: { name: `Guest ${booked}`, email: `guest${booked}@client.example` },
    location: { kind: 'physical', text: 'Markt 5' },
  })
}

function ofColleague(calls: readonly { readonly query: Readonly<Record<string, string>> }[]): number {
  return calls.filter(({ query }) => query.user === colleague.host).length
}

async function accountOf({ userId }: Member) {
  return (await firm.sync.status(userId)).accounts[0]
}

async function liveCounts(): Promise<Map<string, number>> {
  const counts = new Map<string, number>()
  for (const { userId } of firm.members) {
    const meetings = [...(await readMeetings(firm.sync, userId)).values()]
    counts.set(userId, meetings.filter((meeting) => !meeting.isDeleted).length)
  }
  return counts
}
