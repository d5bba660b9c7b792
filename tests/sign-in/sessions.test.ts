import { createHmac, randomBytes } from 'node:crypto'
import { PassThrough } from 'node:stream'
import { silentLog } from 'calendly-sync-engine'
import { SignJWT } from 'jose'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runCli } from '../../packages/server/src/cli/program.ts'
import { outcomeOf } from '../../packages/server/src/outcomes.ts'
import { openSignIn } from '../../packages/server/src/sign-in/open.ts'
import { getJson, rows } from '../server/support/installation.ts'
import { type AccountsInstallation, password, startAccounts } from './support/installation.ts'
import { type Person, personAt, secretIn } from './support/person.ts'
import { inTurns, listRoutes, requestOf } from './support/routes.ts'

/* T6, T20: the cookie, the tables behind it, and who may use it from where. */

const publicUrl = 'https://sync.example.com'
const newKey = (id: string) => `${id}:${randomBytes(32).toString('base64')}`
const first = newKey('k1')
const JWT_SECRET = randomBytes(48).toString('base64')

let server: AccountsInstallation
let owner: Person
let pool: pg.Pool

/** Behind a proxy that ends TLS, as in production. */
const settings = {
  PUBLIC_URL: publicUrl,
  ENCRYPTION_KEYS: first,
  OWNER_EMAIL: 'Olga@Example.com',
  JWT_SECRET,
}

beforeAll(async () => {
  server = await startAccounts({ environment: { ...settings, REQUESTS_PER_MINUTE: '100000' } })
  pool = new pg.Pool({ connectionString: server.connectionString, max: 2 })
  owner = personAt(server.url, publicUrl)
  const secret = secretIn((await server.links()).join())
  expect(await owner.post('/api/invitations/look', { secret })).toMatchObject({
    body: { email: 'olga@example.com' },
  })
  const { status, body } = await owner.post('/api/invitations/accept', { secret, password })
  expect([status, body.person]).toEqual([
    200,
    expect.objectContaining({ isEmailVouched: true, role: 'owner' }),
  ])
})

afterAll(async () => {
  await pool.end()
  expect(await server.stop()).toBe(0)
})

const statusOf = async (url: string, cookie: string) =>
  (await getJson(`${url}/api/calendly/status`, { headers: { cookie } })).status

test('over https the cookie is __Host-: this host, TLS, no script, no other site', async () => {
  const visitor = personAt(server.url, publicUrl)
  const { headers } = await visitor.post('/api/session', { email: 'olga@example.com', password })
  expect(headers.getSetCookie()).toEqual([
    expect.stringMatching(
      /^__Host-calendly-sync=[\w%.-]+; Max-Age=604800; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
    ),
  ])
  expect((await server.links()).join()).toContain(`${publicUrl}/#invitation=`)
})

test('a link of the first start makes nobody once there is somebody, and a newer one replaces it', async () => {
  const signIn = openSignIn({
    connectionString: server.connectionString,
    publicUrl,
    encryptionKeys: [{ id: 'k1', key: randomBytes(32) }],
    ownerEmail: undefined,
    log: silentLog,
  })
  expect(await signIn.firstLink()).toBeUndefined()
  const make = () => signIn.invitations.make({ email: '', role: 'owner', madeBy: 'start', lastsMs: 60_000 })
  const late = await make()
  const accept = (url: string) =>
    signIn.invitations.accept(secretIn(url), { email: 'eve@example.com', password })
  await expect(accept(late.url)).rejects.toMatchObject({ code: 'invitation_gone' })
  const both = await Promise.allSettled([make(), make()])
  expect(both.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThanOrEqual(1)
  const kept = await pool.query(`SELECT FROM calendly_sync.sign_in_invitations WHERE made_by = 'start'`)
  expect(kept.rowCount).toBe(1)
  const short = await signIn.invitations.make({
    email: 'eve@example.com',
    role: 'member',
    madeBy: 'shell',
    lastsMs: 1,
  })
  await new Promise((resolve) => setTimeout(resolve, 20))
  await expect(accept(short.url)).rejects.toMatchObject({ code: 'invitation_gone' })
  await signIn.close()
})

test('a write with a cookie comes from a page of ours, or not at all', async () => {
  const routes = (await listRoutes(server.url)).filter(
    ({ method, template }) => method !== 'GET' && !/webhook(\/\{\w+\})?$/.test(template),
  )
  expect(routes.length).toBeGreaterThanOrEqual(12)
  const origins = [
    undefined,
    'null',
    'https://evil.example',
    'http://sync.example.com',
    'https://sync.example.com.evil.example',
    'https://evil.sync.example.com',
    'https://sync.example.com:8443',
    `${publicUrl}/`,
    server.url,
    `${publicUrl}, https://evil.example`,
  ]
  const wrong: string[] = []
  await inTurns(
    routes.flatMap((route) => origins.map((origin) => ({ route, origin }))),
    async ({ route, origin }) => {
      const headers = { cookie: owner.cookie, ...(origin !== undefined && { origin }) }
      const { status, body } = await getJson(`${server.url}${route.path}`, requestOf(route, headers))
      // A look at a link changes nothing, a mail's unsubscribe link brings its own proof, and neither asks for the cookie;
      // what is not well-formed is told before that.
      const isRefused = status === 403 && String(body.code) === 'foreign_origin'
      const isHarmless = withoutCookie.includes(route.template) || status === 400
      if (!isRefused && !isHarmless) wrong.push(`${route.method} ${route.template} ${origin} ${status}`)
    },
  )
  expect(wrong).toEqual([])
  expect(await statusOf(server.url, owner.cookie)).toBe(200)
})

const withoutCookie = ['/api/invitations/look', '/api/alerts/unsubscribe']

test('a form or plain text of another page is not even read', async () => {
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
    for (const path of ['/api/calendly/sync', '/api/session', '/api/invitations']) {
      const headers = { cookie: owner.cookie, origin: publicUrl, 'content-type': type }
      const answer = await getJson(`${server.url}${path}`, { method: 'POST', headers, body: '{}' })
      expect([type, path, answer.status]).toEqual([type, path, 415])
    }
  }
})

