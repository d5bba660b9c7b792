import { expect, test } from 'vitest'
import { aMeeting } from '../testing/facts.ts'
import { knownRow } from './known-row.ts'

const [a, b] = [aMeeting({ id: 'a' }), aMeeting({ id: 'b' })]
const page = (...data: unknown[]) => ({ data, nextCursor: null })

test('a row is found in a page and in pages of pages', () => {
  expect(knownRow(page(a, b), 'b')).toBe(b)
  expect(knownRow({ pages: [page(a), page(b)], pageParams: [] }, 'b')).toBe(b)
})

test('what holds no meetings holds none', () => {
  for (const other of [undefined, null, 5, {}, { tabs: {} }, page({ id: 'a' }), { pages: 'a' }, page(b)])
    expect(knownRow(other, 'a')).toBeUndefined()
})
