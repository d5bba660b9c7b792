import { randomBytes, randomUUID } from 'node:crypto'
import type { Sync } from 'calendly-sync-engine'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readMeetings } from '../engine/support/mirror.ts'
import { createRig, importRun, type Rig, syncNow } from '../engine/support/rig.ts'
import { until } from '../engine/support/until.ts'
import { idle } from './support/idle.ts'

/* Any number of accounts for a user, each with a token of its own that he has pasted (contract: accounts). */

const hourMs = 3_600_000
const dayMs = 24 * hourMs

let rig: Rig
let sync: Sync
let adviser: string
let member: string

beforeAll(async () => {
  rig = await createRig({
    simulator: { world: 'empty' },
    sync: {
      users: 'matched',
      calendly: { personalAccessToken: undefined },
      encryptionKeys: [{ id: 'k1', key: randomBytes(32) }],
    },
  })
  sync = await rig.start()
  adviser = rig.simulator.people.adviser
  member = rig.simulator.people.member
}, 60_000)
afterAll(() => rig?.close())

async function newUser(): Promise<string> {
  const id = randomUUID()
  await sync.users.ensure({ id, email: `${id}@platform.example`, isEmailVouched: true })
  return id
}

function book(hosts: readonly string[], name: string): string {
  const start = Math.ceil(rig.clock.now() / dayMs) * dayMs + 2 * dayMs + Math.random() * 20 * dayMs
  const invitee = { name, email: `${name.toLowerCase()}@example.com` }
  const { event } = rig.simulator.world.book({ hosts, start: Math.floor(start / hourMs) * hourMs, invitee })
  return event.slice(event.lastIndexOf('/') + 1)
}

async function connected(userId: string, token: string): Promise<string> {
  const { id } = await sync.accounts.connect(userId, token)
  await idle(sync, userId)
  return id
}

async function refusal(promise: Promise<unknown>): Promise<string> {
  const error: unknown = await promise.then(() => undefined).catch((thrown: unknown) => thrown)
  return error instanceof Error && 'code' in error ? String(error.code) : 'none'
}

test('without an account a user is told to connect one', async () => {
  const status = await sync.status(await newUser())
  expect(status.connected).toBe(false)
  expect(status.problem?.code).toBe('not_connected')
})

test('a pasted token connects its Calendly user, and the meetings come at once', async () => {
  const uuid = book([adviser], 'Anna')
  const userId = await newUser()
  await connected(userId, rig.simulator.tokens.adviser)
  expect([...(await readMeetings(sync, userId)).keys()]).toContain(uuid)
  const [account] = await sync.accounts.list(userId)
  expect(account).toMatchObject({ state: 'active', role: 'owner', problem: null })
})

test('two accounts of a user that show the same meeting make one row, with both named', async () => {
  const shared = book([adviser, member], 'Shared')
  const userId = await newUser()
  const first = await connected(userId, rig.simulator.tokens.adviser)
  const second = await connected(userId, rig.simulator.tokens.member)
  await until('the second account has shown it', async () => {
    const meeting = (await readMeetings(sync, userId)).get(shared)
    return meeting?.accountIds.length === 2 && meeting.accountIds
  })
  const { rows } = await rig.pool.query(
    'SELECT count(*)::int FROM meetings WHERE user_id = $1 AND calendly_event_uuid = $2',
    [userId, shared],
  )
  expect(rows).toEqual([{ count: 1 }])
  expect((await readMeetings(sync, userId)).get(shared)?.accountIds).toEqual([first, second])
})

test('two users may connect the same Calendly user; each has rows of his own, and disconnects alone', async () => {
  const uuid = book([member], 'Twice')
  const [one, other] = [await newUser(), await newUser()]
  const account = await connected(one, rig.simulator.tokens.of(member))
  await connected(other, rig.simulator.tokens.of(member))
  expect(await sync.accounts.disconnect(one, account, 'erase')).toBe(true)
  expect((await readMeetings(sync, one)).size).toBe(0)
  expect([...(await readMeetings(sync, other)).keys()]).toContain(uuid)
  await syncNow(sync, other)
  expect((await sync.accounts.list(other))[0]?.state).toBe('active')
})

test('connecting the same Calendly user again gives the account the new token', async () => {
  const { tokens } = rig.simulator
  const userId = await newUser()
  const old = tokens.issue({ user: adviser })
  const id = await connected(userId, old)
  tokens.revoke(old)
  await syncNow(sync, userId)
  expect((await sync.accounts.list(userId))[0]).toMatchObject({
    state: 'reconnect',
    problem: { code: 'unauthenticated' },
  })
  const missed = book([adviser], 'Missed')
  expect(await connected(userId, tokens.issue({ user: adviser }))).toBe(id)
  await until('what was missed', async () => (await readMeetings(sync, userId)).has(missed))
  expect((await sync.accounts.list(userId))[0]).toMatchObject({ id, state: 'active', problem: null })
})

