import { describe, expect, it } from 'vitest'
import { manualClock } from '../clock.ts'
import { isSigned, receive, subscribe } from '../testing/receive.ts'
import { serve } from '../testing/serve.ts'

const now = Date.UTC(2026, 10, 22, 12)
const hour = 3_600_000

async function listening(seed = 1) {
  const clock = manualClock(now)
  const served = await serve({ world: 'empty', clock, seed })
  const receiver = await receive()
  const subscription = await subscribe(served, receiver.url, { signing_key: 'key' })
  const { world, webhooks } = served.simulator
  const book = (name: string | number) =>
    world.book({ start: now + hour, invitee: { name: String(name), email: 'x@client.example' } })
  const names = () => receiver.received.map(({ body }) => body.payload.name)
  return { served, clock, world, webhooks, receiver, subscription, book, names }
}

describe('conduct', () => {
  it('sends some twice and loses some, as the seed decides', async () => {
    const life = async () => {
      const { webhooks, receiver, book, names } = await listening(7)
      webhooks.conduct({ duplicate: 0.3, lose: 0.3 })
      for (let n = 0; n < 60; n++) book(n)
      await webhooks.idle()
      const lost = webhooks.deliveries().filter(({ state }) => state === 'lost')
      const copies = new Set(receiver.received.map(({ text }) => text)).size
      expect(copies + lost.length).toBe(60)
      expect(lost.every(({ attempts }) => attempts.length === 0)).toBe(true)
      expect(receiver.received.length).toBeGreaterThan(copies)
      expect(lost.length).toBeGreaterThan(5)
      webhooks.conduct({})
      receiver.received.length = 0
      for (let n = 0; n < 20; n++) book(n)
      await webhooks.idle()
      expect(names().sort()).toEqual(Array.from({ length: 20 }, (_, n) => String(n)).sort())
      return webhooks.deliveries().map(({ state, event }) => `${event} ${state}`)
    }
    expect(await life()).toEqual(await life())
  })

  it('lets messages overtake each other', async () => {
    const { webhooks, book, names } = await listening()
    webhooks.conduct({ reorder: true })
    for (let n = 0; n < 30; n++) book(n)
    await webhooks.idle()
    const inOrder = Array.from({ length: 30 }, (_, n) => String(n))
    expect(names()).not.toEqual(inOrder)
    expect(names().sort()).toEqual(inOrder.sort())
  })

  it('delays messages by real time, and says what is wrong with itself', async () => {
    const { webhooks, receiver, book } = await listening()
    webhooks.conduct({ delayMs: [150, 200] })
    const startedAt = performance.now()
    book('Late')
    await webhooks.idle()
    expect(performance.now() - startedAt).toBeGreaterThan(140)
    expect(receiver.received).toHaveLength(1)
    expect(() => webhooks.conduct({ lose: 2 })).toThrow(/share/)
    expect(() => webhooks.conduct({ duplicate: Number.NaN })).toThrow(/share/)
    expect(() => webhooks.conduct({ delayMs: [5, 1] })).toThrow(/delayMs/)
  })
})

