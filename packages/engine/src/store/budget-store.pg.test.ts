import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../../tests/support/database.ts'
import { type Lease, placeValidForMs, spacingMs } from '../pacing.ts'
import { createBudgetStore } from './budget-store.ts'
import { type Database, openDatabase } from './database.ts'

/* The pace itself is proved in pacing.test.ts; here: that processes share it, whatever they do at once. */

let testDatabase: TestDatabase
let databases: Database[]
let key: string

beforeAll(async () => {
  testDatabase = await createTestDatabase({ migrated: true })
  databases = [0, 1].map(() => openDatabase(testDatabase))
})
afterAll(async () => {
  await Promise.all(databases.map((database) => database.close()))
  await testDatabase.drop()
})
beforeEach(() => {
  key = randomUUID()
})

const storesAt = (limit: number) => databases.map((database) => createBudgetStore(database, limit))

/** The times at which the calls of a lease may be sent, reckoned from when its answer came. */
function slotsOf(lease: Lease): number[] {
  const from = Date.now() + lease.waitMs
  return Array.from({ length: lease.granted }, (_, index) => from + index * lease.spacingMs)
}

function mostIn60Seconds(slots: readonly number[]): number {
  const sorted = [...slots].sort((a, b) => a - b)
  return Math.max(...sorted.map((from) => sorted.filter((at) => at >= from && at < from + 60_000).length))
}

describe('two processes on one budget', () => {
  test.each([60, 500])('never lease more than %i calls in any 60 seconds, people included', async (limit) => {
    const [one, two] = storesAt(limit)
    if (!one || !two) throw new Error('two stores were made')
    const wants = Array.from({ length: 60 }, (_, index) => ({
      store: index % 2 ? one : two,
      want: (index % 10) + 1,
      priority: index % 12 === 5 ? ('person' as const) : ('background' as const),
    }))
    const slots: number[] = []
    await Promise.all(
      wants.map(async ({ store, want, priority }) => {
        slots.push(...slotsOf(await store.lease(key, want, priority)))
      }),
    )
    expect(slots.length).toBeGreaterThan(limit / 2)
    expect(mostIn60Seconds(slots)).toBeLessThanOrEqual(limit)
  })

  test('take turns: no two background calls share a place, whoever leased them', async () => {
    const [one, two] = storesAt(60)
    const leases = await Promise.all(
      Array.from({ length: 20 }, (_, n) => (n % 2 ? one : two)?.lease(key, 1, 'background')),
    )
    const sorted = leases.flatMap((lease) => (lease ? slotsOf(lease) : [])).sort((a, b) => a - b)
    const gaps = sorted.slice(1).map((at, index) => at - (sorted[index] ?? 0))
    // All answers came within a moment of each other, so the waits alone tell the places; half a spacing is slack.
    for (const gap of gaps) expect(gap).toBeGreaterThan(spacingMs(60) / 2)
  })

  test('a person goes at once while a long queue of the other process waits', async () => {
    const [one, two] = storesAt(500)
    for (let n = 0; n < 20; n++) await one?.lease(key, 10, 'background')
    expect((await one?.lease(key, 1, 'background'))?.waitMs).toBeGreaterThan(10_000)
    expect((await two?.lease(key, 1, 'person'))?.waitMs).toBeLessThan(placeValidForMs)
  })

  test('what one has learned binds the other: the limit, and a wait after 429', async () => {
    const [one, two] = storesAt(500)
    await one?.learn(key, { limitPerMinute: 30, blockedForMs: 40_000 })
    const lease = await two?.lease(key, 1, 'person')
    expect(lease?.limitPerMinute).toBe(30)
    expect(lease?.waitMs).toBeGreaterThan(30_000)
    expect(lease?.waitMs).toBeLessThanOrEqual(40_000)
  })

  test('the longest wait that anybody was told counts', async () => {
    const [one, two] = storesAt(500)
    await one?.learn(key, { blockedForMs: 40_000 })
    await two?.learn(key, { blockedForMs: 1000 })
    expect((await two?.lease(key, 1, 'background'))?.waitMs).toBeGreaterThan(30_000)
  })

  test('a used-up window holds background calls back to the next minute, and no person', async () => {
    const [one, two] = storesAt(500)
    await one?.learn(key, { remaining: 0 })
    const lease = await two?.lease(key, 1, 'background')
    expect(lease?.waitMs).toBeGreaterThan(0)
    expect(lease?.waitMs).toBeLessThanOrEqual(60_500)
    expect((await two?.lease(key, 1, 'person'))?.waitMs).toBe(0)
  })
})

test('budgets of two credentials know nothing of each other', async () => {
  const [one] = storesAt(60)
  await one?.learn(key, { blockedForMs: 60_000 })
  expect((await one?.lease(randomUUID(), 1, 'background'))?.waitMs).toBe(0)
})

test('a fresh budget can be leased by many at once', async () => {
  const stores = storesAt(60)
  const leases = await Promise.all(
    Array.from({ length: 16 }, (_, n) => stores[n % 2]?.lease(key, 1, 'background')),
  )
  expect(leases.filter((lease) => lease?.waitMs === 0)).toHaveLength(1)
})
