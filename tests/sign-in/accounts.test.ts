import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { imported, type Json, rows } from '../server/support/installation.ts'
import { type AccountsInstallation, password, startAccounts } from './support/installation.ts'
import { type Person, secretIn } from './support/person.ts'
import { listRoutes, requestOf } from './support/routes.ts'

/* AUTH_MODE=accounts from the first start on, over HTTP. */

let server: AccountsInstallation
let owner: Person
let clara: Person

beforeAll(async () => {
  server = await startAccounts({
    fill: ({ world, people: { adviser, member } }) => {
      const start = Math.ceil(world.now() / 3_600_000) * 3_600_000 + 86_400_000
      world.book({ host: adviser, start, invitee: { name: 'Anna', email: 'anna@example.com' } })
      world.book({ host: member, start, invitee: { name: 'Ben', email: 'ben@example.com' } })
    },
  })
})

afterAll(async () => {
  expect(await server.stop()).toBe(0)
})

const accept = (secret: string, more: object = {}) =>
  server.visitor().post('/api/invitations/accept', { secret, password, ...more })

const refused = { status: 401, body: { code: 'wrong_credentials' } }
const gone = { status: 410, body: { code: 'invitation_gone' } }
const signedOut = { status: 401, body: { code: 'unauthenticated' } }

test('the first start tells of one link; it makes the owner, once', async () => {
  const told = await server.links()
  expect(told).toHaveLength(1)
  const secret = secretIn(told.join())
  expect(told[0]).toContain(`${server.url}/#invitation=`)
  const visitor = server.visitor()
  expect(await visitor.get('/api/session')).toMatchObject({ body: { mode: 'accounts', person: null } })
  expect(await visitor.post('/api/invitations/look', { secret })).toMatchObject({
    body: { email: null, isKnown: false },
  })
  expect(await accept('x'.repeat(43), { email: 'eve@example.com' })).toMatchObject(gone)
  // What is wrong with an acceptance does not use the link up.
  expect(await accept(secret, { email: 'olga@example.com', password: 'too short' })).toMatchObject({
    status: 400,
    body: { code: 'weak_password' },
  })
  expect(await accept(secret)).toMatchObject({ status: 400, body: { code: 'address_missing' } })
  const claims = ['olga@example.com', 'eve@example.com', 'mallory@example.com'].map((email) =>
    accept(secret, { email }),
  )
  const answers = await Promise.all(claims)
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 410, 410])
  expect(await accept(secret, { email: 'eve@example.com' })).toMatchObject(gone)
  const { person } = answers.find(({ status }) => status === 200)?.body ?? {}
  expect(person).toMatchObject({ role: 'owner', isEmailVouched: false })
  owner = server.visitor()
  await owner.post('/api/session', { email: person?.email, password })
  expect((await owner.get('/api/session')).body).toMatchObject({
    mode: 'accounts',
    person: { role: 'owner' },
  })
})

test('the cookie is for this host alone, unseen by scripts and by other sites', async () => {
  const visitor = server.visitor()
  const { headers } = await visitor.post('/api/session', {
    email: (await owner.get('/api/session')).body.person?.email,
    password,
  })
  const [cookie = '', ...others] = headers.getSetCookie()
  expect(others).toEqual([])
  expect(cookie).toMatch(/^calendly-sync=/) // plain http on this machine; https has a test of its own
  expect(cookie.split('; ').slice(1).sort()).toEqual(
    ['HttpOnly', 'Max-Age=604800', 'Path=/', 'SameSite=Strict'].sort(),
  )
})