test('a cookie that we did not sign, or that names no session, opens nothing', async () => {
  const [name = '', value = ''] = owner.cookie.split('=')
  const [token = '', signature = ''] = decodeURIComponent(value).split('.')
  const forged = createHmac('sha256', 'a guess').update(token).digest('base64')
  const bad = [
    `${name}=`,
    `${name}=${token}`,
    `${name}=${token}.`,
    `${name}=${token}.${encodeURIComponent(forged)}`,
    `${name}=${token}x.${encodeURIComponent(signature)}`,
    `${name}=x.${encodeURIComponent(signature)}`,
    `${name}=${encodeURIComponent(`${token}.${signature}`.toUpperCase())}`,
    `calendly-sync=${value}`,
    `__Secure-calendly-sync=${value}`,
    `better-auth.session_token=${value}`,
    `${name.toLowerCase()}=${value}`,
    `session=${token}; token=${token}`,
    `${name}=${'x'.repeat(6000)}`,
    `${name}=%00`,
    `${name}=%ff%fe`,
    `${name}=__proto__`,
  ]
  const routes = (await listRoutes(server.url)).filter((route) => !route.isOpen)
  const answers = new Set<string>()
  await inTurns(
    routes.flatMap((route) => bad.map((cookie) => ({ route, cookie }))),
    async ({ route, cookie }) => {
      const init = requestOf(route, { cookie, origin: publicUrl })
      const answer = await getJson(`${server.url}${route.path}`, init)
      answers.add(`${answer.status} ${JSON.stringify(answer.body)}`)
    },
  )
  expect([...answers]).toEqual([expect.stringMatching(/^401 .*"unauthenticated"/)])
  expect(await statusOf(server.url, owner.cookie)).toBe(200)
  expect(await getJson(`${server.url}/api/calendly/status?${name}=${value}`)).toMatchObject({ status: 401 })
})

test('a session ends by its time, and is deleted by whoever comes next', async () => {
  const visitor = personAt(server.url, publicUrl)
  await visitor.post('/api/session', { email: 'olga@example.com', password })
  const token = decodeURIComponent(visitor.cookie.split('=')[1] ?? '').split('.')[0]
  await pool.query(
    `UPDATE calendly_sync.sign_in_sessions SET expires_at = now() - interval '1 second' WHERE token = $1`,
    [token],
  )
  expect(await statusOf(server.url, visitor.cookie)).toBe(401)
  await personAt(server.url, publicUrl).post('/api/session', { email: 'olga@example.com', password })
  const left = await pool.query('SELECT FROM calendly_sync.sign_in_sessions WHERE expires_at < now()')
  expect(left.rowCount).toBe(0)
})

test('the tables hold no password and no link, and are out of the run-time role’s reach', async () => {
  const { rows: tables } = await pool.query<{ name: string }>(
    `SELECT oid::regclass::text AS name FROM pg_class WHERE relkind = 'r' AND relname LIKE 'sign\\_in\\_%' ORDER BY 1`,
  )
  expect(tables).toHaveLength(4)
  const invited = await owner.post('/api/invitations', { email: 'nora@example.com' })
  const secrets = [password, secretIn(String(invited.body.url))]
  const client = await pool.connect()
  for (const { name } of tables) {
    const { rows: found } = await client.query<{ text: string }>(`SELECT t::text AS text FROM ${name} t`)
    expect(found.length, name).toBeGreaterThan(0)
    for (const { text } of found) for (const secret of secrets) expect(text).not.toContain(secret)
    for (const role of ['calendly_sync_app', 'authenticated']) {
      await client.query('BEGIN')
      await client.query(
        `DO $$ BEGIN CREATE ROLE authenticated; EXCEPTION WHEN duplicate_object THEN NULL; END $$`,
      )
      await client.query(`SET LOCAL ROLE ${role}`)
      const looked = client.query(`SELECT FROM ${name}`)
      await expect(looked, `${role} ${name}`).rejects.toMatchObject({ code: '42501' }) // insufficient_privilege
      await client.query('ROLLBACK')
    }
  }
  client.release()
})

