import { expect, test } from 'vitest'
import { answerInHash } from './sign-in-answer.ts'

test('the answer of a sign-in is read from the hash, and from nothing else', () => {
  expect(answerInHash('#connect?code=c%2F1&state=s')).toEqual({ code: 'c/1', state: 's' })
  for (const hash of ['', '#', '#token=x', '#connect?', '#connect?code=c', 'connect?code=c&state=s'])
    expect(answerInHash(hash)).toBeUndefined()
})

test('a refusal is told as one', () => {
  expect(answerInHash('#connect?error=access_denied&state=s')).toEqual({ error: 'access_denied' })
})