test('a token that Calendly refuses, or that may not read meetings, connects nothing and says why', async () => {
  const { tokens } = rig.simulator
  const userId = await newUser()
  expect(await refusal(sync.accounts.connect(userId, 'no-such-token'))).toBe('token_refused')
  const narrow = tokens.issue({ user: adviser, scopes: ['users:read'] })
  expect(await refusal(sync.accounts.connect(userId, narrow))).toBe('scope_missing')
  expect(await sync.accounts.list(userId)).toEqual([])
  const { rows } = await rig.pool.query('SELECT FROM calendly_sync.credentials WHERE user_id = $1', [userId])
  expect(rows).toEqual([])
})

test('disconnecting keeps the meetings, or erases those that no other account shows', async () => {
  const { tokens } = rig.simulator
  const own = book([member], 'Own')
  const shared = book([adviser, member], 'Both')
  const userId = await newUser()
  await connected(userId, tokens.adviser)
  const second = await connected(userId, tokens.member)
  await until('both accounts show it', async () => {
    return (await readMeetings(sync, userId)).get(shared)?.accountIds.length === 2
  })
  expect(await sync.accounts.disconnect(userId, second, 'keep')).toBe(true)
  expect((await readMeetings(sync, userId)).get(own)).toMatchObject({ isDeleted: false, accountIds: [] })
  expect(await sync.accounts.disconnect(userId, second, 'keep')).toBe(false)

  const third = await connected(userId, tokens.member)
  expect(await sync.accounts.disconnect(userId, third, 'erase')).toBe(true)
  const left = await readMeetings(sync, userId)
  expect(left.has(own)).toBe(false)
  expect(left.get(shared)?.accountIds).toHaveLength(1)
  const traces = await rig.pool.query(
    `SELECT (SELECT count(*) FROM calendly_sync.credentials WHERE user_id = $1)::int AS tokens,
       (SELECT count(*) FROM clients WHERE user_id = $1 AND email = 'own@example.com')::int AS clients,
       (SELECT count(*) FROM calendly_sync.changes WHERE user_id = $1 AND after::text LIKE '%own@example.com%')::int AS history`,
    [userId],
  )
  expect(traces.rows).toEqual([{ tokens: 1, clients: 0, history: 0 }])
})

test('nobody disconnects somebody else’s account', async () => {
  const userId = await newUser()
  const id = await connected(userId, rig.simulator.tokens.member)
  expect(await sync.accounts.disconnect(await newUser(), id, 'erase')).toBe(false)
  expect(await sync.accounts.list(userId)).toHaveLength(1)
})

test('connecting and disconnecting are in the audit log, which cannot be changed', async () => {
  const userId = await newUser()
  const id = await connected(userId, rig.simulator.tokens.member)
  await sync.accounts.disconnect(userId, id, 'keep')
  const { rows } = await rig.pool.query(
    'SELECT action, facts FROM calendly_sync.audit_log WHERE user_id = $1 ORDER BY id',
    [userId],
  )
  expect(rows).toEqual([
    { action: 'account.connected', facts: { accountId: id, kind: 'pat' } },
    { action: 'account.disconnected', facts: { accountId: id, data: 'keep' } },
  ])
  const client = await rig.pool.connect()
  try {
    await client.query(
      `BEGIN; SET LOCAL ROLE calendly_sync_app; SET LOCAL calendly_sync.user_ids = '${userId}'`,
    )
    expect((await client.query('SELECT FROM calendly_sync.audit_log')).rowCount).toBe(2)
    await expect(client.query('UPDATE calendly_sync.audit_log SET actor = NULL')).rejects.toThrow(
      /permission denied/,
    )
    await client.query('ROLLBACK')
    await client.query(
      `BEGIN; SET LOCAL ROLE calendly_sync_app; SET LOCAL calendly_sync.user_ids = '${userId}'`,
    )
    await expect(client.query('SELECT FROM calendly_sync.credentials')).rejects.toThrow(/permission denied/)
  } finally {
    await client.query('ROLLBACK')
    client.release()
  }
})

test('tokens are sealed at rest', async () => {
  const userId = await newUser()
  const token = rig.simulator.tokens.issue({ user: member })
  await connected(userId, token)
  const { rows } = await rig.pool.query(
    'SELECT c::text AS row FROM calendly_sync.credentials c WHERE user_id = $1',
    [userId],
  )
  expect(rows).toHaveLength(1)
  expect(rows[0].row).not.toContain(token)
  expect(rows[0].row).toContain('v1.k1.')
})

test('a run under way ends with the account that it was for', async () => {
  const userId = await newUser()
  const held = rig.simulator.faults.hold({
    template: '/scheduled_events',
    when: ({ query }) => query.max_start_time !== undefined, // of the import, not of the probe before
  })
  const { id } = await sync.accounts.connect(userId, rig.simulator.tokens.of(adviser))
  await held.arrived
  await sync.accounts.disconnect(userId, id, 'erase')
  held.release()
  await importRun(sync, userId)
  expect((await readMeetings(sync, userId)).size).toBe(0)
})
