import { expect, test } from 'vitest'
import { meetingsWords, nameOf, noShowWords, rateWords } from './words.ts'

test('counts are in words that fit them', () => {
  expect([0, 1, 2].map((meetingCount) => meetingsWords({ meetingCount }))).toEqual([
    'no meetings',
    '1 meeting',
    '2 meetings',
  ])
  expect([1, 2].map((noShowCount) => noShowWords({ noShowCount }))).toEqual(['1 no-show', '2 no-shows'])
})

test('a rate is a whole per cent, and one that is there is never none', () => {
  expect([null, 0, 0.0012, 1 / 3, 1].map((noShowRate) => rateWords({ noShowRate }))).toEqual([
    undefined,
    undefined,
    '1 %',
    '33 %',
    '100 %',
  ])
})

test('who has no name is called by the e-mail', () => {
  expect(nameOf({ name: 'Maria', email: 'maria@client.example' })).toBe('Maria')
  expect(nameOf({ name: '', email: 'maria@client.example' })).toBe('maria@client.example')
  expect(nameOf({ name: null, email: 'maria@client.example' })).toBe('maria@client.example')
})
