import { randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { PassThrough } from 'node:stream'
import { createSimulator, type Simulator } from 'calendly-simulator'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { runCli } from '../../packages/server/src/cli/program.ts'
import { readConfig } from '../../packages/server/src/config.ts'
import { serve } from '../../packages/server/src/main.ts'
import { createTestDatabase } from '../support/database.ts'
import { freePort } from '../support/server.ts'
import { listLog } from './support/installation.ts'

/* T12, T13: a key that does not fit the data stops the start, says why, and leaves the database as it is. */

const key = (name: string) => `${name}:${randomBytes(32).toString('base64')}`
const [k1, k2, otherK1] = [key('k1'), key('k2'), key('k1')]

let simulator: Simulator
let database: Awaited<ReturnType<typeof createTestDatabase>>
let admin: pg.Client
let environment: Record<string, string>
let folder: string

beforeAll(async () => {
  simulator = await createSimulator({ world: 'empty', rateLimitPerMinute: Number.POSITIVE_INFINITY })
  const { url } = await simulator.listen()
  database = await createTestDatabase()
  admin = new pg.Client({ connectionString: database.connectionString })
  await admin.connect()
  environment = {
    DATABASE_URL: database.connectionString,
    CALENDLY_PERSONAL_ACCESS_TOKEN: simulator.tokens.adviser,
    CALENDLY_API_URL: url,
    SYNC_STARTUP_DELAY_SECONDS: '0',
  }
  folder = tmpdir()
  expect(await run('sync', { ENCRYPTION_KEYS: k1 })).toMatchObject({ exitCode: 0 })
})

afterAll(async () => {
  await admin.end()
  await simulator.close()
  await database.drop()
})

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'calsync-keys-'))
  await admin.query('TRUNCATE calendly_sync.webhook_endpoints')
  return () => rm(folder, { recursive: true, force: true })
})

async function run(words: string, more: Record<string, string> = {}) {
  const [out, err] = [new PassThrough(), new PassThrough()]
  const exitCode = await runCli(words.split(' '), {
    environment: { ...environment, DATA_DIR: folder, ...more },
    folder,
    out,
    err,
    isTerminal: false,
    signal: new AbortController().signal,
  })
  return { exitCode, out: String(out.read() ?? ''), err: String(err.read() ?? '') }
}

/** Serves until it ends by itself. */
async function tryToServe(more: Record<string, string>) {
  const port = await freePort()
  const settings = { ...environment, DATA_DIR: folder, PORT: String(port), ...more }
  const { config } = readConfig(settings, false)
  const log: string[] = []
  let hasListened = false
  const onListening = () => {
    hasListened = true
  }
  const signal = AbortSignal.timeout(20_000)
  const exitCode = await serve({ config, log: listLog(log), signal, onListening })
  return { exitCode, log: log.join('\n'), hasListened, wasRefused: !signal.aborted }
}

/** Every row of every table, as text. */
async function everything(): Promise<unknown> {
  const { rows: tables } = await admin.query<{ name: string }>(
    "SELECT oid::regclass::text AS name FROM pg_class WHERE relkind = 'r' AND relnamespace::regnamespace::text !~ '^pg_(catalog|toast)|information_schema' ORDER BY 1",
  )
  const contents: Record<string, unknown> = {}
  for (const { name } of tables) {
    const { rows } = await admin.query(`SELECT t::text FROM ${name} t ORDER BY 1`)
    contents[name] = rows
  }
  return contents
}

/** As if the newest migration had not run yet. */
async function forgetNewestMigration(): Promise<() => Promise<unknown>> {
  const { rows } = await admin.query<{ name: string; timestamp: string }>(
    'DELETE FROM calendly_sync.migrations WHERE name = (SELECT max(name) FROM calendly_sync.migrations) RETURNING *',
  )
  return () =>
    admin.query('INSERT INTO calendly_sync.migrations VALUES ($1, $2)', [rows[0]?.name, rows[0]?.timestamp])
}

async function subscribe(keys: string): Promise<void> {
  const made = await run('webhooks register', { ENCRYPTION_KEYS: keys })
  expect(made).toMatchObject({ exitCode: 0 })
}

