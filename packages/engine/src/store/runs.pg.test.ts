import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Trigger } from '../contract.ts'
import { FenceLost } from './errors.ts'
import { type Fence, holdFence } from './fence.ts'
import { type Adviser, at, event, openScene, type Scene } from './merge/testing/scene.ts'
import {
  acquireRuns,
  createRun,
  finishRun,
  leaseSeconds,
  orphanedRuns,
  releaseRun,
  renewLease,
  requestAccountRuns,
  runsBeside,
  runUnderWay,
  saveCounts,
} from './runs.ts'

let scene: Scene
let ann: Adviser
let account: { id: string; user_id: string }

beforeAll(async () => {
  scene = await openScene()
})
afterAll(() => scene.close())
beforeEach(async () => {
  ann = await scene.adviser()
  account = { id: ann.accountId, user_id: ann.userId }
})

/** Asks for a run of the account, as a tick or a person does. */
async function ask(trigger: Trigger = 'schedule', database = scene.database) {
  return database.transaction('installation', async (tx) => {
    const runId = await createRun(tx, { trigger, userId: ann.userId })
    const [part] = await requestAccountRuns(tx, runId, [account], trigger)
    if (!part) throw new Error('a run was asked for')
    return { runId, ...part }
  })
}

async function take(accountRunId: string): Promise<Fence & { holder: string }> {
  const holder = randomUUID()
  if (!(await acquireRun(scene.database, accountRunId, holder))) throw new Error('the run was free')
  return { accountRunId, holder }
}

const acquireRun = async (database: Scene['database'], id: string, holder: string) =>
  (await acquireRuns(database, [id], holder))[0]

const expire = (id: string) =>
  scene.rows(`UPDATE calendly_sync.account_runs SET lease_until = now() - interval '1 s' WHERE id = $1`, [id])

const result = { trigger: 'schedule', state: 'succeeded', errors: [], requests: 3 } as const
const finish = (fence: Fence, checked = 10, trigger: Trigger = 'schedule') =>
  scene.database.transaction('installation', (tx) => finishRun(tx, fence, { ...result, checked, trigger }))

describe('one unfinished run an account', () => {
  test('a second request joins it, and both are told the same', async () => {
    const [first, second] = [await ask(), await ask('manual')]
    expect(second.id).toBe(first.id)
    expect([first.is_new, second.is_new]).toEqual([true, false])
    const under = await scene.database.transaction('installation', (tx) => runUnderWay(tx, [account.id]))
    expect([first.runId, second.runId]).toContain(under)
  })

  test('a run is joined by those only whom it covers whole, also after one of them has ended', async () => {
    const other = { id: (await scene.adviser()).accountId, user_id: ann.userId }
    const underWay = (...asked: { id: string }[]) =>
      scene.database.transaction('installation', (tx) =>
        runUnderWay(
          tx,
          asked.map(({ id }) => id),
        ),
      )
    const { runId: ofOne } = await ask()
    expect(await underWay(account)).toBe(ofOne)
    expect(await underWay(account, other)).toBeUndefined()
    const { runId: ofBoth, parts } = await scene.database.transaction('installation', async (tx) => {
      const runId = await createRun(tx, { trigger: 'manual', userId: ann.userId })
      return { runId, parts: await requestAccountRuns(tx, runId, [account, other], 'manual') }
    })
    expect(await underWay(account, other)).toBe(ofBoth)
    expect(await underWay(other)).toBe(ofBoth)
    const mine = parts.find((part) => part.account_id === account.id)?.id ?? ''
    await finish(await take(mine))
    expect(await underWay(account, other)).toBe(ofBoth)
    expect(await underWay(account)).toBeUndefined()
  })

  test('twenty requests at once from two processes make one', async () => {
    const asked = await Promise.all(
      Array.from({ length: 20 }, (_, n) => ask('manual', n % 2 ? scene.database : scene.elsewhere)),
    )
    expect(new Set(asked.map((one) => one.id)).size).toBe(1)
    expect(asked.filter((one) => one.is_new)).toHaveLength(1)
  })

  test('a request that asks for more than a re-read raises it, and its worker goes on with that', async () => {
    const first = await ask('reread')
    const fence = await take(first.id)
    expect(await ask('manual')).toMatchObject({ id: first.id, is_new: false, trigger: 'manual' })
    expect(await ask('reread')).toMatchObject({ id: first.id, trigger: 'manual' })
    expect(await finish(fence, 1, 'reread')).toEqual({ raisedTo: 'manual' })
    expect(await finish(fence, 1, 'manual')).toMatchObject({ new: 0 })
  })

  test('when it has ended the next request makes a new one', async () => {
    const first = await ask()
    await finish(await take(first.id))
    const second = await ask()
    expect(second).toMatchObject({ is_new: true })
    expect(second.id).not.toBe(first.id)
  })

  test('the database itself refuses a second one', async () => {
    await ask()
    const again = scene.rows(
      `INSERT INTO calendly_sync.account_runs (account_id, user_id, trigger) VALUES ($1, $2, 'manual')`,
      [account.id, account.user_id],
    )
    await expect(again).rejects.toMatchObject({ code: '23505' })
  })
})

