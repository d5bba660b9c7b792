import type { Meeting } from 'calendly-sync-engine'
import { expect, test } from 'vitest'
import { csvHeader, csvLine } from './csv.ts'

const meeting: Meeting = {
  id: 'm',
  userId: 'u',
  calendlyAccountId: 'a',
  accountIds: ['a'],
  meetingSource: 'calendly',
  calendlyEventUuid: 'E',
  title: 'Review',
  startTime: '2026-12-01T09:00:00Z',
  endTime: '2026-12-01T09:30:00Z',
  status: 'active',
  isDeleted: false,
  deletedAt: null,
  deletedReason: null,
  syncStatus: 'synced',
  location: null,
  locationText: null,
  joinUrl: null,
  attendees: null,
  cancelReason: null,
  canceledBy: null,
  rescheduledFrom: null,
  rescheduledTo: null,
  calendlyCreatedAt: null,
  calendlyUpdatedAt: null,
  createdAt: '2026-11-01T00:00:00Z',
  updatedAt: '2026-11-01T00:00:00Z',
  hosts: [],
  eventType: null,
  seats: null,
  isGroup: false,
  movedFrom: [],
  clientTimezone: null,
  hostTimezone: null,
}

test('a line has as many cells as the header, empty where nothing is known', () => {
  expect(csvHeader).toMatch(/^id,calendlyEventUuid,title,startTime,.*\r\n$/)
  expect(csvLine(meeting).split(',')).toHaveLength(csvHeader.split(',').length)
  expect(csvLine(meeting)).toContain('m,E,Review,2026-12-01T09:00:00Z,2026-12-01T09:30:00Z,active,false,,')
})

test('commas, quotes and line ends are quoted', () => {
  expect(csvLine({ ...meeting, title: 'A "B", C\nD' })).toContain(',"A ""B"", C\nD",')
})

test('what a spreadsheet would run as a formula is made text', () => {
  for (const title of ['=1+1', '+1', '-1', '@x', '\tx']) {
    expect(csvLine({ ...meeting, title })).toContain(`,'${title},`)
  }
})

test('several attendees share a cell', () => {
  const attendee = {
    name: 'Anna',
    email: 'anna@example.com',
    status: 'active',
    noShow: true,
    isGuest: false,
    clientId: null,
  }
  const guest = { ...attendee, name: null, email: 'guest@example.com', noShow: false, isGuest: true }
  expect(csvLine({ ...meeting, attendees: [attendee, guest] })).toContain(
    ',Anna,anna@example.com; guest@example.com,true,',
  )
})