test('whom the owner invites signs in, is matched by the address of the invitation, and sees the own meetings', async () => {
  const invited = await owner.post('/api/invitations', { email: 'Clara@Falkenberg-Partner.example' })
  expect(invited).toMatchObject({ status: 201 })
  expect(rows((await owner.get('/api/invitations')).body.data)).toMatchObject([
    { email: 'clara@falkenberg-partner.example', role: 'member' },
  ])
  const secret = secretIn(String(invited.body.url))
  clara = server.visitor()
  expect(await clara.post('/api/invitations/look', { secret })).toMatchObject({
    body: { email: 'clara@falkenberg-partner.example' },
  })
  // The address is the invitation's, whatever the form says.
  const more = { secret, password, name: 'Clara', email: 'jonas@falkenberg-partner.example' }
  expect(await clara.post('/api/invitations/accept', more)).toMatchObject({
    status: 200,
    body: { person: { email: 'clara@falkenberg-partner.example', isEmailVouched: true, role: 'member' } },
  })
  expect(await accept(secret)).toMatchObject(gone)
  await imported(server, { cookie: clara.cookie })
  const meetings = rows((await clara.get('/api/meetings')).body.data)
  expect(meetings).toMatchObject([{ attendees: [{ name: 'Anna' }] }])

  // Owners operate; other people's meetings are not theirs to see.
  const [meeting] = meetings
  expect((await owner.get('/api/meetings')).body.data).toEqual([])
  for (const path of [
    `/api/meetings/${meeting?.id}`,
    `/api/clients/${rows(meeting?.attendees)[0]?.clientId}`,
  ]) {
    expect([path, (await owner.get(path)).status]).toEqual([path, 404])
    expect([path, (await clara.get(path)).status]).toEqual([path, 200])
  }
  expect(await owner.get('/api/calendly/status')).toMatchObject({
    body: { accounts: [], problem: { code: 'email_unmatched' } },
  })
})

test('a second invitation ends the first, one that is withdrawn is over, and one for who is here is refused', async () => {
  const email = 'jonas@falkenberg-partner.example'
  const [first, second] = [
    await owner.post('/api/invitations', { email }),
    await owner.post('/api/invitations', { email }),
  ].map(({ body }) => secretIn(String(body.url)))
  expect(await accept(first ?? '')).toMatchObject(gone)
  const [waiting, ...others] = rows((await owner.get('/api/invitations')).body.data)
  expect(others).toEqual([])
  expect(await owner.send('DELETE', `/api/invitations/${waiting?.id}`)).toMatchObject({ status: 200 })
  expect(await accept(second ?? '')).toMatchObject(gone)
  expect(await owner.send('DELETE', `/api/invitations/${waiting?.id}`)).toMatchObject({ status: 404 })
  expect(await owner.post('/api/invitations', { email: 'clara@falkenberg-partner.example' })).toMatchObject({
    status: 409,
    body: { code: 'already_here' },
  })
})

test('an unknown address and a wrong password get the same answer', async () => {
  const words = (answer: { status: number; body: Json; headers: Headers }) => {
    const headers = Object.fromEntries(answer.headers)
    delete headers.date
    return { status: answer.status, body: answer.body, headers }
  }
  const attempts = [
    { email: 'clara@falkenberg-partner.example', password: 'a wrong but long password' },
    { email: 'nobody@falkenberg-partner.example', password: 'a wrong but long password' },
    { email: 'clara@falkenberg-partner.example', password: '' },
    { email: 'clara@falkenberg-partner.example', password: 'x'.repeat(900) },
  ]
  const answers = await Promise.all(attempts.map((attempt) => server.visitor().post('/api/session', attempt)))
  expect(answers[0]).toMatchObject(refused)
  for (const answer of answers) expect(words(answer)).toEqual(words(answers[0] ?? answer))
  const known = await server.visitor().post('/api/session', {
    email: ' CLARA@falkenberg-partner.example',
    password,
  })
  expect(known.status).toBe(200)
})

test('signing out ends the session itself, here or everywhere', async () => {
  const again = async () => {
    const person = server.visitor()
    await person.post('/api/session', { email: 'clara@falkenberg-partner.example', password })
    return person
  }
  const [desk, phone] = [await again(), await again()]
  const stolen = { desk: desk.cookie, phone: phone.cookie }
  expect(await desk.send('DELETE', '/api/session')).toMatchObject({ status: 200 })
  expect(desk.cookie).toBe('')
  desk.cookie = stolen.desk
  expect(await desk.get('/api/meetings')).toMatchObject(signedOut)
  expect((await phone.get('/api/meetings')).status).toBe(200)

  const tablet = await again()
  expect(await tablet.send('DELETE', '/api/session?which=all')).toMatchObject({ status: 200 })
  for (const cookie of [stolen.phone, clara.cookie]) {
    phone.cookie = cookie
    expect(await phone.get('/api/meetings')).toMatchObject(signedOut)
  }
  expect((await owner.get('/api/calendly/status')).status).toBe(200)
  clara = await again()
})

