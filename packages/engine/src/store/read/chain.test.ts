import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type ChainLink, orderChain } from './chain.ts'

const ids = (links: readonly ChainLink[]) => links.map((link) => link.id)

function link(id: string, rescheduledFrom: string | null, rescheduledTo: string | null): ChainLink {
  return { id, startTime: '2026-12-01T09:00:00Z', status: 'active', rescheduledFrom, rescheduledTo }
}

test('the links decide, whatever the order in which the meetings come', () => {
  const chain = [link('a', null, 'b'), link('b', 'a', 'c'), link('c', 'b', 'd'), link('d', 'c', null)]
  fc.assert(
    fc.property(fc.shuffledSubarray(chain, { minLength: 4 }), (shuffled) => {
      expect(ids(orderChain(shuffled))).toEqual(['a', 'b', 'c', 'd'])
    }),
  )
})

test('a chain whose beginning is not known starts with what is', () => {
  expect(ids(orderChain([link('c', 'b', null), link('b', 'unknown', 'c')]))).toEqual(['b', 'c'])
})

test('a circle ends, and loses nobody', () => {
  expect(ids(orderChain([link('a', 'b', 'b'), link('b', 'a', 'a')])).toSorted()).toEqual(['a', 'b'])
})
