import { randomBytes, randomUUID } from 'node:crypto'
import type { Sync } from 'calendly-sync-engine'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readMeetings } from '../engine/support/mirror.ts'
import { createRig, type Rig, syncNow } from '../engine/support/rig.ts'
import { idle } from './support/idle.ts'

/* A member whom the organization's token serves already brings a token of his own: no duplicates, and a way back. */

let rig: Rig
let sync: Sync
let userId: string

beforeAll(async () => {
  rig = await createRig({
    simulator: { world: 'empty' },
    sync: { users: 'matched', encryptionKeys: [{ id: 'k1', key: randomBytes(32) }] },
  })
  const { world, people } = rig.simulator
  for (const hosts of [[people.member], [people.member, people.adviser]])
    world.book({
      hosts,
      start: rig.clock.now() + 86_400_000 * hosts.length,
      invitee: { name: 'Anna', email: 'anna@example.com' },
    })
  sync = await rig.start()
  userId = randomUUID()
  const email = world.users().find(({ uri }) => uri === people.member)?.email ?? ''
  await sync.users.ensure({ id: userId, email, isEmailVouched: true })
  await idle(sync, userId)
}, 60_000)
afterAll(() => rig?.close())

test('his account goes on with his own token: the same account, the same rows', async () => {
  const [before] = await sync.accounts.list(userId)
  expect(before).toMatchObject({ connectedBy: 'installation', state: 'active' })
  const rows = await readMeetings(sync, userId)
  expect(rows.size).toBe(2)

  const { id } = await sync.accounts.connect(userId, rig.simulator.tokens.of(rig.simulator.people.member))
  await idle(sync, userId)
  expect(id).toBe(before?.id)
  expect(await sync.accounts.list(userId)).toMatchObject([{ id, connectedBy: 'token', state: 'active' }])
  expect((await syncNow(sync, userId)).new).toBe(0)
  expect(await readMeetings(sync, userId)).toEqual(rows)
})

test('signing in again, and the next start, leave him his own token', async () => {
  const { people, world } = rig.simulator
  const email = world.users().find(({ uri }) => uri === people.member)?.email ?? ''
  await sync.users.ensure({ id: userId, email, isEmailVouched: true })
  const again = await rig.start()
  await again.users.ensure({ id: userId, email, isEmailVouched: true })
  expect(await again.accounts.list(userId)).toMatchObject([{ connectedBy: 'token' }])
  await again.stop()
})

test('who disconnects is not matched again by himself, and his meetings stay until he says otherwise', async () => {
  const [account] = await sync.accounts.list(userId)
  const { people, world } = rig.simulator
  const email = world.users().find(({ uri }) => uri === people.member)?.email ?? ''
  await sync.accounts.disconnect(userId, account?.id ?? '', 'keep')
  expect((await readMeetings(sync, userId)).size).toBe(2)
  await sync.users.ensure({ id: userId, email, isEmailVouched: true })
  // The installation's token would do, but it is he who has left: an operator, or he himself, brings him back.
  expect(await sync.accounts.list(userId)).toEqual([])
})
