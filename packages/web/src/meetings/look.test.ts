import { expect, test } from 'vitest'
import { aMeeting, anAccount, aStatus } from '../testing/facts.ts'
import { createFormats } from '../time/formats.ts'
import { accountMarks, clockOf, marksOf } from './look.ts'

const formats = createFormats('Europe/Berlin', false)
const now = Date.parse('2026-11-25T11:43:00Z')
const acme = anAccount({
  id: 'b',
  name: 'Acme Ltd',
  state: 'reconnect',
  completeAsOf: '2026-11-25T08:10:00Z',
})

test('rows of an account that lags behind say since when, unless another one shows them too', () => {
  const marks = accountMarks(aStatus({ accounts: [anAccount(), acme] }), formats, now)
  expect(marksOf(aMeeting({ accountIds: ['b'] }), marks)).toEqual([
    { name: 'Acme Ltd', behind: 'from 09:10' },
  ])
  expect(marksOf(aMeeting({ accountIds: ['account-1', 'b'] }), marks)).toEqual([
    { name: 'Ada Adviser', behind: undefined },
    { name: 'Acme Ltd', behind: undefined },
  ])
})

test('with one account, or where all lag behind, rows have nothing to tell apart', () => {
  expect(accountMarks(aStatus({ accounts: [acme] }), formats, now).size).toBe(0)
  const all = aStatus({ accounts: [acme, anAccount({ id: 'c', state: 'failing' })] })
  expect([...accountMarks(all, formats, now).values()].map(({ behind }) => behind)).toEqual([
    undefined,
    undefined,
  ])
})

test('times are told by the clock that was asked for, and by one’s own where nobody told the zone', () => {
  const meeting = aMeeting({ clientTimezone: 'America/Argentina/Buenos_Aires' })
  const told = clockOf(meeting, { zone: 'client', formats })
  expect([told.clock.time(meeting.startTime), told.zone]).toEqual(['06:00', 'Buenos Aires'])
  expect(clockOf(meeting, { zone: 'host', formats })).toEqual({
    clock: formats,
    zone: undefined,
    isUnknown: true,
  })
  expect(clockOf(aMeeting({ clientTimezone: 'Mars/Base' }), { zone: 'client', formats }).isUnknown).toBe(true)
})
