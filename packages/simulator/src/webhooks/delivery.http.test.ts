import { createServer } from 'node:http'
import { describe, expect, it, onTestFinished } from 'vitest'
import { manualClock, realClock } from '../clock.ts'
import { isSigned, receive, resourceOf, subscribe } from '../testing/receive.ts'
import { type Served, serve } from '../testing/serve.ts'
import type { Quirks } from '../world/state.ts'
import { createPoster } from './post.ts'

const now = Date.UTC(2026, 10, 22, 12)
const minute = 60_000
const hour = 60 * minute
const ada = { name: 'Ada Lovelace', email: 'ada@client.example' }

// Two cores, and other tests beside this one.
const patiently = { timeout: 10_000 }

async function listening(quirks: Partial<Quirks> = {}) {
  const clock = manualClock(now)
  const served = await serve({ world: 'empty', clock, quirks })
  const receiver = await receive()
  const subscription = await subscribe(served, receiver.url, { signing_key: 'key' })
  const { world, webhooks } = served.simulator
  const book = () => world.book({ start: clock.now() + 24 * hour, invitee: ada })
  return { served, clock, world, webhooks, receiver, subscription, book }
}

async function shown(served: Served, uri: string) {
  return resourceOf((await served.get(uri.replace('https://api.calendly.com', ''))).body)
}

describe('a message that is not taken', () => {
  it.each([301, 302, 400, 410, 429, 500])(
    'with %i is sent again, the same bytes, a minute later',
    async (status) => {
      const { served, clock, webhooks, receiver, subscription, book } = await listening()
      receiver.answer = () => status
      book()
      await webhooks.idle()
      expect(await shown(served, subscription)).toMatchObject({
        state: 'active',
        retry_started_at: '2026-11-22T12:00:00.000000Z',
      })
      receiver.answer = () => 204
      clock.advance(minute - 1)
      await webhooks.idle()
      expect(receiver.received).toHaveLength(1)
      clock.advance(1)
      await webhooks.idle()
      const [first, second] = receiver.received
      expect(second?.text).toBe(first?.text)
      expect(receiver.received.map(({ path }) => path)).toEqual(['/hook', '/hook'])
      expect((await shown(served, subscription)).retry_started_at).toBeNull()
      expect(webhooks.deliveries()).toMatchObject([
        {
          subscription,
          event: 'invitee.created',
          state: 'delivered',
          attempts: [
            { at: now, status },
            { at: now + minute, status: 204 },
          ],
        },
      ])
    },
  )

  it('is retried ever more seldom, and after a day the subscription is disabled', async () => {
    const { served, clock, webhooks, receiver, subscription, book } = await listening()
    receiver.answer = () => 500
    book()
    for (let minutes = 0; minutes < 24 * 60; minutes++) {
      await webhooks.idle()
      clock.advance(minute)
    }
    await webhooks.idle()
    const [delivery] = webhooks.deliveries()
    const waits = delivery?.attempts.map(({ at }) => (at - now) / minute)
    expect(waits).toEqual([0, 1, 3, 7, 15, 31, 63, 127, 255, 511, 1023])
    expect(delivery?.state).toBe('gaveUp')
    expect(await shown(served, subscription)).toMatchObject({
      state: 'disabled',
      retry_started_at: '2026-11-22T12:00:00.000000Z',
      updated_at: '2026-11-23T12:00:00.000000Z',
    })
    receiver.answer = () => 200
    receiver.received.length = 0
    book()
    await webhooks.idle()
    expect(receiver.received).toEqual([])
    expect(webhooks.deliveries()).toHaveLength(1)
  })

  it('holds back no other; one success begins the day anew', async () => {
    const { served, clock, world, webhooks, receiver, subscription, book } = await listening()
    const bad = book()
    receiver.answer = ({ body }) => (body.payload.uri === bad.invitee ? 500 : 200)
    await webhooks.idle()
    clock.advance(23 * hour)
    await webhooks.idle()
    const good = book()
    await webhooks.idle()
    expect(receiver.received.at(-1)?.body.payload.uri).toBe(good.invitee)
    expect((await shown(served, subscription)).retry_started_at).toBeNull()
    clock.advance(2 * hour)
    await webhooks.idle()
    expect((await shown(served, subscription)).state).toBe('active')
    world.cancelInvitee(good.invitee)
    await webhooks.idle()
    expect(receiver.events().at(-1)).toBe('invitee.canceled')
  })

  it('is sent again by real time as well, when the clock runs', async () => {
    const served = await serve({ world: 'empty', clock: realClock(), quirks: { firstRetryMs: 60 } })
    const receiver = await receive()
    await subscribe(served, receiver.url)
    const { world, webhooks, clock } = served.simulator
    receiver.answer = () => (receiver.received.length < 3 ? 503 : 200)
    world.book({ start: clock.now() + hour, invitee: ada })
    await expect.poll(() => receiver.received.length, patiently).toBe(3)
    await expect.poll(() => webhooks.deliveries()[0]?.state, patiently).toBe('delivered')
  })

  it('is signed anew for each attempt, or as the first time when that quirk says so', async () => {
    for (const retriesResign of [true, false]) {
      const { clock, webhooks, receiver, book } = await listening({ retriesResign })
      receiver.answer = () => 500
      book()
      await webhooks.idle()
      clock.advance(minute)
      await webhooks.idle()
      expect(receiver.received.map((message) => isSigned(message, 'key'))).toEqual([true, true])
      const stamps = receiver.received.map(
        ({ headers }) => /^t=(\d+)/.exec(String(headers['calendly-webhook-signature']))?.[1],
      )
      const again = (now + (retriesResign ? minute : 0)) / 1000
      expect(stamps).toEqual([String(now / 1000), String(again)])
    }
  })

  it('because nobody listens is retried like any other, and the reason is kept', async () => {
    const { served, clock, webhooks, receiver, book } = await listening()
    await subscribe(served, 'http://127.0.0.1:1/closed')
    book()
    await webhooks.idle()
    const closed = webhooks.deliveries().find(({ state }) => state === 'queued')
    expect(closed?.attempts).toEqual([
      { at: now, status: null, error: expect.stringMatching(/ECONNREFUSED/) },
    ])
    expect(receiver.received).toHaveLength(1)
    clock.advance(25 * hour)
    expect(webhooks.subscriptions().map(({ state }) => state)).toEqual(['active', 'disabled'])
  })

  it('is given up when its subscription is deleted or disabled meanwhile', async () => {
    for (const end of ['delete', 'disable'] as const) {
      const { served, clock, webhooks, receiver, subscription, book } = await listening()
      receiver.answer = () => 500
      book()
      await webhooks.idle()
      const path = subscription.replace('https://api.calendly.com', '')
      if (end === 'delete') await served.call('DELETE', path)
      else webhooks.disable(subscription)
      book()
      clock.advance(hour)
      await webhooks.idle()
      expect(receiver.received).toHaveLength(1)
      expect(webhooks.deliveries().map(({ state }) => state)).toEqual(['gaveUp'])
    }
  })
})