describe('the lease', () => {
  test('one of ten that try at once takes a free run', async () => {
    const { id } = await ask()
    const tries = await Promise.all(
      Array.from({ length: 10 }, (_, n) =>
        acquireRun(n % 2 ? scene.database : scene.elsewhere, id, randomUUID()),
      ),
    )
    expect(tries.filter((one) => one !== undefined)).toHaveLength(1)
  })

  test('is not taken over while it lasts, and is when it has run out', async () => {
    const { id } = await ask()
    const old = await take(id)
    expect(await acquireRun(scene.database, id, randomUUID())).toBeUndefined()
    await expire(id)
    await take(id)
    expect(
      await renewLease(scene.database, old, { state: 'running', requests: 1, progress: null, waitMs: 0 }),
    ).toBe(false)
  })

  test('renewed in time it goes on, and shows how far the run is', async () => {
    const { id } = await ask()
    const fence = await take(id)
    await expire(id)
    expect(
      await renewLease(scene.database, fence, {
        state: 'waiting',
        requests: 5,
        progress: null,
        waitMs: 9000,
      }),
    ).toBe(true)
    expect(await acquireRun(scene.database, id, randomUUID())).toBeUndefined()
    const [row] = await scene.rows(
      `SELECT state, requests, extract(epoch FROM lease_until - now())::float8 > $2 AS is_long,
         waiting_until - now() BETWEEN interval '8 s' AND interval '9 s' AS is_counted FROM calendly_sync.account_runs WHERE id = $1`,
      [id, leaseSeconds - 5],
    )
    expect(row).toEqual({ state: 'waiting', requests: 5, is_long: true, is_counted: true })
  })

  test('given back the run is free at once, with what it has used so far; only its holder can give it', async () => {
    const { id } = await ask()
    const fence = await take(id)
    await renewLease(scene.database, fence, { state: 'running', requests: 7, progress: null, waitMs: 0 })
    await releaseRun(scene.database, { ...fence, holder: randomUUID() })
    expect(await acquireRun(scene.database, id, randomUUID())).toBeUndefined()
    await releaseRun(scene.database, fence)
    expect(await acquireRun(scene.database, id, randomUUID())).toMatchObject({ requests: 7 })
  })

  test('a run whose worker died is an orphan, one that is held or has ended is none', async () => {
    const isOrphan = async (id: string) => (await orphanedRuns(scene.database)).some((run) => run.id === id)
    const { id } = await ask()
    expect(await isOrphan(id)).toBe(false)
    const old = await take(id)
    expect(await isOrphan(id)).toBe(false)
    await expire(id)
    expect(await isOrphan(id)).toBe(true)
    await finish(old)
    expect(await isOrphan(id)).toBe(false)
  })
})

