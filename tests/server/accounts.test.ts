import { randomBytes, randomUUID } from 'node:crypto'
import { tmpdir } from 'node:os'
import { PassThrough } from 'node:stream'
import { createSimulator, type Simulator } from 'calendly-simulator'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runCli } from '../../packages/server/src/cli/program.ts'
import { readConfig } from '../../packages/server/src/config.ts'
import { serve } from '../../packages/server/src/main.ts'
import { createTestDatabase } from '../support/database.ts'
import { freePort } from '../support/server.ts'
import { listLog, until } from './support/installation.ts'

/* The host application's users, and which member of the Calendly organization each of them is: from the shell. */

const [clara, jonas, odd] = [randomUUID(), randomUUID(), randomUUID()]
const jwtSecret = randomBytes(48).toString('base64')

let simulator: Simulator
let database: Awaited<ReturnType<typeof createTestDatabase>>
let admin: pg.Client
let environment: Record<string, string>

beforeAll(async () => {
  simulator = await createSimulator({ world: 'empty', rateLimitPerMinute: Number.POSITIVE_INFINITY })
  const { url } = await simulator.listen()
  database = await createTestDatabase({ migrated: false })
  admin = new pg.Client({ connectionString: database.connectionString })
  await admin.connect()
  await admin.query('CREATE SCHEMA app; CREATE TABLE app.users (id uuid PRIMARY KEY, mail text)')
  await admin.query(
    "INSERT INTO app.users VALUES ($1, 'clara@falkenberg-partner.example'), ($2, 'odd@x.example')",
    [clara, odd],
  )
  environment = {
    DATABASE_URL: database.connectionString,
    CALENDLY_PERSONAL_ACCESS_TOKEN: simulator.tokens.adviser,
    CALENDLY_API_URL: url,
    DATA_DIR: tmpdir(),
    HOST: '127.0.0.1',
    JWT_SECRET: jwtSecret,
    ENCRYPTION_KEYS: `k1:${randomBytes(32).toString('base64')}`,
    USERS_QUERY: 'SELECT id, mail AS email FROM app.users',
  }
})

afterAll(async () => {
  await admin.end()
  await simulator.close()
  await database.drop()
})

async function run(words: readonly string[], more: Record<string, string> = {}) {
  const [out, err] = [new PassThrough(), new PassThrough()]
  const exitCode = await runCli(words, {
    environment: { ...environment, ...more },
    folder: '/nowhere',
    out,
    err,
    isTerminal: false,
    signal: new AbortController().signal,
  })
  return { exitCode, out: String(out.read() ?? ''), err: String(err.read() ?? '') }
}

async function start(more: Record<string, string> = {}) {
  const { config } = readConfig({ ...environment, PORT: String(await freePort()), ...more }, false)
  const log: string[] = []
  const stopping = new AbortController()
  const ended = serve({ config, log: listLog(log), signal: stopping.signal })
  const stop = () => {
    stopping.abort()
    return ended
  }
  return { log, ended, stop }
}

test('a USERS_QUERY that does not work stops the start with 78 and what Postgres says; nothing is made', async () => {
  const { ended, log } = await start({ USERS_QUERY: 'SELECT id, email FROM app.users' })
  expect(await ended).toBe(78)
  expect(log.join('\n')).toMatch(/USERS_QUERY does not work: column "email" does not exist.*one SELECT/)
  const { rows } = await admin.query("SELECT FROM pg_namespace WHERE nspname = 'calendly_sync'")
  expect(rows).toEqual([])
  expect((await run(['doctor'], { USERS_QUERY: 'SELECT 1' })).out).toContain('✗ USERS_QUERY ')
  expect((await run(['doctor'])).out).toContain('✓ USERS_QUERY          can be read')
})

test('where one user signs in with nobody, USERS_QUERY and links make no sense, and say so', async () => {
  const { JWT_SECRET: _, ...local } = environment
  environment = local
  expect(await run(['status'])).toMatchObject({
    exitCode: 78,
    err: expect.stringContaining('USERS_QUERY is about people'),
  })
  const { USERS_QUERY: query, ...rest } = local
  environment = rest
  expect(await run(['accounts', 'list'])).toMatchObject({
    exitCode: 0,
    out: expect.stringContaining('Accounts: 0'),
  })
  expect(await run(['accounts', 'link', '--user', odd, '--calendly', 'x@y.example'])).toMatchObject({
    exitCode: 78,
    err: expect.stringContaining('nothing to link'),
  })
  environment = { ...local, JWT_SECRET: jwtSecret, USERS_QUERY: query ?? '' }
})

test('the users of the query are matched while the server runs; the rest is linked and unlinked by hand', async () => {
  const server = await start()
  const list = async () => JSON.parse((await run(['accounts', 'list', '--json'])).out)
  await until(list, ({ accounts }) => accounts?.length === 1)
  expect(await list()).toMatchObject({
    accounts: [{ userId: clara, state: 'active' }],
    unmatchedUsers: [{ id: odd, email: 'odd@x.example', problem: { code: 'email_unmatched' } }],
    unmatchedMembers: [{ email: 'jonas@falkenberg-partner.example' }],
  })
  const pair = ['--user', 'odd@x.example', '--calendly', 'jonas@falkenberg-partner.example']
  const linked = await run(['accounts', 'link', ...pair])
  expect(linked).toMatchObject({ exitCode: 0, out: expect.stringContaining('The first import begins.') })
  await until(list, ({ accounts }) => accounts.length === 2 && accounts[1].completeAsOf !== null)
  const shown = await run(['accounts', 'list'])
  expect(shown.out).toContain('Users without an account: 0')
  expect(shown.out).toContain(`user ${odd}: Jonas Weidner`)
  expect(await run(['accounts', 'unlink', ...pair])).toMatchObject({
    exitCode: 0,
    out: expect.stringContaining('not linked'),
  })
  expect((await list()).accounts[1]).toMatchObject({ state: 'paused', problem: { code: 'unlinked' } })
  expect(await server.stop()).toBe(0)
})

test('what cannot be linked ends with words and an exit code', async () => {
  const link = (...words: readonly string[]) => run(['accounts', 'link', ...words])
  expect(await link('--user', odd)).toMatchObject({ exitCode: 2, err: expect.stringContaining('--calendly') })
  expect(await link('--user', jonas, '--calendly', 'clara@falkenberg-partner.example')).toMatchObject({
    exitCode: 1,
    err: expect.stringContaining('There is no user with this id'),
  })
  expect(await link('--user', odd, '--calendly', 'clara@falkenberg-partner.example')).toMatchObject({
    exitCode: 1,
    err: expect.stringContaining('--shared'),
  })
})
