import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { silentLog } from '../log.ts'
import {
  type Budget,
  type BudgetOptions,
  type BudgetStore,
  createBudget,
  type Priority,
  type WaitReason,
} from './budget.ts'
import { memoryBudgetStore } from './memory-budget-store.ts'
import { type FakeClock, fakeClock } from './testing/fake-clock.ts'

function setUp(options: Partial<BudgetOptions> & { limit?: number } = {}) {
  const clock = fakeClock()
  const store = options.store ?? memoryBudgetStore(clock, options.limit ?? 500)
  const make = () => createBudget({ key: 'k', clock, random: () => 0, log: silentLog, ...options, store })
  return { clock, store, make, budget: make() }
}

const answer = (status: number, headers: Record<string, string> = {}) => ({ status, headers })

async function takeMany(budget: Budget, clock: FakeClock, count: number, priority: Priority = 'background') {
  const sentAt: number[] = []
  const takes = Array.from({ length: count }, async () => {
    await budget.take({ priority })
    sentAt.push(clock.monotonic())
  })
  await clock.runUntil(Promise.all(takes))
  return sentAt
}

/** Counts the leases asked of a store, in order. */
function watched(store: BudgetStore): BudgetStore & { wants: number[] } {
  const wants: number[] = []
  return {
    wants,
    lease(key, want, priority) {
      wants.push(want)
      return store.lease(key, want, priority)
    },
    learn: (key, fact) => store.learn(key, fact),
  }
}

