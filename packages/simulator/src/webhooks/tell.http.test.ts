import { describe, expect, it } from 'vitest'
import { manualClock } from '../clock.ts'
import { live } from '../life.ts'
import { seededRandom } from '../random.ts'
import { createApp } from '../testing/app.ts'
import { strictChecks } from '../testing/openapi.ts'
import { isSigned, receive, subscribe } from '../testing/receive.ts'
import { serve } from '../testing/serve.ts'

const now = Date.UTC(2026, 10, 22, 12)
const hour = 3_600_000
const ada = { name: 'Ada Lovelace', email: 'ada@client.example' }
const bob = { name: 'Bob', email: 'bob@client.example' }
const isPayload = strictChecks().schema('WebhookPayload')

async function listening() {
  const served = await serve({ world: 'empty', clock: manualClock(now + 345) })
  const receiver = await receive()
  const subscription = await subscribe(served, receiver.url)
  const { world, webhooks, people, clock } = served.simulator
  return { ...served, world, webhooks, people, clock, receiver, subscription }
}

function shapesOf(received: readonly { body: unknown }[]) {
  return received.flatMap(({ body }) => isPayload(body))
}

describe('what is told', () => {
  it('a booking: invitee and event as they are, without the calendar, stamped in whole seconds', async () => {
    const { world, webhooks, people, receiver } = await listening()
    const { event, invitee } = world.book({ start: now + 24 * hour, invitee: ada })
    await webhooks.idle()
    expect(receiver.events()).toEqual(['invitee.created'])
    const body = receiver.received[0]?.body
    expect(isPayload(body)).toEqual([])
    expect(body).toMatchObject({ created_at: '2026-11-22T12:00:00.000000Z', created_by: people.admin })
    const { scheduled_event, ...seen } = body?.payload ?? { scheduled_event: undefined }
    expect(seen).toEqual(world.invitees(event)[0])
    expect(seen).toMatchObject({ uri: invitee, event })
    expect(scheduled_event).toMatchObject({ uri: event, location: { status: 'processing' } })
    expect(scheduled_event).not.toHaveProperty('calendar_event')
    expect(Object.keys(scheduled_event?.event_memberships[0] ?? {})).toEqual([
      'user',
      'user_email',
      'user_name',
    ])
    // Earlier than what it tells: useless for ordering.
    expect(String(body?.created_at) < String(body?.payload.created_at)).toBe(true)
  })

  it('an invitee who cancels; the host who cancels a group, once for each who still was there', async () => {
    const { world, webhooks, people, receiver } = await listening()
    const eventType = world.addEventType({ name: 'Workshop', hosts: [people.adviser], seats: 5 })
    const guests = ['a', 'b', 'c'].map((name) =>
      world.book({ eventType, start: now + hour, invitee: { name, email: `${name}@client.example` } }),
    )
    const [first, second, third] = guests.map(({ invitee }) => invitee)
    world.cancelInvitee(first ?? '')
    await webhooks.idle()
    receiver.received.length = 0
    world.cancelEvent(guests[0]?.event ?? '', { reason: 'Ill' })
    await webhooks.idle()
    expect(receiver.events()).toEqual(['invitee.canceled', 'invitee.canceled'])
    const payloads = receiver.received.map(({ body }) => body.payload)
    expect(payloads.map(({ uri }) => uri).sort()).toEqual([second, third].sort())
    for (const payload of payloads) {
      expect(payload.cancellation).toEqual(payload.scheduled_event.cancellation)
      expect(payload.cancellation).toMatchObject({ reason: 'Ill', canceler_type: 'host' })
      expect(payload.scheduled_event.invitees_counter).toEqual({ total: 3, active: 0, limit: 5 })
    }
    expect(shapesOf(receiver.received)).toEqual([])
  })

  it('a move, as a pair that is linked both ways', async () => {
    const { world, webhooks, receiver } = await listening()
    const before = world.at(now - hour, () => world.book({ start: now + hour, invitee: ada }))
    const after = world.reschedule(before.invitee, now + 48 * hour, { reason: 'Busy' })
    await webhooks.idle()
    const told = Object.fromEntries(receiver.received.map(({ body }) => [body.event, body.payload]))
    expect(receiver.received).toHaveLength(2)
    expect(told['invitee.canceled']).toMatchObject({
      uri: before.invitee,
      rescheduled: true,
      new_invitee: after.invitee,
      old_invitee: null,
      scheduled_event: { uri: before.event, status: 'canceled' },
    })
    expect(told['invitee.created']).toMatchObject({
      uri: after.invitee,
      rescheduled: false,
      old_invitee: before.invitee,
      new_invitee: null,
      scheduled_event: { uri: after.event, status: 'active' },
    })
    expect(shapesOf(receiver.received)).toEqual([])
  })

  it('a no-show and its end, as a pair that nothing but name and mark tells apart', async () => {
    const { world, webhooks, receiver } = await listening()
    const { invitee } = world.at(now - 5 * hour, () => world.book({ start: now - hour, invitee: ada }))
    world.markNoShow(invitee)
    world.markNoShow(invitee)
    await webhooks.idle()
    world.unmarkNoShow(invitee)
    await webhooks.idle()
    expect(receiver.events()).toEqual(['invitee_no_show.created', 'invitee_no_show.deleted'])
    const [created, deleted] = receiver.received.map(({ body }) => body.payload)
    expect(created?.no_show).not.toBeNull()
    expect({ ...created, no_show: null }).toEqual(deleted)
    expect(shapesOf(receiver.received)).toEqual([])
  })

  it('whatever happens, each invitee once when he comes and once when he goes', async () => {
    const { world, webhooks, people, clock, receiver } = await listening()
    world.addEventType({ name: 'Workshop', hosts: [people.adviser], seats: 5 })
    const deeds = live(world, seededRandom(3), 300, () => clock.advance(7_000))
    await webhooks.idle()
    const told = (event: string) =>
      receiver.received.filter(({ body }) => body.event === event).map(({ body }) => body.payload.uri)
    const invitees = world.events().flatMap(({ uri }) => world.invitees(uri))
    expect(told('invitee.created').sort()).toEqual(invitees.map(({ uri }) => uri).sort())
    const gone = invitees.filter(({ status }) => status === 'canceled')
    expect(told('invitee.canceled').sort()).toEqual(gone.map(({ uri }) => uri).sort())
    expect(new Set(deeds.map(({ verb }) => verb)).size).toBeGreaterThan(8)
    expect(shapesOf(receiver.received)).toEqual([])
  })

  it('what the API is told to do as well', async () => {
    const { world, webhooks, receiver, call } = await listening()
    const ahead = world.at(now - hour, () => world.book({ start: now + hour, invitee: ada }))
    const path = `${ahead.event.replace('https://api.calendly.com', '')}/cancellation`
    expect((await call('POST', path, { body: {} })).status).toBe(201)
    await webhooks.idle()
    expect(receiver.events()).toEqual(['invitee.canceled'])
  })

  it('nothing else, and nothing of history being written', async () => {
    const { world, webhooks, people, receiver } = await listening()
    const { event, invitee } = world.at(now - hour, () => {
      const moved = world.book({ start: now + hour, invitee: bob })
      world.reschedule(moved.invitee, now + 5 * hour)
      return world.book({ start: now + 2 * hour, invitee: ada })
    })
    world.reassignHost(event, { to: people.member })
    world.addGuest(event, 'guest@client.example')
    world.setNotes(event, 'Bring the papers')
    world.changeLocation(event, { kind: 'zoom' })
    world.changeStartTime(event, now + 3 * hour)
    world.anonymise(ada.email)
    world.deleteEvent(event)
    expect(() => world.cancelInvitee(invitee)).toThrow()
    await webhooks.idle()
    expect(receiver.received).toEqual([])
    expect(webhooks.deliveries()).toEqual([])
  })
})

