import { expect, test } from 'vitest'
import { type Comparable, suggestPairs } from './suggest.ts'

const client = (id: string, over: Partial<Comparable> = {}): Comparable => ({
  id,
  name: null,
  phone: null,
  emailKey: `${id}@example.com`,
  ...over,
})

const reasonsOf = (one: Partial<Comparable>, other: Partial<Comparable>) =>
  suggestPairs([client('a', one), client('b', other)]).flatMap((pair) => pair.reasons)

test.each<[string, string]>([
  ['Anna Müller', 'anna  muller'],
  ['Anna Müller', 'Müller, Anna'],
  ['José María', 'Jose\u0301 Maria'],
])('%s and %s have the same name', (name, other) => {
  expect(reasonsOf({ name }, { name: other })).toEqual(['same_name'])
})

test.each<[string | null, string | null]>([
  ['Anna', 'Anna'],
  ['Anna Müller', 'Anna Miller'],
  [null, null],
  ['', ''],
])('%s and %s do not suggest anything', (name, other) => {
  expect(reasonsOf({ name }, { name: other })).toEqual([])
})

test.each<[string, string]>([
  ['+49 170 123 45 67', '0170/1234567'],
  ['0049 170 1234567', '+49(170)1234567'],
])('%s and %s are the same number', (phone, other) => {
  expect(reasonsOf({ phone }, { phone: other })).toEqual(['same_phone'])
})

test('short numbers say nothing', () => {
  expect(reasonsOf({ phone: '110' }, { phone: '110' })).toEqual([])
})

test.each<[string, string]>([
  ['kim@example.com', 'kim+work@example.com'],
  ['k.im@gmail.com', 'kim+x@googlemail.com'],
])('%s and %s reach the same person', (emailKey, other) => {
  expect(reasonsOf({ emailKey }, { emailKey: other })).toEqual(['same_address'])
})

test.each<[string, string]>([
  ['k.im@example.com', 'kim@example.com'],
  ['kim@example.com', 'kim@example.org'],
  ['+a@example.com', '+b@example.com'],
])('%s and %s are different people', (emailKey, other) => {
  expect(reasonsOf({ emailKey }, { emailKey: other })).toEqual([])
})

test('a pair has all its reasons, and a crowd no more pairs than people', () => {
  const kim = { name: 'Kim Lee', phone: '+1 555 010 0001' }
  expect(suggestPairs([client('a', kim), client('b', kim)])).toEqual([
    { first: 'a', second: 'b', reasons: ['same_name', 'same_phone'] },
  ])
  const crowd = Array.from({ length: 200 }, (_, n) => client(`c${n}`, { name: 'Test Test' }))
  expect(suggestPairs(crowd)).toHaveLength(199)
})
