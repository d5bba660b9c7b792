import { expect, test } from 'vitest'
import type { Delivery } from '../api/types.ts'
import { filterWords, kindWords, oddities, stepsOf } from './delivery-words.ts'

const delivery = (told: Partial<Delivery>): Delivery => ({
  id: 'delivery-1',
  receivedAt: '2026-11-25T11:41:00Z',
  signedAt: '2026-11-25T11:41:00Z',
  settledAt: '2026-11-25T11:41:01Z',
  kind: 'invitee.created',
  verified: true,
  outcome: 'applied',
  reason: null,
  message: null,
  attempts: 1,
  seen: 1,
  eventUuid: 'EVENT1',
  ...told,
})
const states = (told: Partial<Delivery>) => stepsOf(delivery(told)).map(({ state }) => state)

test('the steps say how far a delivery came', () => {
  expect(states({})).toEqual(['ok', 'ok', 'ok', 'ok'])
  expect(states({ outcome: 'waiting' })).toEqual(['ok', 'ok', 'ok', 'waiting'])
  expect(states({ outcome: 'failed' })).toEqual(['ok', 'ok', 'ok', 'failed'])
  expect(states({ outcome: 'duplicate' })).toEqual(['ok', 'ok', 'ok', 'skipped'])
  expect(states({ verified: false })).toEqual(['ok', 'failed', 'ok', 'ok'])
})

test('the server’s own reason is said where there is one', () => {
  expect(stepsOf(delivery({ outcome: 'ignored', message: 'It speaks of nobody here.' })).at(-1)?.note).toBe(
    'It speaks of nobody here.',
  )
})

test('only what is out of the ordinary is told', () => {
  expect(oddities({ attempts: 1, seen: 1 })).toEqual([])
  expect(oddities({ attempts: 3, seen: 2 })).toEqual(['tried 3 times', 'came twice'])
})

test('kinds and filters read like a person would say them', () => {
  expect(kindWords('invitee_no_show.created')).toBe('No-show marked')
  expect(kindWords('routing_form_submission.created')).toBe('routing_form_submission.created')
  expect(filterWords({ outcome: 'failed', from: '2026-11-25' })).toBe('Failed · from 2026-11-25')
})