describe('messages that are held', () => {
  it.each([
    ['forward', ['0', '1', '2', '3', '4']],
    ['backward', ['4', '3', '2', '1', '0']],
  ] as const)('go %s, one after another, when they are let go', async (order, expected) => {
    const { webhooks, book, names } = await listening()
    const held = webhooks.hold()
    for (let n = 0; n < 5; n++) book(n)
    expect(held.waiting).toBe(5)
    await webhooks.idle()
    expect(names()).toEqual([])
    held.release(order)
    expect(held.waiting).toBe(0)
    book('after')
    await webhooks.idle()
    expect(names().filter((name) => name !== 'after')).toEqual(expected)
    expect(names()).toContain('after')
  })

  it('go shuffled, none missing', async () => {
    const { webhooks, book, names } = await listening()
    const held = webhooks.hold()
    for (let n = 0; n < 30; n++) book(n)
    held.release('shuffled')
    await webhooks.idle()
    const inOrder = Array.from({ length: 30 }, (_, n) => String(n))
    expect(names()).not.toEqual(inOrder)
    expect(names().sort()).toEqual(inOrder.sort())
  })

  it('are retries as well, and carry what was true when it happened', async () => {
    const { clock, world, webhooks, receiver, book } = await listening()
    receiver.answer = () => 500
    const { invitee } = book('Ada')
    await webhooks.idle()
    const held = webhooks.hold()
    clock.advance(60_000)
    expect(held.waiting).toBe(1)
    world.cancelInvitee(invitee)
    expect(held.waiting).toBe(2)
    receiver.answer = () => 200
    held.release('backward')
    await webhooks.idle()
    expect(receiver.events()).toEqual(['invitee.created', 'invitee.canceled', 'invitee.created'])
    expect(receiver.received.at(-1)?.body.payload.status).toBe('active')
  })

  it('tell how many seats are taken when they are written, unless that quirk is turned', async () => {
    for (const counterAtSend of [true, false]) {
      const served = await serve({ world: 'empty', clock: manualClock(now), quirks: { counterAtSend } })
      const { world, webhooks, people } = served.simulator
      const receiver = await receive()
      await subscribe(served, receiver.url)
      const eventType = world.addEventType({ name: 'Workshop', hosts: [people.adviser], seats: 5 })
      for (const name of ['a', 'b']) {
        world.book({ eventType, start: now + hour, invitee: { name, email: `${name}@client.example` } })
      }
      await webhooks.idle()
      const totals = receiver.received.map(({ body }) => body.payload.scheduled_event.invitees_counter.total)
      expect(totals.sort()).toEqual(counterAtSend ? [2, 2] : [1, 2])
    }
  })
})

describe('by hand', () => {
  it('a message is sent again, byte for byte and with its old signature', async () => {
    const { clock, webhooks, receiver, book } = await listening()
    book('Ada')
    await webhooks.idle()
    clock.advance(600_000)
    const again = await webhooks.replay(webhooks.deliveries()[0]?.id ?? '')
    expect(again).toMatchObject({ state: 'delivered', attempts: [{ status: 200 }] })
    const [first, second] = receiver.received
    expect(second?.text).toBe(first?.text)
    expect(second?.headers['calendly-webhook-signature']).toBe(first?.headers['calendly-webhook-signature'])
    webhooks.conduct({ lose: 1 })
    book('Bob')
    const lost = webhooks.deliveries().find(({ state }) => state === 'lost')
    await webhooks.replay(lost?.id ?? '')
    expect(receiver.received.map((message) => isSigned(message, 'key'))).toEqual([true, true, true])
    await expect(webhooks.replay('delivery-99')).rejects.toThrow(/no delivery/)
  })

  it('any body is sent, signed for any time and with any key', async () => {
    const { webhooks, receiver, subscription } = await listening()
    receiver.answer = () => 422
    const t = now / 1000 - 3_600
    const refused = await webhooks.deliver(subscription, '[1,2]', { t })
    expect(refused).toMatchObject({ state: 'gaveUp', attempts: [{ status: 422 }], event: '(by hand)' })
    await webhooks.deliver(subscription, { event: 'invitee.created' }, { key: 'forged' })
    const [old, forged] = receiver.received
    expect(old?.text).toBe('[1,2]')
    expect(old && isSigned(old, 'key')).toBe(true)
    expect(old?.headers['calendly-webhook-signature']).toMatch(`t=${t},`)
    expect(forged && isSigned(forged, 'key')).toBe(false)
    expect(forged && isSigned(forged, 'forged')).toBe(true)
    expect(webhooks.subscriptions()[0]?.retry_started_at).toBeNull()
    await expect(webhooks.deliver('nothing', {})).rejects.toThrow(/no webhook subscription/)
  })

  it('a subscription is made to look failing, and is disabled a day later', async () => {
    const { clock, webhooks, subscription } = await listening()
    webhooks.fail(subscription)
    expect(webhooks.subscriptions()).toMatchObject([{ state: 'active' }])
    expect(webhooks.subscriptions()[0]?.retry_started_at).toMatch(/^2026-11-22T12:00:00/)
    clock.advance(24 * hour + 1)
    expect(webhooks.subscriptions()).toMatchObject([{ state: 'disabled' }])
  })
})
