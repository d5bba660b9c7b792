import { expect } from 'vitest'
import { instant } from '../lenient.ts'
import type { ColumnType, Resource, StampedFact } from '../resource.ts'

const fits: Readonly<Record<ColumnType, (value: unknown) => boolean>> = {
  text: (value) => value === null || typeof value === 'string',
  integer: (value) => value === null || Number.isSafeInteger(value),
  boolean: (value) => typeof value === 'boolean',
  jsonb: (value) => value === null || typeof value === 'object',
  timestamptz: (value) => value === null || instant(value) === value,
}

/** Every declared column is there and of its type, nothing else is, and identity and stamp are sound. */
export function expectDeclaredTypes<Fact extends StampedFact>(resource: Resource<Fact>, fact: Fact): void {
  const columns = Object.entries<readonly [ColumnType, unknown]>(resource.columns)
  const members = new Map(Object.entries(fact))
  for (const [name, [type]] of columns) {
    expect({ name, type, fits: members.has(name) && fits[type](members.get(name)) }).toEqual({
      name,
      type,
      fits: true,
    })
  }
  const stamps = ['uuid', 'status', 'updated_at', 'digest', 'faded', 'raw']
  expect([...members.keys()].sort()).toEqual([...columns.map(([name]) => name), ...stamps].sort())
  expect(fact.uuid.length).toBeGreaterThan(0)
  expect(fact.uuid.length).toBeLessThan(256)
  expect(instant(fact.updated_at)).toBe(fact.updated_at)
  expect(typeof fact.status).toBe('string')
}

/** The columns that the digest stands for. */
export function visible(fact: StampedFact): object {
  const { digest: _digest, faded: _faded, raw: _raw, ...columns } = fact
  return columns
}
