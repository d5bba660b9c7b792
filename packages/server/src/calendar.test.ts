import type { Meeting } from 'calendly-sync-engine'
import { expect, test } from 'vitest'
import { calendarOf } from './calendar.ts'

const meeting: Meeting = {
  id: 'm',
  userId: 'u',
  calendlyAccountId: 'a',
  accountIds: ['a'],
  meetingSource: 'calendly',
  calendlyEventUuid: 'E',
  title: 'Review',
  startTime: '2026-12-01T09:00:00.123456Z',
  endTime: '2026-12-01T09:30:00Z',
  status: 'active',
  isDeleted: false,
  deletedAt: null,
  deletedReason: null,
  syncStatus: 'synced',
  location: null,
  locationText: 'Room 1, left; floor\\2',
  joinUrl: 'https://zoom.example/j/1',
  attendees: [
    {
      name: 'Anna',
      email: 'anna@example.com',
      status: 'active',
      noShow: false,
      isGuest: false,
      clientId: 'c',
    },
    {
      name: 'Carl',
      email: 'carl@example.com',
      status: 'canceled',
      noShow: false,
      isGuest: false,
      clientId: 'd',
    },
  ],
  cancelReason: null,
  canceledBy: null,
  rescheduledFrom: null,
  rescheduledTo: null,
  calendlyCreatedAt: null,
  calendlyUpdatedAt: null,
  createdAt: '2026-11-01T00:00:00Z',
  updatedAt: '2026-11-02T00:00:00Z',
  hosts: [],
  eventType: null,
  seats: null,
  isGroup: false,
  movedFrom: [],
  clientTimezone: null,
  hostTimezone: null,
}

/** Lines as a calendar reads them: unfolded (RFC 5545, section 3.1). */
function linesOf(...meetings: Meeting[]): string[] {
  return calendarOf(meetings).replaceAll('\r\n ', '').split('\r\n')
}

test('a meeting is an entry with its place, its link and who comes', () => {
  const lines = linesOf(meeting)
  expect(lines).toEqual(
    expect.arrayContaining([
      'BEGIN:VEVENT',
      'UID:m@calendly-sync',
      'DTSTAMP:20261102T000000Z',
      'DTSTART:20261201T090000Z',
      'DTEND:20261201T093000Z',
      'SUMMARY:Review: Anna',
      'LOCATION:Room 1\\, left\\; floor\\\\2',
      'URL;VALUE=URI:https://zoom.example/j/1',
      'STATUS:CONFIRMED',
    ]),
  )
})

test('a cancelled meeting stays, marked', () => {
  expect(linesOf({ ...meeting, status: 'canceled', isDeleted: true })).toContain('STATUS:CANCELLED')
})

test('a meeting that was moved keeps its UID, and SEQUENCE grows with each change', () => {
  const moved = { ...meeting, id: 'n', movedFrom: [{ id: 'm', startTime: meeting.startTime }] }
  const sequence = (lines: string[]) => Number(lines.find((line) => line.startsWith('SEQUENCE'))?.slice(9))
  const before = linesOf(meeting)
  const after = linesOf({ ...moved, updatedAt: '2026-11-02T00:00:01Z' })
  expect(after).toContain('UID:m@calendly-sync')
  expect(sequence(after)).toBeGreaterThan(sequence(before))
})

test('no text begins a line of its own or carries a control character', () => {
  const evil = 'x\r\nBEGIN:VALARM\rATTACH:1\nSTATUS:CANCELLED\u0000\u0007\u2028y'
  const attendees = meeting.attendees?.map((one) => ({ ...one, name: evil })) ?? null
  const calendar = calendarOf([{ ...meeting, title: evil, locationText: evil, attendees }])
  expect(calendar).not.toMatch(/^(BEGIN:VALARM|ATTACH|STATUS:CANCELLED)/m)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are exactly what must not be there
  expect(calendar.replaceAll('\r\n', '')).not.toMatch(/[\u0000-\u001f\u007f]/)
})

test.each(['javascript:alert(1)', 'file:///etc/passwd', 'zoom', 'data:text/html,x'])(
  '%s is no link of an entry',
  (joinUrl) => {
    expect(linesOf({ ...meeting, joinUrl }).filter((line) => line.startsWith('URL'))).toEqual([])
  },
)
