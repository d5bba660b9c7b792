import { randomUUID } from 'node:crypto'
import type { Status, Sync } from 'calendly-sync-engine'
import { expect, type TestContext, test } from 'vitest'
import { createRig, type Rig } from './support/rig.ts'
import { until } from './support/until.ts'

/* Who of our users is which member of the organization: found by the host application's list, by sign-in, or by hand. */

const usersQuery = 'SELECT id, email FROM people'
const clara = 'clara@falkenberg-partner.example'
const jonas = 'jonas@falkenberg-partner.example'

type Finished = Pick<TestContext, 'onTestFinished'>

/** Of each test its own, so that they can wait side by side. */
async function newRig({ onTestFinished }: Finished): Promise<Rig> {
  const rig = await createRig({ simulator: { world: 'empty' } })
  onTestFinished(() => rig.close())
  return rig
}

/** An engine on an organization of two, with the host application's list of its users. */
async function begin(
  context: Finished,
  people: Readonly<Record<string, string | null>>,
): Promise<{ rig: Rig; sync: Sync }> {
  const rig = await newRig(context)
  await rig.pool.query('CREATE TABLE people (id uuid PRIMARY KEY, email text)')
  for (const [id, email] of Object.entries(people))
    await rig.pool.query('INSERT INTO people VALUES ($1, $2)', [id, email])
  return { rig, sync: await rig.start({ users: 'matched', usersQuery }) }
}

/** As if a tick's time had passed, and waits until it has done what there was to do. */
async function tick(rig: Rig): Promise<void> {
  const turn = async () => {
    const { rows } = await rig.pool.query<{ at: string }>(
      "SELECT value #>> '{}' AS at FROM calendly_sync.settings WHERE name = 'turn:matching'",
    )
    return rows[0]?.at
  }
  const before = await until('the first turn', turn)
  await rig.pool.query(
    "UPDATE calendly_sync.settings SET value = to_jsonb(now() - interval '2 days') WHERE name = 'turn:matching'",
  )
  await until('the next turn', async () => {
    const at = await turn()
    return at !== undefined && Date.parse(at) > Date.parse(before)
  })
  await new Promise((resolve) => setTimeout(resolve, 500))
}

const statusWith = (sync: Sync, userId: string, fits: (status: Status) => boolean) =>
  until('the status', async () => {
    const status = await sync.status(userId)
    return fits(status) ? status : undefined
  })

const connected = (sync: Sync, userId: string) => statusWith(sync, userId, (status) => status.connected)
const imported = (sync: Sync, userId: string) =>
  statusWith(sync, userId, (status) => status.completeAsOf !== null)

const memberCalls = ({ simulator }: Rig) =>
  simulator.requests.count({ template: '/organization_memberships' })

test.concurrent('the users of the list are matched at the start', async (context) => {
  const [a, b, stranger] = [randomUUID(), randomUUID(), randomUUID()]
  const { sync } = await begin(context, {
    [a]: 'CLARA@falkenberg-partner.example',
    [b]: jonas,
    [stranger]: 'x@y.example',
    [randomUUID()]: null,
  })
  expect((await connected(sync, a)).accounts).toMatchObject([{ email: clara, role: 'owner' }])
  expect((await connected(sync, b)).accounts).toMatchObject([{ email: jonas, role: 'user' }])
  const { problem } = await sync.status(stranger)
  expect(problem).toMatchObject({
    code: 'email_unmatched',
    nextStep: expect.stringContaining('accounts link'),
  })
})

test.concurrent('a member who comes later is matched with the next tick; that costs one call, and none when nobody is missing', async (context) => {
  const [a, later] = [randomUUID(), randomUUID()]
  const { rig, sync } = await begin(context, { [a]: clara, [later]: 'nora@falkenberg-partner.example' })
  await imported(sync, a)
  rig.simulator.requests.clear()
  await tick(rig)
  await until('the call', () => memberCalls(rig) > 0)
  expect(memberCalls(rig)).toBe(1)
  expect((await sync.status(later)).connected).toBe(false)
  const { organization } = rig.simulator.people
  rig.simulator.world.addUser({ name: 'Nora Ahrens', email: 'Nora@falkenberg-partner.example', organization })
  await tick(rig)
  await imported(sync, later)
  rig.simulator.requests.clear()
  await tick(rig)
  expect(memberCalls(rig)).toBe(0)
})

