import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, type TestContext, test, vi } from 'vitest'
import { createTestDatabase } from '../../../../tests/support/database.ts'
import { openTransactionPooler } from '../../../../tests/support/transaction-pooler.ts'
import { systemClock } from '../clock.ts'
import { silentLog } from '../log.ts'
import { type Database, openDatabase } from '../store/database.ts'
import { startDispatch } from './dispatch.ts'
import { type AccountQueue, openQueue } from './queue.ts'

/* Each test has a scene of its own: most of them wait, and they do so side by side. */

/** A queue in a database of its own, and who works on it. */
interface Scene {
  readonly connectionString: string
  readonly database: Database
  readonly queue: AccountQueue
  /** Works on the queue; `isCalled: false` where no bell is heard. */
  work(
    concurrency: number,
    handle: (accountRunId: string) => Promise<void>,
    options?: { of?: AccountQueue; isCalled?: boolean },
  ): ReturnType<typeof startDispatch>
  put(runs: ReturnType<typeof runsOf>): Promise<void>
}

async function openScene({ onTestFinished }: Pick<TestContext, 'onTestFinished'>): Promise<Scene> {
  const { connectionString, drop } = await createTestDatabase()
  const database = openDatabase({ connectionString })
  const queue = await openQueue({ connectionString, log: silentLog })
  const stops: (() => Promise<void>)[] = []
  const listeners = new Set<() => void>()
  onTestFinished(async () => {
    for (const stop of stops.splice(0).reverse()) await stop()
    await queue.close()
    await database.close()
    await drop()
  })
  return {
    connectionString,
    database,
    queue,
    work(concurrency, handle, { of = queue, isCalled = true } = {}) {
      const on = (_channel: string, listener: () => void) => {
        if (isCalled) listeners.add(listener)
        return () => listeners.delete(listener)
      }
      const dispatch = startDispatch({
        queue: of,
        bell: { on },
        concurrency,
        handle,
        clock: systemClock,
        log: silentLog,
      })
      stops.push(() => dispatch.stop(1000))
      return dispatch
    },
    async put(runs) {
      await database.transaction('installation', (tx) => queue.enqueue(tx, runs))
      for (const call of listeners) call()
    },
  }
}

/** So many runs of accounts that are read with one token. */
function runsOf(credential: string, count: number) {
  return Array.from({ length: count }, () => ({ id: randomUUID(), account_id: randomUUID(), credential }))
}

/** A promise that a test lets go. */
function later() {
  let resolve = () => {}
  const promise = new Promise<void>((done) => {
    resolve = done
  })
  return { promise, resolve }
}

const soon = { timeout: 10_000 }

test.concurrent('one token whose calls all hang takes half of the places, and the others go on', async (context) => {
  const { put, work } = await openScene(context)
  const sick = runsOf('pat:sick', 20)
  const well = runsOf('pat:well', 10)
  const hanging = new Set<string>()
  const done = new Set<string>()
  const over = later()
  await put(sick)
  work(8, async (id) => {
    if (sick.some((run) => run.id === id)) {
      hanging.add(id)
      await over.promise
    }
    done.add(id)
  })
  await vi.waitFor(() => expect(hanging.size).toBe(4), soon)
  await put(well)
  await vi.waitFor(() => expect(done).toEqual(new Set(well.map((run) => run.id))), soon)
  expect(hanging.size).toBe(4)
  over.resolve()
  await vi.waitFor(() => expect(done.size).toBe(30), soon)
}, 60_000)

test.concurrent('a place that is free is filled at once, and never more than there are', async (context) => {
  const { put, work } = await openScene(context)
  const begun = new Set<string>()
  let inHand = 0
  let most = 0
  await put([...runsOf('pat:a', 50), ...runsOf('pat:b', 50)])
  const beganMs = performance.now()
  work(10, async (id) => {
    expect(begun.has(id)).toBe(false)
    begun.add(id)
    most = Math.max(most, ++inHand)
    await sleep(50)
    inHand -= 1
  })
  await vi.waitFor(() => expect(begun.size).toBe(100), soon)
  expect(most).toBe(10)
  expect(performance.now() - beganMs).toBeLessThan(5000) // ten rounds of 50 ms; with a look a second they would be 10 s
}, 60_000)

test.concurrent('an account has one run in hand and one in line, whoever asks how often', async (context) => {
  const { put, work } = await openScene(context)
  const [run] = runsOf('pat:one', 1)
  if (!run) throw new Error('one was made')
  const begun: string[] = []
  const over = later()
  await put([run])
  work(4, async (id) => {
    begun.push(id)
    await over.promise
  })
  await vi.waitFor(() => expect(begun).toEqual([run.id]), soon)
  const next = { ...run, id: randomUUID() }
  await put([next])
  await put([{ ...run, id: randomUUID() }]) // it has one in line: this one is not needed
  over.resolve()
  await vi.waitFor(() => expect(begun).toEqual([run.id, next.id]), soon)
  await sleep(1500)
  expect(begun).toHaveLength(2)
}, 60_000)

test.concurrent('a long job is kept by signs of life, and what a dead process had in hand goes to another', async (context) => {
  const { database, put, queue, work } = await openScene(context)
  const [long, lost] = runsOf('pat:one', 2)
  if (!long || !lost) throw new Error('two were made')
  const begun: string[] = []
  const over = later()
  await put([long])
  work(4, async (id) => {
    begun.push(id)
    if (id === long.id) await over.promise
  })
  await vi.waitFor(() => expect(begun).toEqual([long.id]), soon)
  // Taken out by somebody who is never heard of again.
  await database.transaction('installation', (tx) => queue.enqueue(tx, [lost]))
  expect(await queue.take(1, [])).toMatchObject([{ accountRunId: lost.id }])
  await vi.waitFor(() => expect(begun).toEqual([long.id, lost.id]), { timeout: 40_000, interval: 100 })
  over.resolve()
}, 90_000)

test.concurrent('what is put in after one has stopped taking is for others', async (context) => {
  const { put, work } = await openScene(context)
  const runs = runsOf('pat:one', 1)
  const taken = vi.fn(async () => {})
  await work(2, async () => {}).stop(1000)
  await put(runs)
  work(2, taken)
  await vi.waitFor(() => expect(taken).toHaveBeenCalledWith(runs[0]?.id), soon)
}, 60_000)

test.concurrent('behind a pooler in transaction mode, where no bell is heard, a job waits a second at most', async (context) => {
  const { connectionString, put, work } = await openScene(context)
  const pooler = await openTransactionPooler(connectionString, { size: 2 })
  const other = await openQueue({ connectionString: pooler.connectionString, log: silentLog })
  const taken: number[] = []
  const dispatch = work(
    2,
    async () => {
      taken.push(performance.now())
    },
    { of: other, isCalled: false },
  )
  for (let n = 1; n <= 3; n++) {
    const putAt = performance.now()
    await put(runsOf('pat:one', 1))
    await vi.waitFor(() => expect(taken).toHaveLength(n), soon)
    expect((taken.at(-1) ?? 0) - putAt).toBeLessThan(2500)
  }
  await dispatch.stop(1000)
  await other.close()
  await pooler.close()
}, 60_000)
