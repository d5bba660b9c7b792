import { expect, test } from 'vitest'
import { plainWords } from './plain-words.ts'

test('the technical sentence in brackets stands apart', () => {
  expect(plainWords('Calendly had a fault. (GET /users/me: 500 (twice).)')).toEqual({
    words: 'Calendly had a fault.',
    technical: 'GET /users/me: 500 (twice).',
  })
  for (const message of ['No brackets.', 'Some (inside) of it.', '(all of it)', ''])
    expect(plainWords(message)).toEqual({ words: message, technical: undefined })
})