test.concurrent('an address that only looks alike, or that nobody vouches for, is matched with nobody', async (context) => {
  const [alike, unvouched] = [randomUUID(), randomUUID()]
  const { rig, sync } = await begin(context, { [alike]: 'jon\u0430s@falkenberg-partner.example' }) // a Cyrillic a
  await sync.users.ensure({ id: unvouched, email: jonas, isEmailVouched: false })
  await tick(rig)
  for (const id of [alike, unvouched]) expect((await sync.status(id)).connected).toBe(false)
  expect((await sync.status(unvouched)).problem?.message).toContain('does not vouch')
})

test.concurrent('whom the list describes, the sign-in does not: another address in a token changes nothing', async (context) => {
  const id = randomUUID()
  const { rig, sync } = await begin(context, { [id]: 'nobody@elsewhere.example' })
  await tick(rig)
  await sync.users.ensure({ id, email: clara, isEmailVouched: true, name: 'Clara' })
  await tick(rig)
  expect((await sync.status(id)).connected).toBe(false)
  const { rows } = await rig.pool.query(
    'SELECT email, email_vouched FROM calendly_sync.users WHERE id = $1',
    [id],
  )
  expect(rows).toEqual([{ email: 'nobody@elsewhere.example', email_vouched: true }])
})

test.concurrent('whom the list drops is synced no more, whoever asks, and goes on by itself when it names him again', async (context) => {
  const [gone, stays] = [randomUUID(), randomUUID()]
  const { rig, sync } = await begin(context, { [gone]: jonas, [stays]: clara })
  await imported(sync, gone)
  await imported(sync, stays)
  await rig.pool.query('DELETE FROM people WHERE id = $1', [gone])
  await tick(rig)
  const left = await statusWith(sync, gone, ({ accounts }) => accounts[0]?.state === 'paused')
  expect(left.accounts).toMatchObject([
    { problem: { code: 'user_left', nextStep: expect.any(String), since: expect.any(String) } },
  ])
  expect((await sync.status(stays)).accounts).toMatchObject([{ state: 'active', problem: null }])
  // Neither a resuming, nor a manual sync, nor everybody's tick brings it back.
  expect(await sync.accounts.resume('everyone')).toBe(0)
  await expect(sync.sync(gone)).rejects.toMatchObject({ code: 'account_withheld' })
  const everybody = await sync.trigger('everyone')
  expect(everybody.accounts).toHaveLength(1)
  await rig.pool.query('INSERT INTO people VALUES ($1, $2)', [gone, jonas])
  await tick(rig)
  await statusWith(
    sync,
    gone,
    ({ accounts }) => accounts[0]?.state === 'active' && accounts[0].problem === null,
  )
})

test.concurrent('whom the list drops is not matched any more either', async (context) => {
  const [gone, stays] = [randomUUID(), randomUUID()]
  const late = 'nora@falkenberg-partner.example'
  const { rig, sync } = await begin(context, { [gone]: late, [stays]: clara })
  await imported(sync, stays)
  await rig.pool.query('DELETE FROM people WHERE id = $1', [gone])
  await tick(rig)
  const { organization } = rig.simulator.people
  rig.simulator.world.addUser({ name: 'Nora Ahrens', email: late, organization })
  await tick(rig)
  await sync.users.ensure({ id: gone, email: late, isEmailVouched: true })
  expect(await sync.status(gone)).toMatchObject({ connected: false, problem: { code: 'user_left' } })
})

test.concurrent('an account that was paused by hand stays so, before, while and after its user is dropped', async (context) => {
  const [gone, stays] = [randomUUID(), randomUUID()]
  const { rig, sync } = await begin(context, { [gone]: jonas, [stays]: clara })
  await imported(sync, gone)
  expect(await sync.accounts.pause(gone)).toBe(1)
  await rig.pool.query('DELETE FROM people WHERE id = $1', [gone])
  await tick(rig)
  await rig.pool.query('INSERT INTO people VALUES ($1, $2)', [gone, jonas])
  await tick(rig)
  expect((await sync.status(gone)).accounts).toMatchObject([{ state: 'paused', problem: null }])
})

test.concurrent('a list that suddenly names nobody, or cannot be read, is not believed', async (context) => {
  const id = randomUUID()
  const { rig, sync } = await begin(context, { [id]: clara })
  await imported(sync, id)
  await rig.pool.query('DELETE FROM people')
  await tick(rig)
  expect((await sync.status(id)).accounts).toMatchObject([{ state: 'active' }])
  await rig.pool.query('DROP TABLE people')
  await tick(rig)
  expect((await sync.status(id)).accounts).toMatchObject([{ state: 'active' }])
})

