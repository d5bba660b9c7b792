import { request } from 'node:http'
import { expect, it } from 'vitest'
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