describe('sending', () => {
  it('keeps 16 messages of a subscription on their way, and a slow hook keeps no other waiting', async () => {
    const { served, webhooks, receiver, book } = await listening()
    const other = await receive()
    await subscribe(served, other.url)
    const gate = withResolvers()
    receiver.answer = () => gate.promise.then(() => 200)
    for (let n = 0; n < 40; n++) book()
    await expect.poll(() => other.received.length, patiently).toBe(40)
    await expect.poll(() => receiver.received.length, patiently).toBe(16)
    gate.resolve()
    await webhooks.idle()
    expect(receiver.received).toHaveLength(40)
    expect(new Set(receiver.received.map(({ body }) => body.payload.uri)).size).toBe(40)
  })

  it('gives up on a server that does not answer, cuts its answer or resets', async () => {
    const server = createServer((request, response) => {
      if (request.url === '/reset') request.socket.resetAndDestroy()
      if (request.url === '/cut') {
        response.writeHead(200, { 'content-length': 100 })
        response.write('half', () => response.destroy())
      }
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const poster = createPoster({ connectMs: 1_000, readMs: 200 })
    onTestFinished(() => {
      poster.close()
      server.closeAllConnections()
      server.close()
    })
    const address = server.address()
    const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
    expect(await poster.post(`${url}/hang`, {}, '{}')).toEqual({
      status: null,
      error: 'the answer took longer than 200 ms',
    })
    expect((await poster.post(`${url}/cut`, {}, '{}')).status).toBeNull()
    expect((await poster.post(`${url}/reset`, {}, '{}')).status).toBeNull()
  })

  it('ends with close: what hangs is cut, what waits is not sent', async () => {
    const { served, clock, webhooks, receiver, subscription, book } = await listening()
    receiver.answer = () => 500
    book()
    await webhooks.idle()
    receiver.answer = () => new Promise(() => {})
    const held = webhooks.hold()
    book()
    expect(held.waiting).toBe(1)
    held.release()
    await expect.poll(() => receiver.received.length, patiently).toBe(2)
    webhooks.conduct({ delayMs: [50, 50] })
    book()
    const resting = webhooks.idle()
    await served.simulator.close()
    await resting
    clock.advance(hour)
    book()
    await new Promise((resolve) => setTimeout(resolve, 150))
    expect(receiver.received).toHaveLength(2)
    await expect.poll(() => receiver.connections(), patiently).toBe(0)
    const late = await webhooks.deliver(subscription, {})
    expect(late.attempts).toMatchObject([{ status: null, error: 'the simulator is closed' }])
  })
})

function withResolvers() {
  let resolve = () => {}
  const promise = new Promise<void>((done) => {
    resolve = done
  })
  return { promise, resolve }
}
