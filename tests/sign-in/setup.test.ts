import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Json, rows, until } from '../server/support/installation.ts'
import { type AccountsInstallation, startAccounts } from './support/installation.ts'
import type { Person } from './support/person.ts'

/* What the installation needs and has is the operator's business. */

let server: AccountsInstallation
let owner: Person

beforeAll(async () => {
  server = await startAccounts()
  owner = await server.owner()
})
afterAll(async () => {
  expect(await server.stop()).toBe(0)
})

const states = async () => {
  const { body } = await owner.get('/api/setup')
  return Object.fromEntries(rows(body.data).map(({ name, state }) => [name, state])) as Record<
    string,
    unknown
  >
}

test('an owner is told of every part how it is, and what to do about it', async () => {
  expect(await states()).toEqual({
    Configuration: 'ok',
    Database: 'ok',
    'Postgres version': 'ok',
    Connections: 'ok',
    Migrations: 'ok',
    'Row-level security': 'ok',
    'Encryption keys': 'ok',
    'Calendly token': 'ok',
    'Calls a minute': 'ok',
    Clock: 'ok',
    PUBLIC_URL: 'fault',
    'Signing key': 'off',
    Webhooks: 'off',
    SMTP: 'off',
  })
  const { body } = await owner.get('/api/setup')
  expect(String(body.ok)).toBe('false')
  expect(rows(body.data).find(({ name }) => String(name) === 'PUBLIC_URL')).toMatchObject({
    message: expect.stringContaining('not reachable'),
    fix: expect.stringContaining('https address'),
  })
  expect(rows(body.data).find(({ name }) => String(name) === 'Clock')).toMatchObject({
    message: expect.stringMatching(/^within \d+ s of Calendly's and the database's$/),
    fix: null,
  })
})

test('once somebody is connected, webhooks are looked at as well', async () => {
  const member = await server.member(owner, 'clara@falkenberg-partner.example')
  await until(
    () => member.get('/api/calendly/status'),
    ({ body }: { body: Json }) => String(body.connected) === 'true',
  )
  await until(states, (now) => now.Webhooks === 'ok')
})

test('nobody else is', async () => {
  const member = await server.member(owner, 'jonas@falkenberg-partner.example')
  expect(await member.get('/api/setup')).toMatchObject({ status: 403, body: { code: 'not_operator' } })
  expect(await server.visitor().get('/api/setup')).toMatchObject({ status: 401 })
})
