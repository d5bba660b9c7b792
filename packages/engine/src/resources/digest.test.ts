import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { digest } from './digest.ts'
import { anyJson } from './testing/arbitrary-json.ts'

describe('digest', () => {
  it('is the same for the same columns, in whatever order their members and those inside them stand', () => {
    const columns = fc.dictionary(fc.string(), anyJson, { maxKeys: 6 })
    fc.assert(fc.property(columns, (one) => digest(one) === digest(Object(reversed(one)))))
  })

  it('differs when a value, a kind, an order of a list or a member differs', () => {
    const all = [
      {},
      { a: 1 },
      { a: '1' },
      { a: null },
      { a: [] },
      { a: {} },
      { b: 1 },
      { a: [1, 2] },
      { a: [2, 1] },
    ]
    expect(new Set(all.map(digest)).size).toBe(all.length)
    expect(digest({ a: { b: 1 } })).not.toBe(digest({ a: { b: 2 } }))
  })

  it('is a text of 22 characters that needs no quoting', () => {
    expect(digest({ name: 'Ann' })).toMatch(/^[\w-]{22}$/)
  })
})

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed)
  if (typeof value !== 'object' || value === null) return value
  const members = Object.entries(value).map(([name, item]) => [name, reversed(item)])
  return Object.fromEntries(members.reverse())
}