describe('runs that share a list', () => {
  /** Four members of one firm on one token, and a run of all. */
  async function tick(trigger: Trigger = 'schedule', userId: string | null = null) {
    const credential = `pat:${randomUUID()}`
    const firm = randomUUID()
    const members: { id: string; user_id: string }[] = []
    for (let n = 0; n < 4; n++) {
      const { accountId, userId } = await scene.adviser(firm, credential)
      members.push({ id: accountId, user_id: userId })
    }
    const stranger = await scene.adviser(firm, `pat:${randomUUID()}`)
    const all = [...members, { id: stranger.accountId, user_id: stranger.userId }]
    return scene.database.transaction('installation', async (tx) => {
      const runId = await createRun(tx, { trigger, userId })
      const runs = await requestAccountRuns(tx, runId, all, trigger)
      const ofFirm = runs.filter((one) => members.some((member) => member.id === one.account_id))
      return ofFirm.map((one) => one.id).sort()
    })
  }
  const beside = async (id = '') => (await runsBeside(scene.database, id)).map((one) => one.id).sort()

  test('are those of one tick, token and organization, as far as they are free', async () => {
    const ids = await tick()
    expect(await beside(ids[0])).toEqual(ids)
    await take(ids[3] ?? '')
    expect(await beside(ids[0])).toEqual(ids.slice(0, 3))
    await expire(ids[3] ?? '')
    expect(await beside(ids[0])).toEqual(ids)
  })

  test.each(['manual', 'import', 'reread', 'gap'] as const)('a %s is somebody’s own', async (trigger) => {
    const ids = await tick(trigger)
    expect(await beside(ids[0])).toEqual([])
  })

  test('a tick that one user asked for is of that user’s accounts, and not of a firm', async () => {
    expect(await beside((await tick('operator'))[0])).toHaveLength(4)
    expect(await beside((await tick('operator', ann.userId))[0])).toEqual([])
  })

  test('of ten that lead the same ones at once, one gets all of them', async () => {
    const ids = await tick()
    const tries = await Promise.all(
      Array.from({ length: 10 }, (_, n) => {
        const lead = ids[n % ids.length] ?? ''
        const order = [lead, ...ids.filter((id) => id !== lead)]
        return acquireRuns(n % 2 ? scene.database : scene.elsewhere, order, randomUUID())
      }),
    )
    expect(tries.map((taken) => taken.length).sort()).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 4])
  })

  test('the one that leads comes first; where it is taken nothing is', async () => {
    const ids = await tick()
    const [lead = '', ...others] = [...ids].reverse()
    await take(others[0] ?? '')
    const taken = await acquireRuns(scene.database, [lead, ...others], randomUUID())
    expect(taken.map((one) => one.id)).toEqual([lead, ...others.slice(1)])
    expect(await acquireRuns(scene.database, [lead, ...others], randomUUID())).toEqual([])
  })

  test('live by one heartbeat, which counts the calls on the one that leads', async () => {
    const ids = await tick()
    const holder = randomUUID()
    const [lead = '', ...led] = (await acquireRuns(scene.database, ids, holder)).map((one) => one.id)
    for (const id of ids) await expire(id)
    const beat = { state: 'running', requests: 7, progress: null, waitMs: 0 } as const
    expect(await renewLease(scene.database, { accountRunId: lead, holder }, beat, led)).toBe(true)
    const rows = await scene.rows<{ id: string; requests: number; is_held: boolean }>(
      'SELECT id, requests, lease_until > now() AS is_held FROM calendly_sync.account_runs WHERE id = ANY ($1::uuid[])',
      [ids],
    )
    expect(rows.filter((row) => row.is_held)).toHaveLength(4)
    expect(rows.filter((row) => row.requests > 0)).toEqual([{ id: lead, requests: 7, is_held: true }])
  })
})

