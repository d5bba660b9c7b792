import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeCursor, encodeCursor } from './cursor.ts'

const at = '2026-11-22T21:05:00.123456Z'
const id = '4e1f8a52-0b6a-4b06-9a1d-6f5a3a8f3c11'

test('a cursor leads back to its row, whatever the order in which the filters were named', () => {
  const cursor = encodeCursor({ q: 'meier', view: 'past' }, [at, id])
  expect(decodeCursor(cursor, { view: 'past', q: 'meier', from: undefined }, ['instant', 'uuid'])).toEqual([
    at,
    id,
  ])
  expect(cursor).toMatch(/^[\w-]+$/)
})

test('a cursor made with other filters is refused with a code', () => {
  const cursor = encodeCursor({ view: 'past' }, [at, id])
  const read = () => decodeCursor(cursor, { view: 'upcoming' }, ['instant', 'uuid'])
  expect(read).toThrow(expect.objectContaining({ code: 'bad_cursor' }))
})

test('a cursor of another kind of list is refused, so that no cast in SQL can fail', () => {
  for (const position of [[id, at], [at], [at, id, id], ["'; DROP TABLE meetings", id]]) {
    const read = () => decodeCursor(encodeCursor({}, position), {}, ['instant', 'uuid'])
    expect(read).toThrow(expect.objectContaining({ code: 'bad_cursor' }))
  }
})

test('no text that is no cursor gets through', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json(), fc.base64String()), (text) => {
      const read = () => decodeCursor(text, {}, ['instant', 'uuid'])
      expect(read).toThrow(expect.objectContaining({ code: 'bad_cursor' }))
    }),
  )
})
