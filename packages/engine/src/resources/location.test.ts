import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { outboundNumber, place } from './location.ts'
import { anyJson } from './testing/arbitrary-json.ts'
import { fixture, member, recordedLocations } from './testing/payloads.ts'

const constructed = (name: string) => member(fixture('constructed-locations-no-published-example'), name)

describe('place', () => {
  it.each(recordedLocations())('reads %s: whole location kept, words shown, link safe', (_name, location) => {
    const read = place(location)
    expect(read.location).toEqual(location ?? null)
    if (location) expect(read.location_text).toBeTruthy()
    if (read.join_url !== null) expect(read.join_url).toBe(member(location, 'join_url'))
    if (typeof member(location, 'join_url') === 'string') expect(read.join_url).toMatch(/^https:\/\//)
    expect(read.isPending).toBe(['processing', 'initiated'].includes(String(member(location, 'status'))))
  })

  it.each([
    ['zoom_after_six_months', true, 'Zoom'],
    ['google_conference_after_six_months', true, 'Google Meet'],
    ['outbound_call_null', true, 'Phone call to the client'],
    ['custom_null', true, 'Other place'],
    ['custom_text', false, 'See the calendar invitation'],
    ['inbound_call', false, '+1 555-010-0199'],
    ['ask_invitee', false, 'Café at the corner of 5th'],
  ])('knows whether the details of %s have faded', (name, isBlank, words) => {
    expect(place(constructed(name))).toMatchObject({ isBlank, location_text: words })
  })

  it('takes a failed conference for an answer, not for one that faded', () => {
    const failed = member(fixture('official-location-zoom'), 'Failed status')
    expect(place(failed)).toMatchObject({
      isBlank: false,
      isPending: false,
      location_text: 'Zoom',
      join_url: null,
    })
  })

  it('shows a type of tomorrow by its own words and keeps all of it', () => {
    const location = { type: 'hologram_call', join_url: 'https://holo.example/1', depth: 3 }
    expect(place(location)).toEqual({
      location,
      location_text: 'hologram call',
      join_url: 'https://holo.example/1',
      isBlank: false,
      isPending: false,
    })
  })

  it.each([
    ['javascript:alert(1)'],
    ['data:text/html,x'],
    [' javascript:alert(1)'],
    ['//evil.example'],
    ['zoommtg://x'],
    [''],
    [7],
  ])('links nowhere for %j', (url) => {
    expect(place({ type: 'zoom', join_url: url }).join_url).toBeNull()
  })

  it('takes the word "null" and blanks for no words at all', () => {
    expect(place({ type: 'physical', location: 'null' }).location_text).toBe('In person')
    expect(place({ type: 'physical', location: '  ' }).location_text).toBe('In person')
  })

  it('is an absent place for whatever is no object, and never throws', () => {
    expect(place(null)).toEqual({
      location: null,
      location_text: null,
      join_url: null,
      isBlank: true,
      isPending: false,
    })
    fc.assert(
      fc.property(anyJson, anyJson, anyJson, anyJson, (any, type, words, url) => {
        for (const read of [place(any), place({ type, location: words, join_url: url, status: any })]) {
          expect(['string', 'object']).toContain(typeof read.location_text)
          expect(read.join_url ?? 'https://').toMatch(/^https?:\/\//i)
          expect([typeof read.isBlank, typeof read.isPending]).toEqual(['boolean', 'boolean'])
        }
      }),
    )
  })
})

describe('outboundNumber', () => {
  it('is the number that the host calls, and no other words', () => {
    const number = (name: string) => outboundNumber(place(constructed(name)).location)
    expect(number('outbound_call')).toBe('+1 555-010-0177')
    expect(number('outbound_call_null')).toBeNull()
    expect(number('inbound_call')).toBeNull()
    expect(outboundNumber(null)).toBeNull()
  })
})
