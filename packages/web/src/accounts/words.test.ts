import { expect, test } from 'vitest'
import { anAccount } from '../testing/facts.ts'
import { createFormats } from '../time/formats.ts'
import { intervalWords, webhookWords } from './words.ts'

const formats = createFormats('Europe/Berlin', false)
const now = Date.parse('2026-11-25T11:43:00Z')
const webhook = anAccount().webhook

test('a webhook that is off is a fact, with what keeps the list right instead', () => {
  expect(webhookWords(anAccount(), formats, now)).toBe('Off; checks every 15 min keep the list right')
})

test('does not claim that checks keep an account right that is not checked', () => {
  expect(webhookWords(anAccount({ state: 'reconnect' }), formats, now)).toBe('Off')
})

test('says since when a webhook fails or is disabled, and when it last delivered', () => {
  const words = (told: Partial<typeof webhook>) =>
    webhookWords(anAccount({ webhook: { ...webhook, ...told } }), formats, now)
  expect(words({ state: 'active', lastDeliveryAt: '2026-11-25T11:41:00Z' })).toBe(
    'On, last delivery 12:41 (2 min ago)',
  )
  expect(words({ state: 'active' })).toBe('On, no delivery yet')
  expect(words({ state: 'failing', failingSince: '2026-11-22T02:10:00Z' })).toMatch(
    /^Failing since Sunday 03:10; checks/,
  )
  expect(words({ state: 'disabled', disabledAt: null })).toMatch(/^Disabled by Calendly; checks/)
})

test('an interval reads like a person would say it', () => {
  expect([1, 15, 60, 90, 120, 1440].map(intervalWords)).toEqual([
    'minute',
    '15 min',
    'hour',
    '90 min',
    '2 h',
    'day',
  ])
})

test('a webhook that is impossible says why, where that is known', () => {
  const problem = {
    code: 'webhooks_not_public',
    message: 'Calendly cannot reach this server.',
    nextStep: 'x',
  }
  const account = anAccount({ webhook: { ...webhook, state: 'impossible', problem } })
  expect(webhookWords(account, formats, now)).toBe('Calendly cannot reach this server.')
})
