import { request } from 'node:http'
import { expect, it } from 'vitest'
import { createApp, readMe } from '../testing/app.ts'
import { receive, subscribe } from '../testing/receive.ts'
import { serve } from '../testing/serve.ts'

it('lets a person see the world, book, move, cancel and mark, without a token and outside the log', async () => {
  const { simulator, call } = await serve({ world: 'adviser' })
  const post = (path: string, body: unknown) => call('POST', `/control/api/${path}`, { token: null, body })
  const start = new Date(simulator.clock.now() + 864e5).toISOString()
  const booked = await post('world/book', { start, invitee: { name: 'Ada', email: 'ada@client.example' } })
  expect(booked.status).toBe(200)
  const meeting = simulator.world.events().find((event) => event.start_time.startsWith(start.slice(0, 19)))
  const invitee = simulator.world.invitees(meeting?.uri ?? '')[0]?.uri
  const later = new Date(simulator.clock.now() + 2 * 864e5).toISOString()
  expect((await post('world/reschedule', [invitee, later])).status).toBe(200)
  const moved = simulator.world.invitees(meeting?.uri ?? '')[0]?.new_invitee
  expect((await post('world/markNoShow', [moved])).status).toBe(200)
  expect((await post('world/cancelInvitee', [moved])).status).toBe(200)
  const { body } = await call('GET', '/control/api/state', { token: null })
  expect(body).toMatchObject({ people: simulator.people, tokens: { adviser: simulator.tokens.adviser } })
  expect(simulator.requests.count()).toBe(0)
})

it('moves the clock and adds faults, and says what is wrong with a bad order', async () => {
  const { simulator, call, get } = await serve({ world: 'empty' })
  const post = (path: string, body: unknown) => call('POST', `/control/api/${path}`, { token: null, body })
  const before = simulator.clock.now()
  await post('clock', { advanceMs: 3_600_000 })
  expect(simulator.clock.now() - before).toBeGreaterThanOrEqual(3_600_000)
  await post('faults', { kind: 'status', status: 418, nth: 1 })
  expect((await get('/users/me')).status).toBe(418)
  expect(await post('faults', { kind: 'nonsense' })).toMatchObject({ status: 400 })
  expect(await post('faults', { kind: 'redirect' })).toMatchObject({ status: 400 })
  expect(await post('world/constructor', [])).toMatchObject({ status: 400 })
  expect(await post('world/cancelEvent', ['none'])).toMatchObject({
    status: 400,
    body: { error: 'there is no event none in this world' },
  })
  await call('DELETE', '/control/api/faults', { token: null, body: {} })
  expect(simulator.faults.armed()).toEqual([])
})

it('shows subscriptions and deliveries, and treats both as it is told', async () => {
  const served = await serve({ world: 'empty' })
  const { simulator, call } = served
  const { world, webhooks, clock } = simulator
  const receiver = await receive()
  const subscription = await subscribe(served, receiver.url)
  const post = (path: string, body: unknown) =>
    call('POST', `/control/api/webhooks/${path}`, { token: null, body })
  world.book({ start: clock.now() + 864e5, invitee: { name: 'Ada', email: 'ada@client.example' } })
  await webhooks.idle()
  const shown = await call('GET', '/control/api/webhooks', { token: null })
  expect(shown.body).toMatchObject({
    subscriptions: [{ uri: subscription, state: 'active' }],
    conduct: {},
    latest: [{ event: 'invitee.created', state: 'delivered', attempts: [{ status: 200 }] }],
  })
  expect(await post('sample', { subscription })).toMatchObject({ body: { state: 'delivered' } })
  const { id } = webhooks.deliveries()[0] ?? {}
  expect(await post('replay', { delivery: id })).toMatchObject({ body: { state: 'delivered' } })
  expect(receiver.events()).toEqual(['invitee.created', 'invitee.created', 'invitee.created'])
  expect(await post('conduct', { lose: 1, delayMs: [0, 5], reorder: true })).toMatchObject({
    body: { conduct: { lose: 1, delayMs: [0, 5], reorder: true } },
  })
  for (const wrong of [{ lose: 2 }, { lose: 'all' }, { delayMs: 5 }, { nonsense: 1 }]) {
    expect((await post('conduct', wrong)).status).toBe(400)
  }
  expect((await post('fail', { subscription })).status).toBe(200)
  expect((await post('disable', { subscription })).status).toBe(200)
  expect(webhooks.subscriptions()).toMatchObject([
    { state: 'disabled', retry_started_at: expect.any(String) },
  ])
  expect(await post('disable', {})).toMatchObject({ status: 400, body: { error: 'give "subscription"' } })
  expect((await post('replay', { delivery: 'none' })).status).toBe(400)
})

