import { expect, test } from 'vitest'
import { bucketWords, delayWords, secondsWords } from './words.ts'

test('buckets are named by both their ends', () => {
  const buckets = [1, 2, 60, null].map((belowSeconds) => ({ belowSeconds, count: 0 }))
  expect(bucketWords(buckets)).toEqual(['under 1 s', '1 s – 2 s', '2 s – 1 min', 'over 1 min'])
})

test('a short time has its tenths, a long one does not', () => {
  expect([0.42, 12, 180].map(secondsWords)).toEqual(['0.4 s', '12 s', '3 min'])
})

test('how long webhooks take is said with half, most and the slowest', () => {
  const delay = { buckets: [], count: 40, p50Seconds: 0.4, p95Seconds: 3, maxSeconds: 75 }
  expect(delayWords(delay)).toBe(
    'Of 40 deliveries half were here within 0.4 s, 95 % within 3.0 s, the slowest after 2 min.',
  )
  const none = { buckets: [], count: 0, p50Seconds: null, p95Seconds: null, maxSeconds: null }
  expect(delayWords(none)).toBe('No webhook has come in this time.')
})
