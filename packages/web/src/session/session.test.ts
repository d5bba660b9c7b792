import { expect, test } from 'vitest'
import { invitationInHash } from './session.ts'

test('an invitation is read from the hash, and from nowhere else in it', () => {
  expect(invitationInHash('#invitation=abc-DEF_1')).toBe('abc-DEF_1')
  for (const hash of ['', '#', '#invitation=', '#token=abc', '#x=invitation'])
    expect(invitationInHash(hash)).toBeUndefined()
})
