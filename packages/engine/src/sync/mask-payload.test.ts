import fc from 'fast-check'
import { expect, test } from 'vitest'
import { maskPayload } from './mask-payload.ts'

const payload = {
  event: 'invitee.created',
  created_at: '2026-11-22T21:05:00.123456Z',
  created_by: 'https://api.calendly.com/users/AAAA',
  payload: {
    uri: 'https://api.calendly.com/scheduled_events/E/invitees/I',
    email: 'ada@example.com',
    name: 'Ada Lovelace',
    status: 'active',
    text_reminder_number: '+49 170 1',
    cancel_url: '(hidden)',
    questions_and_answers: [{ question: 'Why?', answer: 'A secret', position: 0 }],
    scheduled_event: {
      name: 'Divorce, first talk',
      location: { type: 'physical', location: '1 Test Street' },
    },
    rescheduled: false,
    no_show: null,
  },
}

test('what clients told is hidden, and how a delivery is made stays to be seen', () => {
  expect(maskPayload(payload)).toEqual({
    event: 'invitee.created',
    created_at: '2026-11-22T21:05:00.123456Z',
    created_by: 'https://api.calendly.com/users/AAAA',
    payload: {
      uri: 'https://api.calendly.com/scheduled_events/E/invitees/I',
      email: '(hidden)',
      name: '(hidden)',
      status: 'active',
      text_reminder_number: '(hidden)',
      cancel_url: '(hidden)',
      questions_and_answers: [{ question: '(hidden)', answer: '(hidden)', position: 0 }],
      scheduled_event: { name: '(hidden)', location: { type: 'physical', location: '(hidden)' } },
      rescheduled: false,
      no_show: null,
    },
  })
})

test('a member that nobody has heard of, and a body that is no JSON, are hidden as well', () => {
  expect(maskPayload({ nickname: 'ada', deep: [['ada']] })).toEqual({
    nickname: '(hidden)',
    deep: [['(hidden)']],
  })
  expect(maskPayload('name=Ada')).toBe('(hidden)')
})

test('no text with a capital, a digit, a blank or an @ comes through, wherever it stands', () => {
  const telling = fc
    .string({ minLength: 1 })
    .filter((text) => /[A-Z0-9 @]/.test(text) && !/^https:\/\/api|^\d{4}-/.test(text) && text !== '(hidden)')
  const anywhere = fc.oneof(
    telling.map((text) => ({ status: text })),
    telling.map((text) => [[text]]),
    telling.map((text) => ({ event: { type: text } })),
  )
  fc.assert(fc.property(anywhere, (body) => !JSON.stringify(maskPayload(body)).includes('@')))
  fc.assert(
    fc.property(telling, (text) => {
      expect(maskPayload({ status: text })).toEqual({ status: '(hidden)' })
    }),
  )
})
