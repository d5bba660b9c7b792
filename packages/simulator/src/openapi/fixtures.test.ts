import { describe, expect, it } from 'vitest'
import { realClock } from '../clock.ts'
import { seededRandom } from '../random.ts'
import { fixtureNames, lenientChecks, readFixture } from '../testing/openapi.ts'
import { payloadOf } from '../webhooks/body.ts'
import { createState, defaultQuirks, presentUs } from '../world/state.ts'
import { createWorld } from '../world/world.ts'
import { seedWorld } from '../worlds/seed.ts'

/** These hold several locations by name. */
const locations = /^(official|constructed)-locations?-/

/** Which objects a fixture holds, by the beginning of its name; the first that fits counts. */
const kinds: readonly (readonly [prefix: RegExp, schema: string])[] = [
  [/^(official-|constructed-)?error/, 'ErrorResponse'],
  [/^oauth-error/, 'OAuthError'],
  [/^oauth-token/, 'OAuthToken'],
  [/webhook-subscription/, 'WebhookSubscription'],
  [/^webhook-payload/, 'InviteePayload'],
  [/webhook/, 'WebhookPayload'],
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

// Members that only bodies of years ago had (on events: `booking_method`).
const legacy = new Set(['canceled', 'kind_description', 'booking_method'])

describe('recorded payloads', () => {
  const { schema } = lenientChecks()

  it.each(fixtureNames().map((name) => [name]))('%s fits the description of the API', (name) => {
    const bodies = bodiesOf(name, readFixture(name))
    expect(bodies.length).toBeGreaterThan(0)
    for (const body of bodies) expect(schema(kindOf(name))(body)).toEqual([])
  })

  it('know no member that the simulator leaves out', () => {
    const state = createState(realClock(), seededRandom(1), defaultQuirks)
    const world = createWorld(state)
    seedWorld(world, seededRandom(2), world.now(), { world: 'adviser' })
    const events = world.events()
    const payloads = state.everything
      .all()
      .flatMap((event) => event.invitees.map((invitee) => payloadOf(event, invitee, presentUs(state))))
    const simulated: Record<string, readonly object[]> = {
      Event: events,
      Invitee: events.flatMap((event) => world.invitees(event.uri)),
      InviteePayload: payloads,
      User: world.users(),
      OrganizationMembership: world.memberships(),
      EventType: world.eventTypes(),
      Location: events.flatMap((event) => (event.location ? [event.location] : [])),
    }
    for (const name of fixtureNames()) {
      const kind = kindOf(name)
      const known = simulated[kind === 'WebhookPayload' ? 'InviteePayload' : kind]
      if (!known) continue
      const members = new Set(known.flatMap((one) => Object.keys(one)))
      for (const body of bodiesOf(name, readFixture(name)).map((one) => member(one, 'payload') ?? one)) {
        const missing = Object.keys(Object(body)).filter((key) => !members.has(key) && !legacy.has(key))
        expect({ name, missing }).toEqual({ name, missing: [] })
      }
    }
  })
})

function kindOf(name: string): string {
  const [, schema] = kinds.find(([prefix]) => prefix.test(name)) ?? []
  if (!schema) throw new Error(`say in this test what ${name} holds`)
  return schema
}

function bodiesOf(name: string, content: unknown): unknown[] {
  if (locations.test(name)) return Object.values(Object(content))
  const inner = member(content, 'resource') ?? content
  const rows = member(inner, 'collection')
  return Array.isArray(rows) ? rows : [inner]
}

function member(body: unknown, name: string): unknown {
  return typeof body === 'object' && body !== null ? Reflect.get(body, name) : undefined
}