it('does for another process what users do in a browser, and shows what came of it', async () => {
  const served = await serve({ world: 'empty' })
  const { call, simulator } = served
  const { people, oauth } = simulator
  const post = (path: string, body: unknown) =>
    call('POST', `/control/api/oauth/${path}`, { token: null, body })
  const redirectUri = 'https://app.example/back'
  const registered = await post('register', {
    kind: 'web',
    clientId: 'mine',
    redirectUris: [redirectUri],
    scopes: ['users:read'],
  })
  expect(registered).toMatchObject({
    status: 200,
    body: { clientId: 'mine', clientSecret: expect.any(String) },
  })
  const app = createApp(served, { clientId: 'mine', redirectUris: [redirectUri], scopes: ['users:read'] })
  const url = app.authorizeUrl({ redirect_uri: redirectUri, scope: 'users:read' })
  const approved = await post('approve', { url, user: people.member, scopes: ['users:read'] })
  const location = String(Reflect.get(Object(approved.body), 'location'))
  const { body } = await app.redeem(location, { redirect_uri: redirectUri })
  expect((await readMe(served, body.access_token)).status).toBe(200)
  expect(await post('deny', { url })).toMatchObject({
    body: { location: expect.stringContaining('error=access_denied') },
  })
  const shown = await call('GET', '/control/api/oauth', { token: null })
  expect(shown.body).toMatchObject({
    clients: [{ clientId: 'sim-client', clientSecret: 'sim-client-secret' }, { clientId: 'mine' }],
    grants: [{ clientId: 'mine', user: people.member, state: 'active', accessTokens: 1 }],
    tokenCalls: [{ grantType: 'authorization_code', user: people.member, outcome: 'issued' }],
  })
  for (const secret of oauth.secrets()) expect(JSON.stringify(shown.body)).not.toContain(secret)
  expect((await post('expire', { user: people.member })).status).toBe(200)
  expect((await readMe(served, body.access_token)).status).toBe(401)
  expect((await app.refresh(body.refresh_token)).status).toBe(200)
  expect(await post('revoke', { user: people.member })).toMatchObject({ body: { revoked: 1 } })
  expect(oauth.grants()).toMatchObject([{ state: 'revoked' }])
  for (const [path, wrong] of [
    ['approve', { user: people.member }],
    ['approve', { url, user: people.member, scopes: 'users:read' }],
    ['approve', { url: `${url}&client_id=x`, user: people.member }],
    ['register', { kind: 'desktop' }],
    ['register', { kind: 'web' }],
    ['revoke', {}],
  ] as const) {
    expect(await post(path, wrong)).toMatchObject({ status: 400, body: { error: expect.any(String) } })
  }
})

it('changes people, roles and plans', async () => {
  const { simulator, call } = await serve({ world: 'empty' })
  const { people, world } = simulator
  const post = (verb: string, body: unknown) =>
    call('POST', `/control/api/world/${verb}`, { token: null, body })
  await post('setRole', [people.member, 'admin'])
  await post('changePlan', [people.organization, 'free'])
  const state = async () => (await call('GET', '/control/api/state', { token: null })).body
  expect(await state()).toMatchObject({
    organizations: [{ uri: people.organization, stage: 'free' }],
    memberships: [{ role: 'owner' }, { user: people.member, role: 'admin' }],
  })
  await post('removeUser', [people.member])
  expect(world.memberships().filter((one) => one.organization === people.organization)).toHaveLength(1)
  await post('addMember', [people.organization, people.member, 'user'])
  expect(await state()).toMatchObject({
    memberships: [{ role: 'owner' }, { user: people.member, role: 'user' }],
  })
})

it('shows the page', async () => {
  const { url } = await serve({ world: 'empty' })
  const page = await fetch(`${url}/control`)
  expect(page.headers.get('content-type')).toContain('text/html')
  expect(await page.text()).toContain('Calendly Simulator')
})

it('refuses foreign names and writes that a foreign page could send', async () => {
  const { url } = await serve({ world: 'empty' })
  expect(await statusOf(`${url}/control/api/state`, 'GET', { host: 'evil.example' })).toBe(403)
  expect(await statusOf(`${url}/control`, 'GET', { host: 'evil.example' })).toBe(403)
  expect(await statusOf(`${url}/control/api/clock`, 'POST', { 'content-type': 'text/plain' })).toBe(403)
})

// fetch does not let a caller choose the Host header.
function statusOf(url: string, method: string, headers: Record<string, string>) {
  return new Promise<number | undefined>((resolve, reject) => {
    const sent = request(url, { method, headers }, (response) => {
      response.resume()
      resolve(response.statusCode)
    })
    sent.on('error', reject)
    sent.end()
  })
}