describe('createBudget', () => {
  it('paces background calls evenly, in the order they came', async () => {
    const { clock, budget } = setUp()
    const sentAt = await takeMany(budget, clock, 50)
    sentAt.forEach((at, index) => {
      expect(at).toBeCloseTo((index * 60_000) / 490, 5)
    })
  })

  it('leases growing blocks: 1, 2, 4, 8, then 10', async () => {
    const clock = fakeClock()
    const store = watched(memoryBudgetStore(clock))
    await takeMany(setUp({ clock, store }).budget, clock, 40)
    expect(store.wants).toEqual([1, 2, 4, 8, 10, 10, 10])
  })

  it('does not use places whose time has passed', async () => {
    const { clock, budget } = setUp()
    await takeMany(budget, clock, 20)
    await clock.advance(10_000)
    const start = clock.monotonic()
    const sentAt = await takeMany(budget, clock, 5)
    sentAt.forEach((at, index) => {
      expect(at - start).toBeCloseTo((index * 60_000) / 490, 5)
    })
  })

  it("lets a person's call pass a queue of background calls", async () => {
    const { clock, budget } = setUp()
    const background = takeMany(budget, clock, 200)
    const person = budget.take({ priority: 'person' }).then(() => clock.monotonic())
    await background
    expect(await person).toBe(0)
  })

  it('stops everything for as long as a 429 says, in this process and in others', async () => {
    const { clock, budget, make } = setUp()
    const other = make()
    await takeMany(budget, clock, 3)
    const asleep = budget.take().then(() => clock.monotonic())
    const blockedFrom = clock.monotonic()
    expect(await budget.observe(answer(429, { 'x-ratelimit-reset': '30' }))).toBe(30_000)
    const person = other.take({ priority: 'person' }).then(() => clock.monotonic())
    const background = other.take().then(() => clock.monotonic())
    for (const at of await clock.runUntil(Promise.all([asleep, person, background]))) {
      expect(at).toBeGreaterThanOrEqual(blockedFrom + 30_000)
    }
  })

  it('keeps to a 429 even when the store cannot be told', async () => {
    const clock = fakeClock()
    const store: BudgetStore = {
      ...memoryBudgetStore(clock),
      learn: () => Promise.reject(Object.assign(new Error('away'), { code: 'ECONNREFUSED' })),
    }
    const { budget } = setUp({ clock, store })
    await budget.observe(answer(429, { 'retry-after': '5' }))
    expect(await takeMany(budget, clock, 1, 'person')).toEqual([5_000])
    await budget.observe(answer(429, { 'retry-after': '5' }))
    expect((await takeMany(budget, clock, 1))[0]).toBeGreaterThanOrEqual(10_000)
  })

  it('learns the limit from the answers, and the ceiling wins when it is lower', async () => {
    const free = setUp()
    await free.budget.observe(answer(200, { 'x-ratelimit-limit': '50' }))
    const sentAt = await takeMany(free.budget, free.clock, 3)
    expect((sentAt[2] ?? 0) - (sentAt[1] ?? 0)).toBeCloseTo(60_000 / 48)

    const capped = setUp({ ceilingPerMinute: 100 })
    await capped.budget.observe(answer(200, { 'x-ratelimit-limit': '500' }))
    const cappedAt = await takeMany(capped.budget, capped.clock, 30)
    expect((cappedAt[29] ?? 0) - (cappedAt[9] ?? 0)).toBeCloseTo((20 * 60_000) / 98, 3)
  })

  it('keeps to the ceiling before any answer', async () => {
    const { clock, budget } = setUp({ ceilingPerMinute: 60 })
    const sentAt = await takeMany(budget, clock, 10)
    expect((sentAt[9] ?? 0) - (sentAt[2] ?? 0)).toBeCloseTo((7 * 60_000) / 58, 3)
  })

  it('holds the background back when others have used the window up, not when it did so itself', async () => {
    const { clock, budget } = setUp({ limit: 50 })
    await takeMany(budget, clock, 1)
    await budget.observe(answer(200, { 'x-ratelimit-remaining': '1' }))
    const start = clock.monotonic()
    expect(((await takeMany(budget, clock, 1))[0] ?? 0) - start).toBeGreaterThan(50_000)

    const alone = setUp({ limit: 50 })
    const sentAt = await takeMany(alone.budget, alone.clock, 48)
    await alone.budget.observe(answer(200, { 'x-ratelimit-remaining': '1' }))
    expect(((await takeMany(alone.budget, alone.clock, 1))[0] ?? 0) - (sentAt[47] ?? 0)).toBeLessThan(2_000)
  })

  it('tells who waits, how long and why', async () => {
    const told: [number, WaitReason][] = []
    const { clock, budget } = setUp({ onWait: (waitMs, reason) => told.push([waitMs, reason]) })
    await takeMany(budget, clock, 1)
    expect(told).toEqual([])
    await budget.observe(answer(429, { 'retry-after': '9' }))
    await takeMany(budget, clock, 1)
    expect(told).toEqual([[9_000, 'blocked']])
  })

  it('stops waiting when the caller does, with the reason the caller gave', async () => {
    const { clock, budget } = setUp()
    await budget.observe(answer(429, {}))
    const stop = new AbortController()
    const take = budget.take({ signal: stop.signal })
    const outcome = expect(take).rejects.toBe('enough')
    await clock.advance(1_000)
    stop.abort('enough')
    await outcome
    await expect(budget.take({ signal: AbortSignal.abort('before') })).rejects.toBe('before')
  })

  it('passes on what the store throws', async () => {
    const store: BudgetStore = {
      lease: () => Promise.reject(new Error('no database')),
      learn: async () => {},
    }
    const { budget } = setUp({ store })
    await expect(budget.take()).rejects.toThrow('no database')
    await expect(budget.take({ priority: 'person' })).rejects.toThrow('no database')
  })

  it('never sends more than the limit in any 60 seconds, however many processes, people and passes there are', async () => {
    const burst = fc.record({
      atMs: fc.integer({ min: 0, max: 90_000 }),
      calls: fc.integer({ min: 1, max: 60 }),
      process: fc.integer({ min: 0, max: 2 }),
      isPerson: fc.boolean(),
    })
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(10, 50, 120, 500),
        fc.array(burst, { minLength: 1, maxLength: 12 }),
        async (limit, bursts) => {
          const { clock, make } = setUp({ limit })
          const processes = [make(), make(), make()]
          const sentAt: number[] = []
          const call = async (budget: Budget | undefined, atMs: number, priority: Priority) => {
            await clock.sleep(atMs)
            await budget?.take({ priority })
            sentAt.push(clock.monotonic())
          }
          const calls = bursts.flatMap(({ atMs, calls, process, isPerson }) =>
            Array.from({ length: calls }, () =>
              call(processes[process], atMs, isPerson ? 'person' : 'background'),
            ),
          )
          await clock.runUntil(Promise.all(calls))
          sentAt.sort((a, b) => a - b)
          for (let end = limit; end < sentAt.length; end++) {
            expect((sentAt[end] ?? 0) - (sentAt[end - limit] ?? 0)).toBeGreaterThan(60_000)
          }
        },
      ),
      { numRuns: 40 },
    )
  })

  it("keeps a person's wait small beside an import, at one click a second", async () => {
    const { clock, budget } = setUp()
    const waits: number[] = []
    let stop = false
    const worker = async () => {
      while (!stop) await budget.take()
    }
    const person = async () => {
      for (let click = 0; click < 120; click++) {
        await clock.sleep(1_000)
        const asked = clock.monotonic()
        await budget.take({ priority: 'person' })
        waits.push(clock.monotonic() - asked)
      }
      stop = true
    }
    await clock.runUntil(Promise.all([worker(), worker(), worker(), worker(), person()]))
    expect(Math.max(...waits)).toBeLessThanOrEqual(1)
  })
})