test('who signs in anew has one session, not two', async () => {
  const person = server.visitor()
  const enter = () => person.post('/api/session', { email: 'clara@falkenberg-partner.example', password })
  await enter()
  const before = person.cookie
  expect((await enter()).status).toBe(200)
  expect(person.cookie).not.toBe(before)
  expect((await person.get('/api/meetings')).status).toBe(200)
  person.cookie = before
  expect(await person.get('/api/meetings')).toMatchObject(signedOut)
})

test('a new password ends the other sessions and the old password', async () => {
  const phone = server.visitor()
  const email = 'clara@falkenberg-partner.example'
  await phone.post('/api/session', { email, password })
  const change = (current: string, next: string) =>
    clara.send('PUT', '/api/session/password', { current, next })
  const next = 'nine quiet foxes in the rain'
  expect(await change('not the one', next)).toMatchObject(refused)
  expect(await change(password, 'short')).toMatchObject({ status: 400, body: { code: 'weak_password' } })
  expect((await phone.get('/api/meetings')).status).toBe(200)
  expect(await change(password, next)).toMatchObject({ status: 200 })
  expect(await phone.get('/api/meetings')).toMatchObject(signedOut)
  expect((await clara.get('/api/meetings')).status).toBe(200)
  expect(await phone.post('/api/session', { email, password })).toMatchObject(refused)
  expect((await phone.post('/api/session', { email, password: next })).status).toBe(200)
})

/** T11: what a member may not do. Everything else is about the own data, or about nobody's. */
const ownersOnly = [
  'GET /api/operations',
  'POST /api/operations/pause',
  'POST /api/operations/resume',
  'POST /api/operations/retry',
  'DELETE /api/operations/mute/{id}',
  'GET /api/setup',
  'GET /api/people',
  'DELETE /api/people/{id}',
  'GET /api/invitations',
  'POST /api/invitations',
  'DELETE /api/invitations/{id}',
]

test('a member may do nothing that is an owner’s, on any route', async () => {
  const headers = { cookie: clara.cookie, origin: server.url }
  const forbidden: string[] = []
  for (const route of (await listRoutes(server.url)).filter((one) => !one.isOpen)) {
    const init = requestOf(route, headers)
    const body = route.template === '/api/invitations' ? { body: '{"email":"eve@example.com"}' } : {}
    const answer = await fetch(
      `${server.url}${route.path}`,
      route.method === 'GET' ? init : { ...init, ...body },
    )
    await answer.body?.cancel()
    if (answer.status === 403) forbidden.push(`${route.method} ${route.template}`)
  }
  expect(forbidden.sort()).toEqual([...ownersOnly].sort())
})

test('who is removed is refused at once, and the last owner stays', async () => {
  const dan = await server.member(owner, 'dan@example.com')
  const people = rows((await owner.get('/api/people')).body.data)
  const idOf = (email: string) => people.find((person) => String(person.email) === email)?.id
  expect((await dan.get('/api/meetings')).status).toBe(200)
  expect(await owner.send('DELETE', `/api/people/${idOf('dan@example.com')}`)).toMatchObject({ status: 200 })
  expect(await dan.get('/api/meetings')).toMatchObject(signedOut)
  expect(await dan.post('/api/session', { email: 'dan@example.com', password })).toMatchObject(refused)
  const [me] = people.filter((person) => String(person.role) === 'owner')
  expect(await owner.send('DELETE', `/api/people/${me?.id}`)).toMatchObject({
    status: 409,
    body: { code: 'last_owner' },
  })
  expect(await owner.send('DELETE', `/api/people/${randomUUID()}`)).toMatchObject({ status: 404 })
})
