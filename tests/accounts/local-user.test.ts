import { createSync } from 'calendly-sync-engine'
import { expect, onTestFinished, test } from 'vitest'
import { getJson, post, startInstallation } from '../server/support/installation.ts'
import { createTestDatabase } from '../support/database.ts'

/* AUTH_MODE=local: an account that is connected in the first moment of a server belongs to the one user, not to nobody. */

test('without a token of the installation’s the one user is known from the first moment', async () => {
  const database = await createTestDatabase()
  const sync = createSync({ users: 'local', database, calendly: {} })
  onTestFinished(async () => {
    await sync.stop()
    await database.drop()
  })
  const user = await sync.users.local()
  expect(user).toBeDefined()
  expect(await sync.users.local()).toBe(user)
})

test('before Calendly has told whose the token is, nothing is connected for nobody', async () => {
  const server = await startInstallation({
    fill: ({ faults }) => void faults.add({ kind: 'status', status: 503, template: '/users/me' }),
  })
  onTestFinished(() => server.stop().then(() => undefined))
  const connect = () =>
    getJson(`${server.url}/api/calendly/accounts`, post({ token: server.simulator.tokens.member }))

  const early = await connect()
  expect([early.status, early.body.code, early.headers.get('retry-after')]).toEqual([
    409,
    'user_unknown',
    '2',
  ])

  server.simulator.faults.clear()
  await expect
    .poll(async () => (await getJson(`${server.url}/api/calendly/status`)).body.accounts)
    .toHaveLength(1)
  expect((await connect()).status).toBe(201)
  expect((await getJson(`${server.url}/api/calendly/status`)).body.accounts).toHaveLength(2)
})