test.concurrent('an operator links a user with a member of another address, and unlinks them for good', async (context) => {
  const [a, odd] = [randomUUID(), randomUUID()]
  const { rig, sync } = await begin(context, { [a]: clara, [odd]: 'j.weidner@private.example' })
  await imported(sync, a)
  const { linking, status } = sync
  expect(await linking.list()).toMatchObject({
    accounts: [{ userId: a, email: clara }],
    unmatchedUsers: [{ id: odd, problem: { code: 'email_unmatched' } }],
    unmatchedUserCount: 1,
    unmatchedMembers: [{ email: jonas, uri: rig.simulator.people.member }],
  })
  await linking.link('j.weidner@private.example', jonas)
  await imported(sync, odd)
  expect(await linking.list()).toMatchObject({ unmatchedUsers: [], unmatchedMembers: [] })

  await linking.unlink(odd, rig.simulator.people.member)
  expect((await status(odd)).accounts).toMatchObject([{ state: 'paused', problem: { code: 'unlinked' } }])
  expect(await linking.list()).toMatchObject({ unmatchedUsers: [], unmatchedMembers: [{ email: jonas }] })
  await rig.pool.query('UPDATE people SET email = $2 WHERE id = $1', [odd, jonas])
  await tick(rig)
  expect(await sync.accounts.resume(odd)).toBe(0)
  expect((await status(odd)).accounts).toMatchObject([{ state: 'paused', problem: { code: 'unlinked' } }])
  await linking.link(odd, rig.simulator.people.member)
  expect((await status(odd)).accounts).toMatchObject([{ state: 'active', problem: null }])
})

test.concurrent('what cannot be linked is told with the next step', async (context) => {
  const [a, b, c] = [randomUUID(), randomUUID(), randomUUID()]
  const { rig, sync } = await begin(context, { [a]: clara, [b]: 'same@x.example', [c]: 'same@x.example' })
  await imported(sync, a)
  const { link, unlink } = sync.linking
  const member = rig.simulator.people.member
  await expect(link(randomUUID(), jonas)).rejects.toMatchObject({ code: 'no_user' })
  await expect(link('who', jonas)).rejects.toMatchObject({ code: 'no_user' })
  await expect(link('same@x.example', jonas)).rejects.toMatchObject({
    code: 'ambiguous_user',
    message: expect.stringContaining(b),
  })
  await expect(link(b, 'nobody@falkenberg-partner.example')).rejects.toMatchObject({ code: 'no_member' })
  await expect(link(b, `${member}X`)).rejects.toMatchObject({ code: 'no_member' })
  await expect(link(b, clara)).rejects.toMatchObject({
    code: 'already_linked',
    message: expect.stringContaining(a),
  })
  await expect(unlink(b, jonas)).rejects.toMatchObject({ code: 'no_account' })
  expect((await sync.status(b)).connected).toBe(false)
  await link(b, clara, { isShared: true })
  await connected(sync, b)
  await rig.pool.query('DELETE FROM people WHERE id = $1', [c])
  await tick(rig)
  await expect(link(c, member)).rejects.toMatchObject({
    code: 'no_user',
    message: expect.stringContaining('any more'),
  })
})

test.concurrent('without a token everybody is listed all the same, and nobody can be linked', async (context) => {
  const rig = await newRig(context)
  const sync = await rig.start({ users: 'matched', calendly: { personalAccessToken: undefined } })
  const id = randomUUID()
  await sync.users.ensure({ id, email: clara, isEmailVouched: true })
  expect(await sync.linking.list()).toEqual({
    accounts: [],
    unmatchedUsers: [{ id, email: clara, problem: expect.objectContaining({ code: 'not_connected' }) }],
    unmatchedUserCount: 1,
    unmatchedMembers: [],
  })
  await expect(sync.linking.link(id, clara)).rejects.toMatchObject({ code: 'no_token' })
})

test.concurrent('a member’s token sees nobody else, and says so', async (context) => {
  const rig = await newRig(context)
  const personalAccessToken = rig.simulator.tokens.member
  const sync = await rig.start({ users: 'matched', calendly: { personalAccessToken } })
  const [own, other] = [randomUUID(), randomUUID()]
  await sync.users.ensure({ id: own, email: jonas, isEmailVouched: true })
  await sync.users.ensure({ id: other, email: clara, isEmailVouched: true })
  await tick(rig)
  await connected(sync, own)
  const { problem } = await sync.status(other)
  expect(problem).toMatchObject({ code: 'email_unmatched', message: expect.stringContaining('a member’s') })
  rig.simulator.requests.clear()
  await tick(rig)
  expect(memberCalls(rig)).toBe(0)
  await expect(sync.linking.link(other, clara)).rejects.toMatchObject({ code: 'no_member' })
})
