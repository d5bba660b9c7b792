import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { PassThrough } from 'node:stream'
import { createSimulator, type Simulator } from 'calendly-simulator'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runCli } from '../../packages/server/src/cli/program.ts'
import { createTestDatabase } from '../support/database.ts'

let simulator: Simulator
let database: Awaited<ReturnType<typeof createTestDatabase>>
let environment: Record<string, string>
let folder: string

beforeAll(async () => {
  simulator = await createSimulator({ world: 'empty', rateLimitPerMinute: Number.POSITIVE_INFINITY })
  const { url } = await simulator.listen()
  database = await createTestDatabase({ migrated: false })
  folder = await mkdtemp(path.join(tmpdir(), 'calsync-commands-'))
  environment = {
    DATABASE_URL: database.connectionString,
    CALENDLY_PERSONAL_ACCESS_TOKEN: simulator.tokens.adviser,
    CALENDLY_API_URL: url,
    DATA_DIR: folder,
  }
})

afterAll(async () => {
  await simulator.close()
  await database.drop()
  await rm(folder, { recursive: true, force: true })
})

async function run(words: string, more: Record<string, string> = {}) {
  const [out, err] = [new PassThrough(), new PassThrough()]
  let printed = ''
  out.on('data', (chunk) => {
    printed += chunk
  })
  const exitCode = await runCli(words.split(' '), {
    environment: { ...environment, ...more },
    folder,
    out,
    err,
    isTerminal: false,
    signal: new AbortController().signal,
  })
  return { exitCode, out: printed, err: String(err.read() ?? '') }
}

function book(name: string): void {
  const start = Math.ceil(simulator.world.now() / 3_600_000) * 3_600_000 + 86_400_000
  simulator.world.book({
    host: simulator.people.adviser,
    start,
    invitee: { name, email: `${name.toLowerCase()}@example.com` },
  })
  simulator.clock.advance(20_000) // by now its video conference is set up, which is a change of its own
}

test('says which version it is', async () => {
  const { version } = JSON.parse(await readFile('packages/server/package.json', 'utf8'))
  expect(await run('--version')).toEqual({ exitCode: 0, out: `${version}\n`, err: '' })
})

test('on a fresh database: migrate, then status says that nothing is connected', async () => {
  expect(await run('migrate')).toMatchObject({ exitCode: 0, out: expect.stringContaining('0001_mirror') })
  expect(await run('migrate')).toMatchObject({ exitCode: 0, out: expect.stringContaining('up to date') })
  const { exitCode, out } = await run('status --json')
  expect(exitCode).toBe(1)
  expect(JSON.parse(out)).toMatchObject({ error: { code: 'no_account' } })
})

test('sync reads what is there; what it would change is told before and after', async () => {
  book('Anna')
  expect(await run('sync')).toMatchObject({ exitCode: 0, out: expect.stringContaining('1 new') })
  book('Ben')
  const dry = await run('sync --dry-run --json')
  expect(dry.exitCode).toBe(0)
  expect(JSON.parse(dry.out)).toMatchObject({
    new: 1,
    updated: 0,
    wouldChange: [{ kind: 'meeting.created' }],
  })
  expect(JSON.parse((await run('sync --json')).out)).toMatchObject({ state: 'succeeded', new: 1 })
  expect(await run('sync --dry-run')).toMatchObject({
    exitCode: 0,
    out: expect.stringContaining('0 new, 0 updated'),
  })
})

test('backfill reads the whole window', async () => {
  expect(await run('backfill')).toMatchObject({ exitCode: 0, out: expect.stringContaining('succeeded') })
})

test('status, pause and resume', async () => {
  expect(await run('status')).toMatchObject({ exitCode: 0, out: expect.stringContaining('Clara Falkenberg') })
  expect(await run('pause')).toMatchObject({ exitCode: 0, out: '1 account(s) paused.\n' })
  expect(JSON.parse((await run('status --json')).out)).toMatchObject({ accounts: [{ state: 'paused' }] })
  expect(JSON.parse((await run('resume --json')).out)).toEqual({ resumed: 1 })
  const unknown = await run('pause --account 4e1f8a52-0b6a-4b06-9a1d-6f5a3a8f3c11')
  expect(unknown).toMatchObject({ exitCode: 1, out: expect.stringContaining('There is no account') })
})

test('export writes CSV to the output or a file, and JSON lines', async () => {
  const { exitCode, out } = await run('export')
  expect(exitCode).toBe(0)
  expect(out.trimEnd().split('\r\n')).toHaveLength(3)
  const file = path.join(folder, 'meetings.csv')
  expect(await run(`export --out ${file}`)).toMatchObject({ exitCode: 0, out: expect.stringContaining(file) })
  expect(await readFile(file, 'utf8')).toBe(out)
  expect(JSON.parse((await run(`export --json --out ${file}`)).out)).toEqual({ file })
  const lines = (await run('export --json --view upcoming')).out.trimEnd().split('\n')
  expect(lines.map((line) => JSON.parse(line).title)).toEqual(['Erstgespräch', 'Erstgespräch'])
})

test('webhooks are registered once, listed, rotated, verified and removed', async () => {
  const urls = () => simulator.webhooks.subscriptions().map((one) => one.callback_url)
  await run('webhooks remove') // what was made on the way here failed to deliver: no server is running
  expect(await run('webhooks register')).toMatchObject({ exitCode: 0, out: expect.stringMatching(/^active/) })
  await run('webhooks register')
  expect(urls()).toHaveLength(1)
  const [first] = urls()
  const { subscriptions } = JSON.parse((await run('webhooks list --json')).out)
  expect(subscriptions).toMatchObject([{ state: 'active', scope: 'organization', callbackUrl: first }])
  expect((await run('webhooks rotate')).exitCode).toBe(0)
  expect(urls()).toHaveLength(1)
  expect(urls()).not.toContain(first)
  // No server is running, so nobody answers at our own address.
  expect(await run('webhooks verify')).toMatchObject({
    exitCode: 1,
    out: expect.stringContaining('Is the server running'),
  })
  expect(await run('webhooks remove')).toMatchObject({ exitCode: 0, out: '1 subscription(s) removed.\n' })
  expect(urls()).toEqual([])
})

test('doctor is content, and names each fault with its next step', async () => {
  const well = await run('doctor --json')
  expect(JSON.parse(well.out)).toMatchObject({ ok: true })
  expect(well.exitCode).toBe(0)
  const token = await run('doctor', { CALENDLY_PERSONAL_ACCESS_TOKEN: 'wrong' })
  expect(token).toMatchObject({ exitCode: 1, out: expect.stringContaining('does not accept it (401)') })
  const away = await run('doctor', { DATABASE_URL: 'postgresql://postgres@127.0.0.1:1/x' })
  expect(away).toMatchObject({ exitCode: 1, out: expect.stringContaining('✗ Database') })
})

test('a database that is away fails a command with words, not with a stack', async () => {
  const { exitCode, out, err } = await run('status', { DATABASE_URL: 'postgresql://postgres@127.0.0.1:1/x' })
  expect(exitCode).toBe(1)
  expect(out + err).toContain('The database does not answer')
  expect(out + err).not.toContain('    at ')
})
