import { expect, test } from 'vitest'
import { tokenInHash, tokenInMessage } from './token.ts'

test('takes the token out of the address and leaves the rest of the hash', () => {
  expect(tokenInHash('#token=abc.def.ghi')).toEqual({ token: 'abc.def.ghi', rest: '' })
  expect(tokenInHash('#token=abc&section=today')).toEqual({ token: 'abc', rest: '#section=today' })
  expect(tokenInHash('#section=today')).toBeUndefined()
  expect(tokenInHash('')).toBeUndefined()
})

test('accepts a token message and nothing that merely resembles one', () => {
  expect(tokenInMessage({ type: 'calendly-sync:token', token: 'abc' })).toBe('abc')
  for (const other of [null, 'abc', {}, { token: 'abc' }, { type: 'calendly-sync:token', token: 7 }])
    expect(tokenInMessage(other)).toBeUndefined()
})
