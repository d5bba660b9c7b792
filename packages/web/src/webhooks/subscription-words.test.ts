import { expect, test } from 'vitest'
import { countdown, silenceWords } from './subscription-words.ts'

const [asked, minuteLater] = [1_000_000, 1_060_000]
const silence = (silentForSeconds: number | null, usualSilenceSeconds: number | null, nowMs = asked) =>
  silenceWords({ silentForSeconds, usualSilenceSeconds }, asked, nowMs)

test('a silence is odd only when it is longer than any lately, and goes on while one looks', () => {
  expect(silence(540, 600)).toEqual({ words: '9 min, as usual (up to 10 min)', isOdd: false })
  expect(silence(590, 600, minuteLater)).toEqual({
    words: '10 min, longer than usual (up to 10 min)',
    isOdd: true,
  })
})

test('what cannot be compared is not judged', () => {
  expect(silence(3 * 86_400, null)).toEqual({
    words: '3 days; too few came yet to say what is usual',
    isOdd: false,
  })
  expect(silence(null, 600)).toEqual({ words: 'nothing has come yet', isOdd: false })
})

test('the countdown never says more than is left', () => {
  expect(countdown(null, asked, asked)).toBeUndefined()
  expect(countdown(4 * 3600 - 1, asked, asked)).toBe('in 3 h 59 min')
  expect(countdown(7200, asked, minuteLater)).toBe('in 1 h 59 min')
  expect(countdown(90, asked, minuteLater)).toBe('any moment now')
})
