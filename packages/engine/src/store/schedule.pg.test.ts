import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../../tests/support/database.ts'
import { setPaused } from './accounts.ts'
import { type Database, openDatabase } from './database.ts'
import { beatWorker, claimDue, endWorker, layGrid, slotRun } from './schedule.ts'

let testDatabase: TestDatabase
let workers: Database[]
let database: Database

beforeAll(async () => {
  testDatabase = await createTestDatabase({ migrated: true })
  workers = [0, 1].map(() => openDatabase(testDatabase))
  database = workers[0] ?? openDatabase(testDatabase)
})
afterAll(async () => {
  await Promise.all(workers.map((worker) => worker.close()))
  await testDatabase.drop()
})
beforeEach(async () => {
  await run(
    'TRUNCATE calendly_sync.accounts, calendly_sync.settings, calendly_sync.workers, calendly_sync.sync_runs CASCADE',
  )
  // An anchor in the past: the grid of 15 minutes has long been running.
  await run(`INSERT INTO calendly_sync.settings VALUES ('grid',
    jsonb_build_object('anchor', now() - interval '1 day 5 minutes', 'intervalMs', 900000))`)
})

function run<Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
  return database.transaction('installation', (tx) => tx.query<Row>(text, values))
}

/** Accounts that are due since `ago`; `every` is an interval of their own. */
async function accounts(count: number, ago: string, every: string | null = null): Promise<string[]> {
  const rows = await run<{ id: string }>(
    `INSERT INTO calendly_sync.accounts (user_id, calendly_user, credential, next_sync_at, sync_interval)
     SELECT gen_random_uuid(), 'U' || n, 'c', now() - $2::interval, $3::interval FROM generate_series(1, $1) n RETURNING id`,
    [count, ago, every],
  )
  return rows.map((row) => row.id)
}

const claim = (limit: number, worker = database) =>
  worker.transaction('installation', (tx) => claimDue(tx, limit))

/** Seconds from now until the account's next tick, and whether it lies on its own beat since `start`. */
async function next(id: string): Promise<number> {
  const [row] = await run<{ seconds: number }>(
    'SELECT extract(epoch FROM next_sync_at - now())::float8 AS seconds FROM calendly_sync.accounts WHERE id = $1',
    [id],
  )
  return row?.seconds ?? Number.NaN
}