describe('who is told', () => {
  it('a user of what he hosts, a group of what its members host, the organization of everything', async () => {
    const served = await serve({ world: 'empty', clock: manualClock(now) })
    const { world, webhooks, people, tokens } = served.simulator
    const third = world.addUser({ name: 'Third', email: 't@firm.example', organization: people.organization })
    const own = world.addEventType({ name: 'Own', hosts: [third] })
    const group = world.addGroup({ name: 'G', organization: people.organization, members: [third] })
    const receiver = await receive()
    const hook = (name: string) => `${receiver.url}/${name}`
    await subscribe(served, hook('all'))
    await subscribe(served, hook('user'), { scope: 'user', user: people.member, token: tokens.member })
    await subscribe(served, hook('group'), { scope: 'group', group })
    const told = async () => {
      await webhooks.idle()
      return receiver.received
        .splice(0)
        .map(({ path }) => path.replace('/hook/', ''))
        .sort()
    }
    world.book({ host: people.member, start: now + hour, invitee: ada })
    expect(await told()).toEqual(['all', 'user'])
    world.book({ eventType: own, start: now + hour, invitee: ada })
    expect(await told()).toEqual(['all', 'group'])
    const stranger = world.addUser({ name: 'Stranger', email: 'stranger@else.example' })
    world.addEventType({ name: 'Elsewhere', hosts: [stranger] })
    world.book({ host: stranger, start: now + hour, invitee: ada })
    expect(await told()).toEqual([])
    const { event } = world.at(now, () =>
      world.book({ host: people.member, start: now + 2 * hour, invitee: bob }),
    )
    world.removeUser(people.member)
    world.cancelEvent(event)
    expect(await told()).toEqual(['all'])
  })

  it('only of the events that were asked for', async () => {
    const served = await serve({ world: 'empty', clock: manualClock(now) })
    const { world, webhooks, people } = served.simulator
    const receiver = await receive()
    await served.call('POST', '/webhook_subscriptions', {
      body: {
        url: receiver.url,
        scope: 'organization',
        organization: people.organization,
        events: ['invitee.canceled', 'invitee.canceled'],
      },
    })
    world.cancelInvitee(world.book({ start: now + hour, invitee: ada }).invitee)
    await webhooks.idle()
    expect(receiver.events()).toEqual(['invitee.canceled'])
  })

  it('with a signature when there is a key, and with none when there is not', async () => {
    const served = await serve({ world: 'empty', clock: manualClock(now) })
    const receiver = await receive()
    await subscribe(served, `${receiver.url}/signed`, { signing_key: 'a key with ümlaut' })
    await subscribe(served, `${receiver.url}/bare`)
    const { world, webhooks } = served.simulator
    world.book({ start: now + hour, invitee: { name: 'Zoë 🙂', email: 'zoe@client.example' } })
    await webhooks.idle()
    const signed = receiver.received.find(({ path }) => path.endsWith('signed'))
    const bare = receiver.received.find(({ path }) => path.endsWith('bare'))
    expect(signed && isSigned(signed, 'a key with ümlaut')).toBe(true)
    expect(signed && isSigned(signed, 'another key')).toBe(false)
    expect(signed?.headers['calendly-webhook-signature']).toMatch(`t=${now / 1000},`)
    expect(bare?.headers).not.toHaveProperty('calendly-webhook-signature')
    expect(bare?.text).toBe(signed?.text)
  })

  it("with the app's key when an app subscribed, or with the one it gave where that quirk is turned", async () => {
    for (const [quirks, key] of [
      [{}, "the app's key"],
      [{ appKeySigns: false }, 'a key of its own'],
    ] as const) {
      const served = await serve({ world: 'empty', clock: manualClock(now), quirks })
      const { world, webhooks, people } = served.simulator
      const app = createApp(served, { scopes: ['default'], webhookSigningKey: "the app's key" })
      const { body } = await app.connect(people.adviser, ['default'])
      const receiver = await receive()
      const token = body.access_token ?? ''
      await subscribe(served, receiver.url, { token, signing_key: 'a key of its own' })
      world.book({ start: now + hour, invitee: ada })
      await webhooks.idle()
      const signed = ["the app's key", 'a key of its own'].filter((one) =>
        receiver.received.every((message) => isSigned(message, one)),
      )
      expect([receiver.received.length, signed]).toEqual([1, [key]])
    }
  })
})
