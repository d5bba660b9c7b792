import { randomBytes } from 'node:crypto'
import { tmpdir } from 'node:os'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createRig, type Rig } from '../engine/support/rig.ts'
import { startCommand } from '../server/support/command.ts'
import { idle } from './support/idle.ts'

/* What an operator does at the shell with accounts that people have connected. */

const userId = '5a8a2b3e-6a0f-4f0e-8d0a-2b6c1f0f7a11'
const key = randomBytes(32)

let rig: Rig
let environment: Record<string, string>

beforeAll(async () => {
  rig = await createRig({ simulator: { world: 'empty' } })
  const sync = await rig.start({
    users: 'matched',
    calendly: { personalAccessToken: undefined },
    encryptionKeys: [{ id: 'k1', key }],
  })
  await sync.users.ensure({ id: userId, email: 'ada@platform.example', isEmailVouched: true })
  environment = {
    DATABASE_URL: rig.connectionString,
    CALENDLY_API_URL: rig.url,
    DATA_DIR: tmpdir(),
    JWT_SECRET: randomBytes(48).toString('base64'),
    ENCRYPTION_KEYS: `k1:${key.toString('base64')}`,
  }
}, 60_000)
afterAll(() => rig?.close())

test('an account is disconnected, once; another id and another user find nothing', async () => {
  const { id } = await rig.sync.accounts.connect(userId, rig.simulator.tokens.adviser)
  await idle(rig.sync, userId)
  const command = (words: string) => startCommand(`accounts disconnect ${words}`, environment, tmpdir()).ended
  const refused = [
    `nonsense --user ${userId}`,
    `${id} --user 00000000-0000-4000-8000-000000000000`,
    `${id} --user ${userId} --data burn`,
  ]
  expect(await Promise.all(refused.map(command))).toMatchObject([
    { exitCode: 1 },
    { exitCode: 1 },
    { exitCode: 2 },
  ])
  expect(await command(`${id} --user ${userId} --data erase`)).toMatchObject({
    exitCode: 0,
    out: `Account ${id} is disconnected. What only it has shown is erased.\n`,
  })
  expect(await command(`${id} --user ${userId}`)).toMatchObject({ exitCode: 1 })
  expect(await rig.sync.accounts.list(userId)).toEqual([])
})
