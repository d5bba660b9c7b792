import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ScheduledEventFact, scheduledEvent } from './scheduled-event.ts'
import { anyJson, bodyLike, hostileText, isStorable } from './testing/arbitrary-json.ts'
import { expectDeclaredTypes, visible } from './testing/fact.ts'
import { fixture, member, recordedEvents } from './testing/payloads.ts'

const now = Date.UTC(2026, 10, 22)

function read(body: unknown, nowMs = now): ScheduledEventFact {
  const fact = scheduledEvent.fact(body, nowMs)
  if (!fact) throw new Error('expected a fact')
  return fact
}

const recorded = member(fixture('webhook-invitee-canceled-by-invitee'), 'payload')
const canceled = Object(member(recorded, 'scheduled_event'))

describe('an event as recorded', () => {
  it.each(recordedEvents())('%s becomes a fact of the declared types', (_name, body) => {
    const fact = read(body)
    expectDeclaredTypes(scheduledEvent, fact)
    expect(member(body, 'uri')).toMatch(new RegExp(`/${fact.uuid}$`))
    expect(fact.updated_at).toBe(member(body, 'updated_at'))
    expect(fact.start_time).toBe(member(body, 'start_time'))
    expect(fact.raw).toEqual(body)
  })

  it('finds the fixtures', () => {
    expect(recordedEvents().length).toBeGreaterThan(20)
  })

  it('is read member by member', () => {
    expect(visible(read(canceled))).toEqual({
      uuid: '00000000-0000-0000-0000-000000000004',
      status: 'canceled',
      updated_at: '2026-06-17T01:40:57.264331Z',
      name: 'Acme - Intro',
      start_time: '2026-07-01T06:30:00.000000Z',
      end_time: '2026-07-01T07:00:00.000000Z',
      event_type: 'https://api.calendly.com/event_types/00000000-0000-0000-0000-0000000000e1',
      location: member(canceled, 'location'),
      location_text: 'Zoom',
      join_url: 'https://us05web.zoom.us/j/10000000002?pwd=REDACTED',
      location_pending: false,
      invitees_total: 1,
      invitees_active: 0,
      invitees_limit: 1,
      hosts: [
        {
          user: 'https://api.calendly.com/users/00000000-0000-0000-0000-0000000000a1',
          email: 'support@example.com',
          email_key: 'support@example.com',
          name: 'Acme',
        },
      ],
      guests: [],
      notes: null,
      cancellation: member(canceled, 'cancellation'),
      canceled_at: '2026-06-17T01:40:57.223808Z',
      created_at: '2026-06-17T01:40:15.775543Z',
    })
  })
})

