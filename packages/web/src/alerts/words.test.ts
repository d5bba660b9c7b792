import { expect, test } from 'vitest'
import type { Alert } from '../api/types.ts'
import { createFormats } from '../time/formats.ts'
import { actionFor, headingOf, mailedWords, spanWords } from './words.ts'

const formats = createFormats('UTC', false)
const nowMs = Date.parse('2026-11-25T12:00:00Z')
const account = { id: 'account-1', name: null, email: 'ada@firm.example' }

function anAlert(told: Partial<Alert> = {}): Alert {
  return {
    id: 'alert-1',
    kind: 'failing',
    state: 'open',
    code: 'timeout',
    account,
    isOfInstallation: false,
    title: 'Checks fail',
    message: 'Late.',
    consequence: 'The list stays.',
    nextStep: 'Wait.',
    since: '2026-11-25T11:30:00Z',
    openedAt: '2026-11-25T11:45:00Z',
    healedAt: null,
    isMuted: false,
    mails: [],
    ...told,
  }
}

test('an alert is called by what is wrong and with whom', () => {
  expect(headingOf(anAlert())).toBe('Checks fail: ada@firm.example')
  expect(headingOf(anAlert({ account: null }))).toBe('Checks fail')
})

test('one that lasts has a beginning, one that is over an end, and a notice only a moment', () => {
  expect(spanWords(anAlert(), formats, nowMs)).toBe('Since 11:30 (30 min ago)')
  const healedAt = '2026-11-25T11:50:00Z'
  expect(spanWords(anAlert({ state: 'healed', healedAt }), formats, nowMs)).toBe(
    'From 11:30 to 11:50, 20 min',
  )
  expect(spanWords(anAlert({ kind: 'import', state: 'healed', healedAt }), formats, nowMs)).toBe(
    '11:30 (30 min ago)',
  )
})

test('what was mailed is told with its time, of many reminders the last one', () => {
  expect(mailedWords(anAlert(), formats, nowMs)).toBe('Not mailed so far')
  expect(mailedWords(anAlert({ state: 'healed' }), formats, nowMs)).toBe('Not mailed')
  const mails = [
    { type: 'opened', sentAt: '2026-11-25T09:00:00Z' },
    { type: 'digest', sentAt: '2026-11-25T10:00:00Z' },
    { type: 'digest', sentAt: '2026-11-25T11:00:00Z' },
  ] as const
  expect(mailedWords(anAlert({ mails: [...mails] }), formats, nowMs)).toBe(
    'Mailed when it opened (09:00) and as a daily reminder (11:00)',
  )
  expect(mailedWords(anAlert({ kind: 'import', mails: [mails[0]] }), formats, nowMs)).toBe('Mailed 09:00')
})

test('the button does what helps, and leads an owner to where the installation is mended', () => {
  const of = (kind: Alert['kind'], isOwn = true) => actionFor({ kind, account: isOwn ? account : null })
  expect([of('failing'), of('stale'), of('brake')]).toEqual(['check', 'check', 'confirm'])
  expect([of('reconnect'), of('reconnect', false)]).toEqual(['accounts', 'setup'])
  expect([of('webhook'), of('clock', false), of('outage', false)]).toEqual([
    'webhooks',
    'setup',
    'operations',
  ])
})
