import { expect, test } from 'vitest'
import { summaryWords } from './words.ts'

const found = (...states: readonly ('ok' | 'warning' | 'fault' | 'off')[]) =>
  summaryWords(states.map((state) => ({ state })))

test('what is switched off is no fault', () => {
  expect(found('ok', 'off')).toEqual({
    tone: 'good',
    words: 'Everything that is switched on is in order.',
  })
})

test('faults come before warnings, and the worse of them gives the tone', () => {
  expect(found('ok', 'warning', 'fault', 'warning')).toEqual({
    tone: 'bad',
    words: '1 fault and 2 warnings: each says what would mend it.',
  })
  expect(found('warning').tone).toBe('late')
})