describe('claimDue', () => {
  test('gives each due account to one of two workers, though both look at once', async () => {
    const ids = await accounts(200, '1 second')
    const taken: string[][] = await Promise.all(
      workers.map(async (worker) => {
        const own: string[] = []
        for (let got = await claim(7, worker); got.length > 0; got = await claim(7, worker))
          own.push(...got.map((one) => one.id))
        return own
      }),
    )
    const rest = await claim(1000)
    const all = [...taken.flat(), ...rest.map((one) => one.id)]
    expect(all.sort()).toEqual(ids.sort())
    expect(taken.every((own) => own.length > 0)).toBe(true)
  })

  test('what one worker is claiming the other skips, and does not wait for', async () => {
    await accounts(10, '1 second')
    const [first, second] = await database.transaction('installation', async (tx) => {
      const own = await claimDue(tx, 6)
      return [own, await claim(10, workers[1])]
    })
    expect([first?.length, second?.length]).toEqual([6, 4])
  })

  test('a claim that is rolled back leaves the accounts due', async () => {
    await accounts(3, '1 second')
    const failed = database.transaction('installation', async (tx) => {
      await claimDue(tx, 3)
      throw new Error('the jobs could not be queued')
    })
    await expect(failed).rejects.toThrow('the jobs')
    expect(await claim(10)).toHaveLength(3)
  })

  test('leaves out paused accounts and those whose time has not come; a resumed one is due at once', async () => {
    const [early] = await accounts(1, '-1 minute')
    const [paused] = await accounts(1, '1 minute')
    await setPaused(database, 'everyone', paused, true)
    expect(await claim(10)).toEqual([])
    await setPaused(database, 'everyone', paused, false)
    expect((await claim(10)).map((one) => one.id)).toEqual([paused])
    expect(early).toBeDefined()
  })

  test('ticks that were missed are made up for once, on the grid', async () => {
    const [id = ''] = await accounts(1, '3 hours')
    const [claimed] = await claim(10)
    expect(claimed).toMatchObject({ id, slot: expect.any(String) })
    expect(await claim(10)).toEqual([])
    expect(await next(id)).toBeGreaterThan(0)
    expect(await next(id)).toBeLessThanOrEqual(900)
  })

  test('ticks that were missed are made up for once, at an interval of its own, which keeps its beat', async () => {
    const [id = ''] = await accounts(1, '62 minutes', '5 minutes')
    expect(await claim(10)).toMatchObject([{ id, slot: null }])
    expect(await claim(10)).toEqual([])
    // Due 62 minutes ago and every 5 since: 2 minutes ago for the last time, and in 3 minutes again.
    expect(await next(id)).toBeGreaterThan(150)
    expect(await next(id)).toBeLessThanOrEqual(180)
  })

  test('an interval of its own goes on from the tick that was due, not from when it was claimed', async () => {
    const [id = ''] = await accounts(1, '20 seconds', '1 minute')
    await claim(10)
    expect(await next(id)).toBeGreaterThan(10)
    expect(await next(id)).toBeLessThanOrEqual(40)
  })

  test('a tick that is due this very moment is followed by one a whole interval later', async () => {
    const ids = await accounts(1, '0 seconds', '24 hours')
    expect(await claim(10)).toHaveLength(1)
    expect(await next(ids[0] ?? '')).toBeGreaterThan(86_000)
    expect(await claim(10)).toEqual([])
  })

  test('accounts of one slot share its run, and keep their places in the next', async () => {
    await accounts(50, '1 second')
    const claimed = await claim(100)
    const slots = new Set(claimed.map((one) => one.slot))
    expect(slots.size).toBe(1)
    const [slot] = slots
    const runs = await Promise.all(
      workers.map((worker) => worker.transaction('installation', (tx) => slotRun(tx, slot ?? ''))),
    )
    expect(new Set(runs.map((one) => one.id)).size).toBe(1)
    expect(runs.filter((one) => one.is_new)).toHaveLength(1)
    const spread = await run<{ width: number; places: number }>(
      `SELECT extract(epoch FROM max(next_sync_at) - min(next_sync_at))::float8 AS width, count(DISTINCT next_sync_at)::int AS places
       FROM calendly_sync.accounts`,
    )
    expect(spread[0]?.width).toBeLessThanOrEqual(4.5)
    expect(spread[0]?.places).toBeGreaterThan(25)
  })
})