test.each([
  [
    'missing',
    k2,
    '"k1" is missing: 1 stored secret is sealed with it. Put it back, behind the newest one (ENCRYPTION_KEYS)',
  ],
  [
    'of the same name with other bytes',
    `${k2},${otherK1}`,
    '"k1" is another one than before, under the same name',
  ],
])(
  'serve, migrate and every other command refuse a key that is %s with 78 and change nothing',
  async (_why, keys, words) => {
    await subscribe(k1)
    const migrated = await forgetNewestMigration()
    const before = await everything()
    const served = await tryToServe({ ENCRYPTION_KEYS: keys })
    expect(served).toMatchObject({ exitCode: 78, hasListened: false, wasRefused: true })
    expect(served.log).toContain(words)
    expect(served.log).toContain('calendly-sync keys forget k1')
    for (const command of ['migrate', 'status', 'pause', 'export', 'webhooks list', 'keys rotate', 'sync']) {
      const { exitCode, err } = await run(command, { ENCRYPTION_KEYS: keys })
      expect({ command, exitCode, err }).toMatchObject({ exitCode: 78, err: expect.stringContaining(words) })
    }
    expect(await everything()).toEqual(before)
    await migrated()
    const told = `${served.log}${(await run('doctor', { ENCRYPTION_KEYS: keys })).out}`
    for (const secret of [k1, k2, otherK1]) expect(told).not.toContain(secret.slice(3))
  },
)

test('doctor tells how much each key seals, and what does not fit', async () => {
  await subscribe(k1)
  const well = await run('doctor', { ENCRYPTION_KEYS: `${k2},${k1}` })
  expect(well.exitCode).toBe(0)
  expect(well.out).toContain('k2: seals 0 secret(s)')
  expect(well.out).toContain('k1: opens 1 secret(s)')
  const lost = await run('doctor', { ENCRYPTION_KEYS: k2 })
  expect(lost).toMatchObject({
    exitCode: 1,
    out: expect.stringContaining('k1: MISSING, it sealed 1 secret(s)'),
  })
})

test('keys rotate seals everything anew, says which keys may go, and is done when it is done again', async () => {
  await subscribe(k1)
  const rotated = await run('keys rotate', { ENCRYPTION_KEYS: `${k2},${k1}` })
  expect(rotated.exitCode).toBe(0)
  expect(rotated.out).toBe('1 secret(s) sealed anew with key k2.\nRemove from ENCRYPTION_KEYS: k1\n')
  const again = await run('keys rotate --json', { ENCRYPTION_KEYS: `${k2},${k1}` })
  expect(JSON.parse(again.out)).toMatchObject({ resealed: 0, isComplete: true, removable: ['k1'] })
  expect(await run('keys list', { ENCRYPTION_KEYS: k2 })).toMatchObject({
    exitCode: 0,
    out: 'k2: seals 1 secret(s)\n',
  })
})

test('a key that is lost for good is given up by command, and the subscription is made anew', async () => {
  await subscribe(k1)
  const asked = await run('keys forget k1', { ENCRYPTION_KEYS: k2 })
  expect(asked).toMatchObject({ exitCode: 2, out: expect.stringContaining('nothing was done') })
  expect(await run('keys forget k1 --yes', { ENCRYPTION_KEYS: k2 })).toMatchObject({ exitCode: 0 })
  await subscribe(k2)
  expect(simulator.webhooks.subscriptions()).toHaveLength(1)
  const wrong = await run('keys forget k9 --yes', { ENCRYPTION_KEYS: k2 })
  expect(wrong).toMatchObject({
    exitCode: 1,
    err: expect.stringContaining('No secret is lost with encryption key "k9"'),
  })
})

test('where nobody signs in the keys are in DATA_DIR; losing that file beside another database is explained', async () => {
  expect(await run('webhooks register')).toMatchObject({ exitCode: 0 })
  const file = path.join(folder, 'encryption-keys')
  const kept = await readFile(file, 'utf8')
  await rm(file)
  const served = await tryToServe({})
  expect(served).toMatchObject({ exitCode: 78, hasListened: false })
  expect(served.log).toContain(`Put the old one back (the file ${file}, of this installation and no other)`)
  await writeFile(file, kept.slice(0, -3))
  expect(await tryToServe({})).toMatchObject({
    exitCode: 78,
    log: expect.stringContaining(`${file} must be id:`),
  })
  // The same database under a platform's sign-in: the key is still in the file.
  await writeFile(file, kept)
  const jwt = { JWT_SECRET: randomBytes(48).toString('base64'), ENCRYPTION_KEYS: k1 }
  const moved = await tryToServe(jwt)
  expect(moved).toMatchObject({ exitCode: 78 })
  expect(moved.log).toContain(`(ENCRYPTION_KEYS; it was made into ${file})`)
  expect(await run('migrate', { ...jwt, ENCRYPTION_KEYS: `${k1},${kept.trim()}` })).toMatchObject({
    exitCode: 0,
  })
})
