import { describe, expect, it } from 'vitest'
import { readCollection, readResource } from './envelope.ts'
import { CalendlyError } from './errors.ts'

const route = 'GET /scheduled_events'

function codeThrownBy(work: () => unknown): string | undefined {
  try {
    work()
    return undefined
  } catch (error) {
    return error instanceof CalendlyError ? error.code : 'another error'
  }
}

describe('readResource', () => {
  it('hands over an object as it came, whatever its members hold', () => {
    const odd = {
      uri: 'https://calendly.com/api/v2/scheduled_events/E1/',
      status: 'ongoing',
      location: 'null',
      invitees_counter: { total: '2', active: null },
      event_memberships: {},
      start_time: 17,
      new_member: [[]],
    }
    expect(readResource({ resource: odd, extra: 1 }, route)).toBe(odd)
  })

  it.each([
    [null],
    [[]],
    ['x'],
    [7],
    [{}],
    [{ resource: null }],
    [{ resource: [] }],
    [{ resource: { uri: 5 } }],
    [{ resource: { uri: '' } }],
  ])('refuses %j as garbled', (json) => {
    expect(codeThrownBy(() => readResource(json, route))).toBe('garbled')
  })
})

describe('readCollection', () => {
  it('leaves out and counts rows that nothing names, and keeps the others', () => {
    const collection = [
      { uri: 'a/1', name: null },
      null,
      'x',
      { uri: null },
      { uri: 9 },
      [],
      { uri: '/' },
      { uri: 'a/2' },
    ]
    expect(readCollection({ collection, pagination: { next_page: null } }, 100, route)).toEqual({
      rows: [{ uri: 'a/1', name: null }, { uri: 'a/2' }],
      unusable: 6,
      pagination: { next_page: null },
    })
  })

  it('takes a short page without pagination as the last one, and a full one as garbled', () => {
    const collection = [{ uri: 'a/1' }, { uri: 'a/2' }]
    expect(readCollection({ collection }, 3, route).pagination).toEqual({})
    expect(readCollection({ collection, pagination: null }, 3, route).pagination).toEqual({})
    expect(codeThrownBy(() => readCollection({ collection }, 2, route))).toBe('garbled')
  })

  it.each([[null], [[]], [{}], [{ collection: null }], [{ collection: {} }], [{ resource: { uri: 'a/1' } }]])(
    'refuses %j as garbled, so that an answer of another kind is never an empty list',
    (json) => {
      expect(codeThrownBy(() => readCollection(json, 100, route))).toBe('garbled')
    },
  )
})
