import { expect, test } from 'vitest'
import type { Attendee, Meeting } from '../api/types.ts'
import { aMeeting } from '../testing/facts.ts'
import { calendlyName, meetingsOf } from './meetings-of.ts'

const NOW = Date.parse('2026-11-25T12:00:00Z')

function seat(told: Partial<Attendee> = {}): Attendee {
  return {
    name: 'Maria',
    email: 'maria@client.example',
    status: 'active',
    noShow: false,
    isGuest: false,
    clientId: 'maria',
    ...told,
  }
}

/** Newest first, as the server tells them. */
const meetings: readonly Meeting[] = [
  aMeeting({ id: 'later', startTime: '2026-11-28T09:00:00Z', attendees: [seat({ name: null })] }),
  aMeeting({ id: 'soon', startTime: '2026-11-26T09:00:00Z', attendees: [seat({ name: 'Maria S' })] }),
  aMeeting({ id: 'left', startTime: '2026-11-25T13:00:00Z', attendees: [seat({ status: 'canceled' })] }),
  aMeeting({
    id: 'new',
    startTime: '2026-11-24T09:00:00Z',
    attendees: [seat()],
    movedFrom: [{ id: 'old', startTime: '2026-11-23T09:00:00Z' }],
  }),
  aMeeting({
    id: 'old',
    startTime: '2026-11-23T09:00:00Z',
    isDeleted: true,
    rescheduledTo: 'new',
    attendees: [seat({ noShow: true })],
  }),
  aMeeting({ id: 'missed', startTime: '2026-11-22T09:00:00Z', attendees: [seat({ noShow: true })] }),
  aMeeting({
    id: 'group',
    startTime: '2026-11-21T09:00:00Z',
    attendees: [seat({ clientId: 'tom', noShow: true }), seat({ status: 'canceled' }), seat()],
  }),
]

const idsOf = (all: readonly Meeting[]) => all.map(({ id }) => id)

test('each meeting stands where it belongs for this client', () => {
  const groups = meetingsOf({ id: 'maria', meetings }, NOW)
  expect(Object.fromEntries(Object.entries(groups).map(([name, all]) => [name, idsOf(all)]))).toEqual({
    all: ['later', 'soon', 'left', 'new', 'missed', 'group'],
    upcoming: ['soon', 'later'],
    past: ['new', 'missed', 'group'],
    cancelled: ['left'],
    'no-show': ['old', 'missed'],
  })
})

test('Calendly’s name is that of the newest meeting that tells one', () => {
  expect(calendlyName({ id: 'maria', meetings })).toBe('Maria S')
  expect(calendlyName({ id: 'nobody', meetings })).toBeUndefined()
})
