import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type InviteeFact, invitee } from './invitee.ts'
import { anyJson, bodyLike, hostileText, isStorable } from './testing/arbitrary-json.ts'
import { expectDeclaredTypes, visible } from './testing/fact.ts'
import { fixture, member, recordedInvitees } from './testing/payloads.ts'

function read(body: unknown): InviteeFact {
  const fact = invitee.fact(body, 0)
  if (!fact) throw new Error('expected a fact')
  return fact
}

const moved = Object(member(fixture('event-invitee-rescheduled-chain-canceled'), 'resource'))
const paid = Object(member(fixture('official-invitee-payment-reconfirmation'), 'resource'))

describe('an invitee as recorded', () => {
  it.each(recordedInvitees())('%s becomes a fact of the declared types', (_name, body) => {
    const fact = read(body)
    expectDeclaredTypes(invitee, fact)
    expect(member(body, 'uri')).toMatch(new RegExp(`/invitees/${fact.uuid}$`))
    expect(fact.email).toBe(member(body, 'email'))
    expect(fact.email_key).toBe(String(member(body, 'email')).toLowerCase())
    expect(fact.answers).toEqual(member(body, 'questions_and_answers') ?? [])
    expect(fact.raw).toEqual(body)
  })

  it('finds the fixtures', () => {
    expect(recordedInvitees().length).toBeGreaterThan(20)
  })

  it('is read member by member, links of its chain to both sides', () => {
    expect(visible(read(moved))).toEqual({
      uuid: 'INV001',
      status: 'canceled',
      updated_at: '2020-08-20T01:30:00.000000Z',
      event_uuid: 'EV301',
      email: 'foobar@example.com',
      email_key: 'foobar@example.com',
      name: 'FooBar',
      timezone: 'Asia/Tokyo',
      reminder_number: '12345678',
      answers: moved.questions_and_answers,
      answered_number: '+1 555-010-0123',
      tracking: moved.tracking,
      payment: null,
      no_show: null,
      reconfirmation: null,
      rescheduled: true,
      old_invitee: 'INV001',
      old_event: 'EV301_OLD1',
      new_invitee: 'INV001',
      new_event: 'EV301_NEW1',
      scheduling_method: null,
      cancellation: moved.cancellation,
      created_at: '2020-08-20T01:00:00.000000Z',
    })
  })

  it('keeps amounts as the numbers they are', () => {
    expect(read(paid).payment).toMatchObject({ amount: 1234.56, currency: 'USD' })
  })

  it.each([
    ['webhook-payload-invitee-no-show-created', true],
    ['webhook-payload-invitee-no-show-deleted', false],
  ])('%s tells the no-show and moves no stamp', (name, isNoShow) => {
    const fact = read(fixture(name))
    expect(fact.no_show !== null).toBe(isNoShow)
    expect(fact.updated_at).toBe(member(fixture(name), 'updated_at'))
    expect(fact.digest).not.toBe(read({ ...Object(fixture(name)), no_show: isNoShow ? null : {} }).digest)
  })
})

describe('an invitee that is not quite as expected', () => {
  it('belongs to the event that `event` names, else to the one in its URI', () => {
    expect(read({ ...paid, event: 'https://api.calendly.com/scheduled_events/E9' }).event_uuid).toBe('E9')
    expect(read({ ...paid, event: undefined }).event_uuid).toBe('ABCDABCDABCDABCD')
    expect(
      invitee.fact({ ...paid, event: undefined, uri: 'https://api.calendly.com/invitees/I1' }, 0),
    ).toBeUndefined()
  })

  it('of the time before 2022 says `canceled` instead of a status', () => {
    const legacy = { ...paid, status: undefined }
    expect(read({ ...legacy, canceled: true }).status).toBe('canceled')
    expect(read({ ...legacy, canceled: false }).status).toBe('active')
    expect(read({ ...legacy, canceled: undefined }).status).toBe('active')
    expect(read({ ...legacy, canceled: 'true' }).status).toBe('active')
    expect(read({ ...paid, status: 'active', canceled: true }).status).toBe('active')
  })

  it('without a stamp counts from its creation, and without that loses against every stamped one', () => {
    expect(read({ ...paid, updated_at: undefined }).updated_at).toBe(paid.created_at)
    expect(read({ ...paid, updated_at: 1, created_at: 2 }).updated_at).toBe('1970-01-01T00:00:00Z')
  })

  it.each([
    [{ name: 'Ann Lee', first_name: 'X', last_name: 'Y' }, 'Ann Lee'],
    [{ name: '  Ann Lee ' }, 'Ann Lee'],
    [{ name: null, first_name: 'Ann', last_name: 'Lee' }, 'Ann Lee'],
    [{ name: '  ', first_name: 'Ann', last_name: ' ' }, 'Ann'],
    [{ name: null, first_name: null, last_name: 'Lee' }, 'Lee'],
    [{ name: null, first_name: null, last_name: null }, null],
    [{ name: ['Ann'] }, null],
    [{ name: '李' }, '李'],
  ])('%j is called %j', (names, name) => {
    expect(read({ ...paid, ...names }).name).toBe(name)
  })

  it.each([
    ['Phone Number', '+1 555-010-0123', '+1 555-010-0123'],
    ['Your mobile?', ' 0170 1234567 ', '0170 1234567'],
    ['Telefonnummer', '+49 (30) 123456', '+49 (30) 123456'],
    ['Numéro de téléphone', '01.23.45.67.89', '01.23.45.67.89'],
    ['Rufnummer', '030/123456', '030/123456'],
    ['Best phone', 'call my office', null],
    ['Phone', '12345', null],
    ['How many children?', '1234567', null],
    [null, '+1 555-010-0123', null],
    ['Phone', null, null],
  ])('asked %j and told %j, its number is %j', (question, answer, number) => {
    expect(read({ ...paid, questions_and_answers: [null, 'x', { question, answer }] }).answered_number).toBe(
      number,
    )
  })

  it('has no chain where the links are odd', () => {
    const odd = read({ ...moved, old_invitee: 7, new_invitee: 'https://api.calendly.com/' })
    expect(odd).toMatchObject({ old_invitee: null, old_event: null, new_invitee: null, new_event: null })
    const long = read({
      ...moved,
      old_invitee: `https://api.calendly.com/scheduled_events/${'x'.repeat(3000)}/invitees/I`,
    })
    expect(long).toMatchObject({ old_invitee: null, old_event: null })
  })
})

it('its digest is equal exactly where every column is equal', () => {
  const one = bodyLike(moved, fc.oneof(anyJson, fc.constantFrom(...Object.values(moved))))
  fc.assert(
    fc.property(one, one, (left, right) => {
      const facts = [left, right].map((body) => invitee.fact({ ...body, uri: moved.uri }, 0))
      const [a, b] = facts.map((fact) => fact && JSON.stringify(visible(fact)))
      expect(facts[0]?.digest === facts[1]?.digest).toBe(a === b)
    }),
  )
})

it('any JSON is no fact or one of the declared types, storable to the last member', () => {
  const body = fc.oneof(
    anyJson,
    bodyLike(moved),
    bodyLike(paid),
    fc.record({ uri: hostileText, event: hostileText }),
  )
  fc.assert(
    fc.property(body, (any) => {
      const fact = invitee.fact(any, 0)
      if (!fact) return
      expectDeclaredTypes(invitee, fact)
      expect(isStorable(fact)).toBe(true)
    }),
    { numRuns: 500 },
  )
})