describe('claimDue, where one token reads an organization', () => {
  /** Members on one token, each with its own place in the slot that began five seconds ago. */
  async function firm(count: number, credential = 'pat:owner'): Promise<string[]> {
    await run(
      `UPDATE calendly_sync.settings SET value = jsonb_set(value, '{anchor}', to_jsonb(now() - interval '5 s'))`,
    )
    const rows = await run<{ id: string }>(
      `INSERT INTO calendly_sync.accounts (user_id, calendly_user, credential, organization, next_sync_at)
       SELECT gen_random_uuid(), 'U' || n, $2, 'O', now() - interval '1 s' + (n - 1) * interval '100 ms'
       FROM generate_series(1, $1) n RETURNING id`,
      [count, credential],
    )
    return rows.map((row) => row.id).sort()
  }
  const ids = (claimed: readonly { id: string }[]) => claimed.map((one) => one.id).sort()
  /** Does something while somebody else writes an account. */
  const whileLocked = <Result>(id: string, work: () => Promise<Result>) =>
    database.transaction('installation', async (tx) => {
      await tx.query('SELECT FROM calendly_sync.accounts WHERE id = $1 FOR UPDATE', [id])
      return work()
    })

  test('all go with the first that is due, however few are asked for, and keep their places in the next slot', async () => {
    const members = await firm(50)
    const claimed = await claim(1)
    expect(ids(claimed)).toEqual(members)
    expect(new Set(claimed.map((one) => one.slot)).size).toBe(1)
    expect(await claim(100)).toEqual([])
    const [first, latest] = [await next(members[0] ?? ''), await next(members[49] ?? '')]
    for (const seconds of [first, latest]) expect(seconds).toBeGreaterThan(890)
    const places = await run('SELECT DISTINCT next_sync_at FROM calendly_sync.accounts')
    expect(places.length).toBeGreaterThan(25)
  })

  test('two workers that look at once never share one out between them', async () => {
    const [busy = '', ...others] = await firm(40)
    await run(`UPDATE calendly_sync.accounts SET next_sync_at = now() - interval '1 s'`)
    const [claimed, meanwhile] = await database.transaction('installation', async (tx) => {
      const own = await whileLocked(busy, () => claimDue(tx, 1))
      return [own, await claim(100, workers[1])]
    })
    expect(ids(claimed ?? [])).toEqual(others)
    expect(meanwhile).toEqual([])
    // The one that was busy comes later, by itself.
    expect(ids(await claim(100))).toEqual([busy])
  })

  test('while one worker claims an organization another takes what is not of it', async () => {
    const members = await firm(5)
    const others = await firm(5, 'pat:other')
    const [first, second] = await database.transaction('installation', async (tx) => {
      const own = await claimDue(tx, 1)
      return [own, await claim(1, workers[1])]
    })
    expect([ids(first ?? []), ids(second ?? [])].sort()).toEqual([members, others].sort())
  })

  test('paused members, those of other tokens, and those with an interval of their own stay', async () => {
    const members = await firm(6)
    const [paused = '', own = ''] = members
    await setPaused(database, 'everyone', paused, true)
    await run(
      `UPDATE calendly_sync.accounts SET sync_interval = '1 hour', next_sync_at = now() + interval '1 min' WHERE id = $1`,
      [own],
    )
    await run(`INSERT INTO calendly_sync.accounts (user_id, calendly_user, credential, organization, next_sync_at)
      VALUES (gen_random_uuid(), 'V', 'pat:v', 'O', now() + interval '1 min')`)
    expect(ids(await claim(1))).toEqual(members.slice(2))
  })
})

describe('layGrid', () => {
  const anchor = async () =>
    (await run<{ value: unknown }>(`SELECT value FROM calendly_sync.settings WHERE name = 'grid'`))[0]?.value

  test('puts the first tick where it is asked for, also of accounts that are overdue; own intervals stay', async () => {
    const [overdue = ''] = await accounts(1, '3 hours')
    const [own = ''] = await accounts(1, '-2 minutes', '5 minutes')
    await layGrid(database, randomUUID(), 900_000, 60_000)
    expect(Math.abs((await next(overdue)) - 60)).toBeLessThan(5)
    expect(Math.abs((await next(own)) - 120)).toBeLessThan(5)
  })

  test('while another worker is alive its grid stays; a dead one, or another interval, is no reason', async () => {
    const before = await anchor()
    const other = randomUUID()
    await beatWorker(database, other)
    await layGrid(database, randomUUID(), 900_000, 60_000)
    expect(await anchor()).toEqual(before)
    await layGrid(database, randomUUID(), 300_000, 60_000)
    expect(await anchor()).toMatchObject({ intervalMs: 300_000 })
    await endWorker(database, other)
    const laid = await anchor()
    await layGrid(database, randomUUID(), 300_000, 120_000)
    expect(await anchor()).not.toEqual(laid)
  })

  test.each([
    [25, 'keeps its grid', true],
    [35, 'is dead', false],
  ])('a worker that was last heard %s s ago (a busy machine) %s', async (seconds, _what, keeps) => {
    await layGrid(database, randomUUID(), 300_000, 60_000)
    const before = await anchor()
    const other = randomUUID()
    await beatWorker(database, other)
    await run(
      `UPDATE calendly_sync.workers SET heartbeat_at = now() - ${seconds} * interval '1 s' WHERE id = '${other}'`,
    )
    await layGrid(database, randomUUID(), 300_000, 60_000)
    expect(JSON.stringify(await anchor()) === JSON.stringify(before)).toBe(keeps)
  })

  test('two workers that start at once lay one grid', async () => {
    const [first, second] = [randomUUID(), randomUUID()]
    await Promise.all([beatWorker(database, first), beatWorker(database, second)])
    const before = await anchor()
    await Promise.all(workers.map((worker, n) => layGrid(worker, n ? first : second, 900_000, 60_000)))
    expect(await anchor()).toEqual(before)
  })
})