describe('the fence', () => {
  async function takenOver() {
    const { id } = await ask()
    const old = await take(id)
    await expire(id)
    return { old, current: await take(id) }
  }
  const lost = (fence: Fence) => scene.read(ann, { events: [event(randomUUID(), ann)], besides: { fence } })
  const meetings = () => scene.rows('SELECT FROM meetings WHERE user_id = $1', [ann.userId])

  test('refuses what the old holder writes after a take-over, and keeps nothing of it', async () => {
    const { old, current } = await takenOver()
    await expect(lost(old)).rejects.toBeInstanceOf(FenceLost)
    expect(await meetings()).toHaveLength(0)
    await lost(current)
    expect(await meetings()).toHaveLength(1)
  })

  test('refuses to let the old holder finish the run or touch its counts', async () => {
    const { old, current } = await takenOver()
    await expect(finish(old)).rejects.toBeInstanceOf(FenceLost)
    await lost(current)
    await saveCounts(scene.database, old)
    const counted = async () =>
      (
        await scene.rows('SELECT new_count AS new FROM calendly_sync.account_runs WHERE id = $1', [
          old.accountRunId,
        ])
      )[0]
    expect(await counted()).toEqual({ new: 0 })
    await saveCounts(scene.database, current)
    expect(await counted()).toEqual({ new: 1 })
  })

  test('refuses every write once the run has ended, of whomever', async () => {
    const { id } = await ask()
    const fence = await take(id)
    await finish(fence)
    await expect(lost(fence)).rejects.toBeInstanceOf(FenceLost)
    await expect(finish(fence)).rejects.toBeInstanceOf(FenceLost)
  })

  test('makes a take-over wait for a write that is under way, so that it is whole or refused', async () => {
    const { id } = await ask()
    const fence = await take(id)
    await expire(id)
    const order: string[] = []
    const { takeOver } = await scene.database.transaction([ann.userId], async (tx) => {
      await holdFence(tx, fence)
      const takeOver = acquireRun(scene.elsewhere, id, randomUUID()).then(() => order.push('taken over'))
      await Promise.race([takeOver, scene.waiting(1)])
      order.push('written')
      return { takeOver }
    })
    await takeOver
    expect(order).toEqual(['written', 'taken over'])
  })
})

describe('the counts of a run', () => {
  test('name each meeting once, by what it was before and is after, however often it changed', async () => {
    const ids = Array.from({ length: 6 }, () => randomUUID())
    const [fresh = '', edited = '', died = '', still = '', flash = '', revived = ''] = ids
    const known = [edited, died, still, revived]
    await scene.read(ann, { events: known.map((id) => event(id, ann)) })
    await scene.rows(`UPDATE calendly_sync.scheduled_events SET presence = 'gone' WHERE uuid = $1`, [revived])
    await scene.rows(
      `UPDATE meetings SET is_deleted = true, deleted_reason = 'gone', sync_status = 'deleted' WHERE calendly_event_uuid = $1`,
      [revived],
    )
    const { id } = await ask()
    const fence = await take(id)
    const tell = (uuid: string, n: number, over: object = {}) =>
      scene.read(ann, {
        events: [event(uuid, ann, { name: `Name ${n}`, updated_at: at(n), ...over })],
        besides: { fence },
      })
    const canceled = { status: 'canceled' }
    for (const n of [1, 2, 3]) for (const uuid of [fresh, edited]) await tell(uuid, n)
    await tell(died, 1)
    await tell(died, 2, canceled)
    await tell(flash, 1)
    await tell(flash, 2, canceled)
    await tell(revived, 1)
    await scene.read(ann, { events: [event(still, ann)], besides: { fence } })
    await saveCounts(scene.database, fence)
    expect(await finish(fence, ids.length)).toEqual({ new: 1, updated: 2, deleted: 2 })
    const [row] = await scene.rows(
      `SELECT new_count, updated_count, deleted_count, unchanged_count, state, finished_at IS NOT NULL AS has_ended
       FROM calendly_sync.account_runs WHERE id = $1`,
      [id],
    )
    expect(row).toEqual({
      new_count: 1,
      updated_count: 2,
      deleted_count: 2,
      unchanged_count: 1,
      state: 'succeeded',
      has_ended: true,
    })
  })

  test('go on after a take-over: the run counts what both of its workers wrote', async () => {
    const { id } = await ask()
    const tell = async (fence: Fence) =>
      scene.read(ann, { events: [event(randomUUID(), ann)], besides: { fence } })
    await tell(await take(id))
    await expire(id)
    const second = await take(id)
    await tell(second)
    expect(await finish(second)).toEqual({ new: 2, updated: 0, deleted: 0 })
  })
})
