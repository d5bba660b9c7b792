import { createHmac, randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { PassThrough } from 'node:stream'
import { SignJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createSecrets } from '../../packages/engine/src/secrets.ts'
import { sealedFor } from '../../packages/engine/src/store/endpoints.ts'
import { runCli } from '../../packages/server/src/cli/program.ts'
import { until } from '../server/support/installation.ts'
import { type Served, serveHere } from '../support/serve-here.ts'
import { freePort } from '../support/server.ts'
import { type CrashCluster, startCrashCluster } from '../webhooks/support/crash-cluster.ts'
import { faults, refusals } from './support/bad-days.ts'
import { book } from './support/calendars.ts'
import { type Firm, memberNames, post, startFirm } from './support/firm.ts'
import { dump, leaksIn, type Secret } from './support/leaks.ts'
import { startTwistedCalendly, type TwistedCalendly } from './support/twisted-calendly.ts'

/*
 * I8, T14, F11: a day with everything that can go wrong, and secrets of every kind in it. None of them may stand in a log
 * (JSON or readable, at the lowest level), an answer, a figure, a command's output or, but for what is sealed, a table. What
 * clients told stands in no log, figure or status either.
 *
 * The signature of a delivery proves one body at one moment. It is kept with the delivery, and its owner may look at it;
 * it stands in no log.
 */

const secretText = (bytes = 24) => randomBytes(bytes).toString('base64url')
/** As long, and of the same letters, as Calendly's own (a JWT). */
const calendlyToken = `eyJ${secretText(30)}.eyJ${secretText(60)}.${secretText(32)}`
const otherToken = `eyJ${secretText(30)}.eyJ${secretText(60)}.${secretText(32)}`
const jwtSecret = randomBytes(48).toString('base64')
const sharedKeys = [secretText(32), secretText(32)]
const encryptionKeys = [randomBytes(32), randomBytes(32)]
const passwords = { database: secretText(), smtp: secretText(), inUrl: secretText() }
const clientSecret = secretText()

const environment = {
  JWT_SECRET: jwtSecret,
  CALENDLY_WEBHOOK_SIGNING_KEY: sharedKeys.join(','),
  ENCRYPTION_KEYS: encryptionKeys.map((key, n) => `k${n}:${key.toString('base64')}`).join(','),
  CALENDLY_CLIENT_ID: 'app',
  CALENDLY_CLIENT_SECRET: clientSecret,
  SMTP_URL: `smtp://mailer:${passwords.smtp}@127.0.0.1:1`,
  MAIL_FROM: 'sync@example.com',
}

let cluster: CrashCluster
let twisted: TwistedCalendly
let firm: Firm
let readable: Served
let folder: string
let connectionString: string
const answers: string[] = []
const printed: string[] = []

beforeAll(async () => {
  cluster = await startCrashCluster()
  folder = await mkdtemp(path.join(tmpdir(), 'calsync-secrets-'))
  const url = new URL(cluster.connectionString)
  url.password = passwords.database
  connectionString = url.href
  firm = await startFirm({
    database: { connectionString, adminUrl: cluster.connectionString },
    environment,
    between: async (simulator) => {
      twisted = await startTwistedCalendly(simulator.url, { [calendlyToken]: simulator.token })
      return { url: twisted.url, token: calendlyToken }
    },
  })
  readable = await serveHere({
    ...settings(),
    PORT: String(await freePort()),
    LOG_FORMAT: 'pretty',
    LOG_LEVEL: 'debug',
  })
}, 180_000)
afterAll(async () => {
  await readable?.stop()
  await firm?.close()
  await twisted?.close()
  await cluster?.remove()
  await rm(folder, { recursive: true, force: true })
})

function settings(): Record<string, string> {
  return {
    ...environment,
    HOST: '127.0.0.1',
    DATABASE_URL: connectionString,
    CALENDLY_PERSONAL_ACCESS_TOKEN: calendlyToken,
    CALENDLY_API_URL: twisted.url,
    SYNC_STARTUP_DELAY_SECONDS: '86400',
    DATA_DIR: folder,
  }
}

/** Every answer is kept, to be looked through in the end. */
async function ask(
  name: keyof Firm['members'] | undefined,
  where: string,
  init?: RequestInit,
): Promise<string> {
  const { text, headers, status } = await firm.as(name && firm.members[name], where, init)
  answers.push(`${status} ${where.replace(/\?.*/, '')}\n${JSON.stringify([...headers])}\n${text}`)
  return text
}

async function run(words: string, more: Record<string, string | undefined> = {}): Promise<string> {
  const [out, err] = [new PassThrough(), new PassThrough()]
  let text = ''
  for (const stream of [out, err])
    stream.on('data', (chunk) => {
      text += chunk
    })
  const stop = new AbortController()
  if (words.startsWith('serve')) setTimeout(() => stop.abort(), 1500)
  const environment = { ...settings(), PORT: String(await freePort()), ...more }
  const exitCode = await runCli(words.split(' '), {
    environment,
    folder,
    out,
    err,
    isTerminal: false,
    signal: stop.signal,
  })
  printed.push(`$ ${words} (${exitCode})\n${text}`)
  return text
}

/** What people, pages and machines ask for in a day. */
async function askEverything(): Promise<void> {
  const paths = [
    '/api/calendly/status',
    '/api/calendly/accounts',
    '/api/calendly/runs?limit=20',
    '/api/calendly/webhook/test',
    '/api/calendly/webhook/deliveries?limit=20',
    '/api/calendly/scheduler/status',
    '/api/meetings',
    '/api/changes',
    '/readyz',
    '/metrics',
  ]
  for (const where of paths) for (const name of ['ada', 'ben', 'olga'] as const) await ask(name, where)
}

async function quiet(): Promise<void> {
  await firm.simulator.webhooks.idle()
  await until(
    async () =>
      (await firm.admin.query('SELECT FROM calendly_sync.account_runs WHERE finished_at IS NULL')).rows,
    (rows) => rows.length === 0,
  )
}

test.each(Object.keys(faults))(
  'Calendly answers %s',
  async (name) => {
    twisted.twist((answer, asked) => {
      const { status, body, headers } = faults[name]?.(asked) ?? answer
      return { status, body, headers: { 'content-type': 'application/json', ...headers } }
    })
    const { runId } = JSON.parse(await ask('olga', '/api/calendly/scheduler/trigger', post({})))
    await Promise.all(memberNames.map((member) => ask(member, '/api/calendly/sync', post({}))))
    twisted.twist(undefined)
    await quiet()
    await ask('olga', `/api/calendly/runs/${runId}`)
    await askEverything()
    expect(runId).toBeDefined()
  },
  120_000,
)

test('strangers try tokens and signatures', async () => {
  const bearers = [
    await new SignJWT({ sub: 'x' })
      .setProtectedHeader({ alg: 'HS256' })
      .setExpirationTime(1)
      .sign(Buffer.from(jwtSecret)),
    `${await firm.token(firm.members.ada)}x`,
    calendlyToken,
    jwtSecret,
  ]
  for (const bearer of bearers) {
    await ask(undefined, '/api/meetings', { headers: { authorization: `Bearer ${bearer}` } })
    await ask(undefined, `/api/meetings?token=${encodeURIComponent(bearer)}`)
    await ask('ada', '/api/calendly/sync', post({ token: bearer }))
    await ask('ada', '/api/calendly/sync', { ...post({}), body: `{"token": "${bearer}` })
  }
  const body = '{"event":"invitee.created"}'
  for (const key of [...sharedKeys, calendlyToken]) {
    for (const t of [Math.floor(Date.now() / 1000), 1, 4e9]) {
      const v1 = createHmac('sha256', key).update(`${t}.${body}`).digest('hex')
      await ask(undefined, '/api/calendly/webhook', {
        method: 'POST',
        body,
        headers: { 'calendly-webhook-signature': `t=${t},v1=${v1}` },
      })
    }
  }
  await askEverything()
})

test.each(Object.entries(refusals))(
  'the database refuses what clients told: %s',
  async (_how, { make, unmake, code }) => {
    await firm.admin.query(make)
    for (const calendar of firm.calendars) {
      const { event } = book(firm.simulator, calendar, 60 * 48)
      firm.simulator.world.changeLocation(event, { kind: 'physical', text: `doomed ${calendar.word}` })
    }
    await firm.simulator.webhooks.idle()
    for (const member of memberNames) await ask(member, '/api/calendly/sync', post({}))
    await quiet()
    expect(firm.log()).toContain(code) // it was met
    await firm.admin.query(unmake)
    await askEverything()
  },
  120_000,
)

test('commands, well and wrongly configured', async () => {
  const commands = [
    'status',
    'status --json',
    'doctor',
    'doctor --json',
    'webhooks list',
    'webhooks register',
    'webhooks verify',
  ]
  for (const words of [
    ...commands,
    'webhooks rotate --json',
    'sync --json',
    'migrate',
    'pause --json',
    'resume --json',
    'serve',
    'serve --json',
  ])
    await run(words)
  const wrong = [
    ['CALENDLY_PERSONAL_ACCESS_TOKEN', otherToken],
    ['CALENDLY_PERSONAL_ACCESS_TOKEN', `${calendlyToken} ${calendlyToken}`],
    ['JWT_SECRET', jwtSecret.slice(0, 31)],
    ['CALENDLY_WEBHOOK_SIGNING_KEY', `${sharedKeys[0]} x`],
    ['ENCRYPTION_KEYS', `k1:${encryptionKeys[0]?.toString('base64').slice(0, 40)}`],
    ['ENCRYPTION_KEYS', encryptionKeys[0]?.toString('base64')],
    ['CALENDLY_CLIENT_SECRET', `${clientSecret} x`],
    ['CALENDLY_CLIENT_ID', undefined],
    ['SMTP_URL', `http://x:${passwords.smtp}@mail`],
    ['DATABASE_URL', `postgres://u:${passwords.database}@127.0.0.1:1/x`],
    ['DATABASE_URL', `postgres://u:${passwords.database}%@127.0.0.1:1/x`],
    ['DATABASE_URL', `postgres://u:${passwords.database}@nowhere.invalid/x`],
    ['DATABASE_URL', `postgres//u:${passwords.database}@127.0.0.1/x`],
    [
      'DATABASE_URL',
      `postgres://u:${passwords.database}@127.0.0.1/x?sslmode=verify-full&sslrootcert=/nowhere`,
    ],
    ['CALENDLY_API_URL', `https://u:${passwords.inUrl}@api.calendly.com`],
    ['CALENDLY_API_URL', `https://:${passwords.inUrl}@api.calendly.com`],
    ['PUBLIC_URL', `https://u:${passwords.inUrl}@sync.example.com`],
    ['JWT_JWKS_URL', `https://u:${passwords.inUrl}@keys.example.com/jwks`],
    ['LOG_LEVEL', 'loud'],
  ] as const
  // One of the three by turns; all of them by `npm run prove`.
  const words = ['status', 'doctor', 'serve']
  for (const [turn, [name, value]] of wrong.entries()) {
    const taken = process.env.PROVE ? words : words.filter((_, n) => n === turn % words.length)
    expect(await Promise.all(taken.map((one) => run(one, { [name]: value })))).not.toContain('')
  }
}, 240_000)

test('the database goes away in the middle of it, and comes back', async () => {
  await cluster.crash()
  await Promise.all(memberNames.map((name) => ask(name, '/api/calendly/sync', post({}))))
  for (const calendar of firm.calendars) book(firm.simulator, calendar, 70 * 48)
  await askEverything()
  for (const words of ['status', 'doctor', 'doctor --json', 'sync']) await run(words)
  await cluster.start()
  await until(
    () => firm.as(undefined, '/readyz'),
    ({ status }) => status === 200,
  )
  await askEverything()
}, 120_000)

describe('afterwards', () => {
  let secrets: Secret[]
  let clients: Secret[]

  beforeAll(async () => {
    const sealer = createSecrets(encryptionKeys.map((key, n) => ({ id: `k${n}`, key })))
    const { rows: endpoints } = await firm.admin.query<{ id: string; signing_key: string }>(
      'SELECT id, signing_key FROM calendly_sync.webhook_endpoints',
    )
    secrets = [
      { what: 'the installation’s token', text: calendlyToken },
      { what: 'another token', text: otherToken },
      ...calendlyToken.split('.').map((text, n) => ({ what: `part ${n} of the token`, text })),
      { what: 'the secret of tokens', text: jwtSecret },
      { what: 'the secret of tokens, cut', text: jwtSecret.slice(0, 31) },
      ...sharedKeys.map((text, n) => ({ what: `shared signing key ${n}`, text })),
      ...encryptionKeys.flatMap((key, n) => [
        { what: `encryption key ${n}`, text: key.toString('base64') },
        { what: `encryption key ${n} cut`, text: key.toString('base64').slice(0, 40) },
        { what: `encryption key ${n} in hex`, text: key.toString('hex') },
      ]),
      ...Object.entries(passwords).map(([name, text]) => ({ what: `password ${name}`, text })),
      { what: 'the secret of the OAuth app', text: clientSecret },
      ...endpoints.map(({ id, signing_key }, n) => ({
        what: `key of subscription ${n}`,
        text: sealer.open(signing_key, sealedFor(id)),
      })),
      ...(await Promise.all(
        Object.values(firm.members).map(async (member) => ({
          what: `${member.name}’s bearer`,
          text: await firm.token(member),
        })),
      )),
    ]
    const { rows: signed } = await firm.admin.query<{ signature: string }>(
      `SELECT headers ->> 'calendly-webhook-signature' AS signature FROM calendly_sync.webhook_deliveries
       WHERE headers ? 'calendly-webhook-signature' ORDER BY received_at DESC LIMIT 50`,
    )
    clients = [
      ...firm.calendars.flatMap(({ of, word, phone }) => [
        { what: `a client of ${of}`, text: word },
        { what: `a number of a client of ${of}`, text: phone },
      ]),
      ...signed.map(({ signature }, n) => ({ what: `signature ${n}`, text: signature.replace(/.*v1=/, '') })),
    ]
    expect(secrets.length).toBeGreaterThan(30)
    expect(secrets.length + clients.length).toBeGreaterThan(60)
    expect(endpoints.length).toBeGreaterThan(1)
  })

  test('the search finds a secret in whatever alphabet it is written', () => {
    const text = jwtSecret
    const written = [
      text,
      encodeURIComponent(text),
      ...(['hex', 'base64'] as const).map((as) => Buffer.from(text).toString(as)),
    ]
    for (const one of written)
      expect(leaksIn('x', `before ${one} after`, [{ what: 'it', text }])).toHaveLength(1)
    expect(leaksIn('x', 'nothing', secrets)).toEqual([])
  })

  test('no log holds a secret, a signature, or anything that clients told', () => {
    const logs = { json: firm.log(), readable: readable.log() }
    for (const [form, text] of Object.entries(logs)) {
      expect(text.length, form).toBeGreaterThan(10_000)
      expect(leaksIn(`the ${form} log`, text, [...secrets, ...clients])).toEqual([])
    }
  })

  test('no answer holds a secret', () => {
    expect(answers.length).toBeGreaterThan(300)
    expect(answers.flatMap((answer) => leaksIn(answer.split('\n')[0] ?? '', answer, secrets))).toEqual([])
  })

  test('no figure holds a secret, or anything that clients told', () => {
    const figures = answers.filter((answer) => answer.startsWith('200 /metrics'))
    expect(figures.length).toBeGreaterThan(10)
    expect(figures.flatMap((text) => leaksIn('the figures', text, [...secrets, ...clients]))).toEqual([])
  })

  test('no command prints a secret, or anything that clients told', () => {
    expect(printed.length).toBeGreaterThan(process.env.PROVE ? 60 : 30)
    expect(
      printed.flatMap((text) => leaksIn(text.split('\n')[0] ?? '', text, [...secrets, ...clients])),
    ).toEqual([])
  })

  test('a dump of all tables holds no secret that is not sealed', async () => {
    const text = await dump(firm.admin)
    expect(text).toContain('v1.k0.') // what is sealed is there
    expect(text).toContain(firm.calendars[0]?.word)
    expect(leaksIn('the dump', text, secrets)).toEqual([])
  })
})
