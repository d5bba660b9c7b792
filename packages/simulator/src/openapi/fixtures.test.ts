import { describe, expect, it } from 'vitest'
import { createSimulator } from '../simulator.ts'
import { fixtureNames, lenientChecks, readFixture } from '../testing/openapi.ts'

/** These hold several locations by name. */
const locations = /^(official|constructed)-locations?-/

/** Which objects a fixture holds, by the beginning of its name; the first that fits counts. */
const kinds: readonly (readonly [prefix: RegExp, schema: string, event?: string])[] = [
  [/^(official-|constructed-)?error/, 'ErrorResponse'],
  [/webhook-subscription/, 'WebhookSubscription'],
  [/webhook/, 'Invitee', 'WebhookScheduledEvent'],
  [locations, 'Location'],
  [/^cancellation/, 'Cancellation'],
  [/no-show-created-201/, 'InviteeNoShow'],
  [/available-times/, 'EventTypeAvailableTime'],
  [/event-types?-/, 'EventType'],
  [/event-types/, 'EventType'],
  [/^(official-user|users)-me/, 'User'],
  [/invitee/, 'Invitee'],
  [/membership/, 'OrganizationMembership'],
  [/scheduled-event/, 'Event'],
]

// Members that only bodies of years ago had (on events: `booking_method`), and what deliveries add.
const legacy = new Set(['canceled', 'kind_description', 'booking_method', 'scheduled_event'])

describe('recorded payloads', () => {
  const { schema } = lenientChecks()

  it.each(fixtureNames().map((name) => [name]))('%s fits the description of the API', (name) => {
    const found = kindOf(name)
    const bodies = bodiesOf(name, readFixture(name))
    expect(bodies.length).toBeGreaterThan(0)
    for (const body of bodies) {
      expect(schema(found.schema)(body)).toEqual([])
      const event = member(body, 'scheduled_event')
      if (found.event && event !== undefined) expect(schema(found.event)(event)).toEqual([])
    }
  })

  it('know no member that the simulator leaves out', async () => {
    const { world } = await createSimulator({ world: 'adviser' })
    const events = world.events()
    const simulated: Record<string, readonly object[]> = {
      Event: events,
      Invitee: events.flatMap((event) => world.invitees(event.uri)),
      User: world.users(),
      OrganizationMembership: world.memberships(),
      EventType: world.eventTypes(),
      Location: events.flatMap((event) => (event.location ? [event.location] : [])),
    }
    for (const name of fixtureNames()) {
      const known = simulated[kindOf(name).schema]
      if (!known) continue
      const members = new Set(known.flatMap((one) => Object.keys(one)))
      for (const body of bodiesOf(name, readFixture(name))) {
        const missing = Object.keys(Object(body)).filter((key) => !members.has(key) && !legacy.has(key))
        expect({ name, missing }).toEqual({ name, missing: [] })
      }
    }
  })
})

function kindOf(name: string): { schema: string; event?: string } {
  const [, schema, event] = kinds.find(([prefix]) => prefix.test(name)) ?? []
  if (!schema) throw new Error(`say in this test what ${name} holds`)
  return event === undefined ? { schema } : { schema, event }
}

function bodiesOf(name: string, content: unknown): unknown[] {
  if (locations.test(name)) return Object.values(Object(content))
  const inner = member(content, 'resource') ?? member(content, 'payload') ?? content
  const rows = member(inner, 'collection')
  return Array.isArray(rows) ? rows : [inner]
}

function member(body: unknown, name: string): unknown {
  return typeof body === 'object' && body !== null ? Reflect.get(body, name) : undefined
}