describe('an event that is not quite as expected', () => {
  const sound = { ...canceled, status: 'active', cancellation: undefined }

  it('has the id at the end of its URI, old form and new form', () => {
    const uri = (end: string) =>
      read({ ...sound, uri: `https://api.calendly.com/scheduled_events/${end}` }).uuid
    expect(uri('GBGBDCAADAEDCRZ2')).toBe('GBGBDCAADAEDCRZ2')
    expect(uri('cdd4c933-653b-4373-937a-3f9b08111a4a')).toBe('cdd4c933-653b-4373-937a-3f9b08111a4a')
  })

  it.each([
    ['no URI', { uri: undefined }],
    ['an id that no index takes', { uri: `https://api.calendly.com/scheduled_events/${'x'.repeat(3000)}` }],
    ['an id that no text takes', { uri: 'https://api.calendly.com/scheduled_events/A%00' }],
    ['no start', { start_time: null }],
    ['a start that is no time', { start_time: '2026-02-30T09:00:00Z' }],
  ])('is no fact with %s', (_why, odd) => {
    expect(scheduledEvent.fact({ ...sound, ...odd }, now)).toBeUndefined()
  })

  it('without a stamp counts from its creation, and without that loses against every stamped one', () => {
    expect(read({ ...sound, updated_at: null }).updated_at).toBe(sound.created_at)
    expect(read({ ...sound, updated_at: 'soon', created_at: null }).updated_at).toBe('1970-01-01T00:00:00Z')
  })

  it('without an end ends when it begins', () => {
    expect(read({ ...sound, end_time: null }).end_time).toBe(sound.start_time)
  })

  it('was cancelled at its last update when nothing says when', () => {
    const fact = read({ ...sound, status: 'canceled', cancellation: { reason: 'ill' } })
    expect(fact.canceled_at).toBe(sound.updated_at)
    expect(read(sound).canceled_at).toBeNull()
  })

  it('reads counters that arrive as text', () => {
    const fact = read({ ...sound, invitees_counter: { total: '3', active: 2, limit: 'many' } })
    expect(fact).toMatchObject({ invitees_total: 3, invitees_active: 2, invitees_limit: null })
  })

  it('leaves out hosts without a user and guests without an address', () => {
    const fact = read({
      ...sound,
      event_memberships: [
        { user_email: 'x@example.com' },
        null,
        'x',
        { user: 'https://api.calendly.com/users/U' },
      ],
      event_guests: [{ email: 'Guest@Example.com' }, {}, 7, { email: null }],
    })
    expect(fact.hosts).toEqual([
      { user: 'https://api.calendly.com/users/U', email: null, email_key: null, name: null },
    ])
    expect(fact.guests).toEqual([{ email: 'Guest@Example.com', email_key: 'guest@example.com' }])
  })

  it('has faded when it ended long ago and its place is blank, and not when its place was taken away now', () => {
    const blank = { ...sound, location: { type: 'zoom', status: null, join_url: null, data: null } }
    const after = (days: number) => Date.parse(sound.end_time) + days * 86_400_000
    expect(read(blank, after(200)).faded).toBe(true)
    expect(read({ ...blank, location: null }, after(200)).faded).toBe(true)
    expect(read(blank, after(10)).faded).toBe(false)
    expect(read(sound, after(200)).faded).toBe(false)
  })
})

describe('the digest of an event', () => {
  const sound = { ...canceled, status: 'active' }

  it('does not move with what nobody sees: order of members, hosts and guests, members we do not read', () => {
    const hosts = ['A', 'B', 'C'].map((id) => ({
      user: `https://api.calendly.com/users/${id}`,
      user_email: `${id}@x.example`,
    }))
    const guests = ['c@x.example', 'a@x.example', 'b@x.example'].map((email) => ({ email }))
    const body = { ...sound, event_memberships: hosts, event_guests: guests }
    const turned = Object.fromEntries(Object.entries(body).reverse())
    const same = {
      ...turned,
      event_memberships: hosts.toReversed(),
      event_guests: guests.toReversed().map((guest) => ({ ...guest, created_at: '2026-01-01T00:00:00Z' })),
      location: Object.fromEntries(Object.entries(Object(sound.location)).reverse()),
      calendar_event: { kind: 'google', external_id: '1' },
      meeting_notes_html: '<p>x</p>',
    }
    expect(read(same).digest).toBe(read(body).digest)
  })

  it('is equal exactly where every column is equal', () => {
    const one = bodyLike(sound, fc.oneof(anyJson, fc.constantFrom(...Object.values(sound))))
    fc.assert(
      fc.property(one, one, (left, right) => {
        const facts = [left, right].map((body) =>
          scheduledEvent.fact({ ...body, uri: sound.uri, start_time: sound.start_time }, now),
        )
        const [a, b] = facts.map((fact) => fact && visible(fact))
        const isEqual = JSON.stringify(a) === JSON.stringify(b)
        expect(facts[0]?.digest === facts[1]?.digest).toBe(isEqual)
      }),
    )
  })
})

it('any JSON is no fact or one of the declared types, storable to the last member', () => {
  const body = fc.oneof(anyJson, bodyLike(canceled), fc.record({ uri: hostileText, start_time: hostileText }))
  fc.assert(
    fc.property(body, (any) => {
      const fact = scheduledEvent.fact(any, now)
      if (!fact) return
      expectDeclaredTypes(scheduledEvent, fact)
      expect(isStorable(fact)).toBe(true)
    }),
    { numRuns: 500 },
  )
})