test('sessions outlive a new encryption key, and end with the old one', async () => {
  const second = newKey('k2')
  const beside = (ENCRYPTION_KEYS: string) =>
    startAccounts({
      environment: { ...settings, ENCRYPTION_KEYS, ROLE: 'web', DATABASE_URL: server.connectionString },
    })
  const rotated = await beside(`${second},${first}`)
  expect(await statusOf(rotated.url, owner.cookie)).toBe(200)
  const anew = personAt(rotated.url, publicUrl)
  await anew.post('/api/session', { email: 'olga@example.com', password })
  const retired = await beside(second)
  expect(await statusOf(retired.url, owner.cookie)).toBe(401)
  expect(await statusOf(retired.url, anew.cookie)).toBe(200)
  expect(rotated.log.concat(retired.log).join()).not.toContain('#invitation=') // there is an owner
  for (const other of [rotated, retired]) await other.stop()
})

test('while the database is away nobody is told that the session has ended', async () => {
  const { port } = new URL(server.url) // something listens there, and it is no Postgres
  const [, key = ''] = first.split(':')
  const signIn = openSignIn({
    connectionString: `postgres://nobody@127.0.0.1:${port}/none`,
    publicUrl,
    encryptionKeys: [{ id: 'k1', key: Buffer.from(key, 'base64') }],
    ownerEmail: undefined,
    log: silentLog,
  })
  const found = signIn.sessions.who({ cookie: owner.cookie, userAgent: undefined })
  const error = await found.catch((error: unknown) => error)
  expect(outcomeOf(error)).toMatchObject({ status: 503, code: 'database_unavailable' })
  expect(await signIn.sessions.who({ cookie: 'x=y', userAgent: undefined })).toBeUndefined()
  await signIn.close()
})

test('a program comes with a token beside the people, where a secret for it is set', async () => {
  const sign = (claims: object, key = JWT_SECRET) =>
    new SignJWT({ sub: 'a program', ...claims })
      .setProtectedHeader({ alg: 'HS256' })
      .setExpirationTime('5 minutes')
      .sign(new TextEncoder().encode(key))
  const ask = async (token: string, more: Record<string, string> = {}) =>
    (
      await getJson(`${server.url}/api/calendly/scheduler/trigger`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, ...more },
      })
    ).status
  expect(await ask(await sign({}))).toBe(202) // no page is behind it, so none has to be ours
  const wrong = await sign({}, randomBytes(48).toString('base64'))
  expect(await ask(wrong)).toBe(401)
  expect(await ask(wrong, { cookie: owner.cookie, origin: publicUrl })).toBe(401) // the token alone counts
})

test('from the shell: a link for somebody new, a new password for somebody known, and the end', async () => {
  const run = async (words: string) => {
    const [out, err] = [new PassThrough(), new PassThrough()]
    let printed = ''
    out.on('data', (chunk) => {
      printed += chunk
    })
    const environment = { ...settings, AUTH_MODE: 'accounts', DATABASE_URL: server.connectionString }
    const { signal } = new AbortController()
    const io = { environment, folder: '/nowhere', out, err, isTerminal: false, signal }
    return { exitCode: await runCli(words.split(' '), io), out: printed }
  }
  const email = 'kim@example.com'
  const invited = await run(`people invite ${email}`)
  expect(invited).toMatchObject({ exitCode: 0, out: expect.stringContaining(`${publicUrl}/#invitation=`) })
  const kim = personAt(server.url, publicUrl)
  const accepted = await kim.post('/api/invitations/accept', { secret: secretIn(invited.out), password })
  expect(accepted.body.person).toMatchObject({ email, role: 'member', isEmailVouched: true })

  const renewal = JSON.parse((await run(`people invite KIM@example.com --json`)).out)
  expect(renewal).toMatchObject({ isKnown: true, role: 'member' })
  const secret = secretIn(renewal.url)
  expect((await kim.post('/api/invitations/look', { secret })).body).toEqual({ email, isKnown: true })
  expect(await statusOf(server.url, kim.cookie)).toBe(200)
  const stolen = kim.cookie
  expect((await kim.post('/api/invitations/accept', { secret, password: `${password} anew` })).status).toBe(
    200,
  )
  expect(await statusOf(server.url, stolen)).toBe(401)
  expect((await kim.post('/api/session', { email, password })).status).toBe(401)

  const { people } = JSON.parse((await run('people list --json')).out)
  expect(rows(people).map((person) => person.email)).toContain(email)
  expect(await run(`people remove ${email}`)).toMatchObject({ exitCode: 0 })
  expect(await statusOf(server.url, kim.cookie)).toBe(401)
  expect(await run(`people remove ${email}`)).toMatchObject({ exitCode: 1 })
  expect((await run('people invite nonsense')).exitCode).toBe(2)
})
