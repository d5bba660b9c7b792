import { PassThrough } from 'node:stream'
import { decodeJwt } from 'jose'
import { expect, test } from 'vitest'
import { judgeProbe } from '../setup/calendly.ts'
import { judgeClock } from '../setup/clock.ts'
import { judgePublicUrl } from '../setup/public-url.ts'
import { expectation } from './commands/backfill.ts'
import { runCli } from './program.ts'
import { timeLeft } from './watch-run.ts'

async function run(words: string, environment: Record<string, string> = {}) {
  const [out, err] = [new PassThrough(), new PassThrough()]
  const io = {
    environment,
    folder: '/nowhere',
    out,
    err,
    isTerminal: false,
    signal: new AbortController().signal,
  }
  const exitCode = await runCli(words.split(' '), io)
  return { exitCode, out: String(out.read() ?? ''), err: String(err.read() ?? '') }
}

const jwt = {
  JWT_SECRET: 'of this test alone, and longer than thirty-two bytes',
  ENCRYPTION_KEYS: `k1:${Buffer.alloc(32, 1).toString('base64')}`,
}
const commands = [
  'serve',
  'sync',
  'status',
  'doctor',
  'migrate',
  'backfill',
  'pause',
  'resume',
  'token',
  'export',
  'webhooks register',
  'webhooks list',
  'webhooks verify',
  'webhooks rotate',
  'webhooks remove',
  'keys list',
  'keys rotate',
  'keys forget',
  'accounts list',
  'accounts link',
  'accounts unlink',
  'accounts disconnect',
  'people list',
  'people invite',
  'people remove',
]

test.each(commands)('%s has --help and --json', async (command) => {
  const { exitCode, out } = await run(`${command} --help`)
  expect(exitCode).toBe(0)
  expect(out).toContain('--json')
})

test('serve --help lists the settings', async () => {
  expect((await run('serve --help')).out).toContain('SYNC_INTERVAL_MINUTES')
})

test.each(['nonsense', 'sync --nope', 'export --view sideways', 'status extra'])(
  '%s is wrong use',
  async (words) => {
    const { exitCode, err } = await run(words)
    expect(exitCode).toBe(2)
    expect(err).toContain('error:')
  },
)

test.each(['serve', 'sync', 'status', 'doctor', 'pause', 'export'])(
  '%s tells all configuration faults',
  async (command) => {
    const { exitCode, err } = await run(command, { PORT: 'x', ROLE: 'boss' })
    expect(exitCode).toBe(78)
    expect(err).toContain('PORT must be')
    expect(err).toContain('ROLE must be')
  },
)

test('faults are JSON where JSON was asked for', async () => {
  const { exitCode, out } = await run('status --json', { PORT: 'x' })
  expect(exitCode).toBe(78)
  expect(JSON.parse(out)).toMatchObject({ error: { code: 'bad_config' } })
})

test('token signs what was asked for, with issuer and audience of the installation', async () => {
  const { exitCode, out } = await run('token --user u7 --email a@example.com --admin --minutes 5', {
    ...jwt,
    JWT_ISSUER: 'https://i.example',
    JWT_AUDIENCE: 'us',
  })
  expect(exitCode).toBe(0)
  const claims = decodeJwt(out.trim())
  expect(claims).toMatchObject({
    sub: 'u7',
    email: 'a@example.com',
    email_verified: true,
    app_metadata: { role: 'admin' },
    iss: 'https://i.example',
    aud: 'us',
  })
  expect((claims.exp ?? 0) - (claims.iat ?? 0)).toBe(300)
})

test('token explains itself where it has nothing to do', async () => {
  expect(await run('token')).toMatchObject({
    exitCode: 0,
    out: expect.stringContaining('no token is needed'),
  })
  const keys = { JWT_JWKS_URL: 'https://keys.example/jwks', ENCRYPTION_KEYS: jwt.ENCRYPTION_KEYS }
  expect(await run('token', keys)).toMatchObject({
    exitCode: 78,
    out: expect.stringContaining('only your platform'),
  })
  expect(await run('token --minutes 0', jwt)).toMatchObject({ exitCode: 2 })
})

test('migrate --adopt says that it comes later and touches nothing', async () => {
  expect(await run('migrate --adopt')).toMatchObject({
    exitCode: 78,
    out: expect.stringContaining('later version'),
  })
})

test('a small plan is told what a first import takes', () => {
  expect(expectation(50).join()).toContain('2,000 meetings take 40 minutes')
  expect(expectation(500)).toEqual([])
})

test('the time left is that of the slowest account', () => {
  expect(timeLeft([20, null, 61.2])).toBe('62 s left')
  expect(timeLeft([119])).toBe('2 min left')
  expect(timeLeft([null])).toBe('time left unknown yet')
})

test('doctor names the next step for a refused token, a silent Calendly and a wrong clock', () => {
  const probe = { status: 401, limitPerMinute: 500, skewMs: -240_000, name: undefined }
  expect(judgeProbe(probe, 'https://api.calendly.com')).toMatchObject([
    { state: 'fault', fix: expect.stringContaining('CALENDLY_PERSONAL_ACCESS_TOKEN') },
    { state: 'ok' },
  ])
  expect(judgeClock({ calendlyMs: -240_000, databaseMs: 20 })).toMatchObject({
    ...{ state: 'fault', message: "240 s behind Calendly's" },
    fix: expect.stringContaining('NTP'),
  })
  expect(judgeClock({ calendlyMs: 800, databaseMs: 61_000 })).toMatchObject({
    message: "61 s ahead of the database's",
  })
  expect(judgeClock({ calendlyMs: undefined, databaseMs: 20 })).toMatchObject({ state: 'ok' })
  expect(judgeClock({ calendlyMs: undefined, databaseMs: undefined })).toMatchObject({ state: 'off' })
  const silent = {
    status: 0,
    limitPerMinute: undefined,
    skewMs: undefined,
    name: undefined,
    reason: 'refused',
  }
  expect(judgeProbe(silent, 'http://127.0.0.1:1').map(({ state }) => state)).toEqual(['fault', 'off'])
})

test('doctor wants a public address only where people sign in', () => {
  expect(judgePublicUrl({ publicUrl: 'http://127.0.0.1:3000', authMode: 'local' }).state).toBe('ok')
  expect(judgePublicUrl({ publicUrl: 'http://0.0.0.0:3000', authMode: 'jwt' }).state).toBe('fault')
  expect(judgePublicUrl({ publicUrl: 'https://meetings.example.com', authMode: 'jwt' }).state).toBe('ok')
})
