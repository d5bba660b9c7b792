import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../database.ts'
import { at, event, openScene, type Scene, seat, seatUri } from './testing/scene.ts'

/* What two or three connections do at once; `npm run prove` runs twenty times as many rounds. */

const rounds = process.env.PROVE ? 1000 : 50
const timeout = 3_600_000

let scene: Scene

beforeAll(async () => {
  scene = await openScene()
})
afterAll(() => scene.close())

const canceled = { status: 'canceled', updated_at: at(9) }

describe('at once, from several connections', () => {
  test('H5: both halves of a move arrive together and find each other', { timeout }, async () => {
    const bob = await scene.adviser()
    for (let round = 0; round < rounds / 2; round++) {
      const [was, is] = [`was${round}`, `is${round}`]
      const left = seat(`${was}s`, was, { ...canceled, new_invitee: seatUri(`${is}s`, is) })
      const made = seat(`${is}s`, is, { old_invitee: seatUri(`${was}s`, was) })
      await Promise.all([
        scene.webhook(bob, { events: [event(was, bob, canceled)], seats: [left] }),
        scene.webhook(bob, { events: [event(is, bob)], seats: [made], database: scene.elsewhere }),
      ])
    }
    const pairs = await scene.rows(
      `SELECT FROM meetings was JOIN meetings new ON new.id = was.rescheduled_to AND was.id = new.rescheduled_from
       WHERE was.user_id = $1 AND was.is_deleted AND NOT new.is_deleted
         AND replace(was.calendly_event_uuid, 'was', 'is') = new.calendly_event_uuid`,
      [bob.userId],
    )
    expect(pairs).toHaveLength(rounds / 2)
  })

  test('three invitees of one meeting are written together and all are shown', { timeout }, async () => {
    const bob = await scene.adviser()
    const ids = Array.from({ length: rounds }, () => randomUUID())
    await scene.read(bob, { events: ids.map((id) => event(id, bob)) })
    const pools = [scene.database, scene.elsewhere, scene.database]
    for (const id of ids) {
      await Promise.all(
        pools.map((database, n) => scene.webhook(bob, { seats: [seat(`${id}${n}`, id)], database })),
      )
    }
    const shown = await scene.rows<{ attendees: number }>(
      'SELECT jsonb_array_length(attendees) AS attendees FROM meetings WHERE user_id = $1',
      [bob.userId],
    )
    expect(shown).toEqual(ids.map(() => ({ attendees: 3 })))
  })

  test('two invitees of one meeting, both held up before it is derived, are both shown and found', async () => {
    const bob = await scene.adviser()
    const id = randomUUID()
    await scene.read(bob, { events: [event(id, bob)] })
    // Somebody holds the first row that is derived until both wait: without the event's lock each would by then have derived it alone.
    const { both } = await scene.database.transaction('installation', async (tx) => {
      await tx.query('SELECT FROM calendly_sync.meeting_search WHERE user_id = $1 FOR UPDATE', [bob.userId])
      const tell = (database: Database, email: string) =>
        scene.webhook(bob, { seats: [seat(`${email}s`, id, { email })], database })
      const both = Promise.all([
        tell(scene.database, 'ann@x.example'),
        tell(scene.elsewhere, 'ben@x.example'),
      ])
      await scene.waiting(2)
      return { both }
    })
    await both
    const shown = await scene.rows(
      `SELECT jsonb_array_length(m.attendees) AS attendees, s.words ~ 'ann@' AND s.words ~ 'ben@' AS "isFound"
       FROM meetings m JOIN calendly_sync.meeting_search s ON s.meeting_id = m.id WHERE m.user_id = $1`,
      [bob.userId],
    )
    expect(shown).toEqual([{ attendees: 2, isFound: true }])
  })

  test('two batches in opposite orders both stand, without a deadlock', { timeout }, async () => {
    const bob = await scene.adviser()
    const before = await deadlocks()
    for (let round = 0; round < rounds; round++) {
      const ids = Array.from({ length: 5 }, () => randomUUID())
      const batch = (order: readonly string[], room: string, microseconds: number) => ({
        events: order.map((id) =>
          event(id, bob, { location: { type: 'physical', location: room }, updated_at: at(microseconds) }),
        ),
        seats: order.map((id) => seat(`${id}s`, id, { updated_at: at(microseconds), name: room })),
      })
      // New rows in half of the rounds, known ones in the other half.
      if (round % 2) await scene.read(bob, batch(ids, 'first', 0))
      await Promise.all([
        scene.read(bob, batch(ids, 'older', 1)),
        scene.read(bob, { ...batch(ids.toReversed(), 'newer', 2), database: scene.elsewhere }),
      ])
    }
    const places = await scene.rows(
      'SELECT location_text AS place, count(*)::int FROM meetings WHERE user_id = $1 GROUP BY 1',
      [bob.userId],
    )
    expect(places).toEqual([{ place: 'newer', count: rounds * 5 }])
    expect((await deadlocks()) - before).toBe(0)
  })

  test('what another one stores between two looks of a merge is not mistaken for what it stored itself', async () => {
    const bob = await scene.adviser()
    const id = randomUUID()
    const facts = (microseconds: number, name: string) => ({
      events: [event(id, bob, { name, updated_at: at(microseconds) })],
      seats: [seat(`${id}s`, id, { name, updated_at: at(microseconds) })],
    })
    let isDone = false
    const interrupted: Database = {
      ...scene.database,
      transaction: (scope, work) =>
        scene.database.transaction(scope, (tx) =>
          work({
            query: async (text, values) => {
              if (!isDone && text.includes('INSERT INTO calendly_sync.scheduled_events')) {
                isDone = true
                await scene.read(bob, { ...facts(1, 'older'), database: scene.elsewhere })
              }
              return tx.query(text, values)
            },
          }),
        ),
    }
    await scene.read(bob, { ...facts(2, 'newer'), database: interrupted })
    const stored = await scene.rows(
      `SELECT e.name AS event, v.name AS seat, m.title FROM calendly_sync.scheduled_events e
       JOIN calendly_sync.meeting_invitees v ON v.meeting_id = e.id JOIN meetings m ON m.id = e.id WHERE e.user_id = $1`,
      [bob.userId],
    )
    expect(stored).toEqual([{ event: 'newer', seat: 'newer', title: 'newer' }])
  })

  test('two batches in opposite orders, both held up half-way, lock in one order', async () => {
    const bob = await scene.adviser()
    const ids = Array.from({ length: 5 }, () => randomUUID()).sort()
    const list = (order: readonly string[], stamp: number) => ({
      events: order.map((id) => event(id, bob, { name: `told at ${stamp}`, updated_at: at(stamp) })),
    })
    await scene.read(bob, list(ids, 0))
    const before = await deadlocks()
    // Somebody holds the middle row until both batches wait: in opposite orders each would by then have locked what
    // the other needs next.
    const { batches } = await scene.database.transaction('installation', async (tx) => {
      await tx.query(
        'SELECT FROM calendly_sync.scheduled_events WHERE user_id = $1 AND uuid = $2 FOR UPDATE',
        [bob.userId, ids[2]],
      )
      const batches = Promise.all([
        scene.read(bob, list(ids, 1)),
        scene.read(bob, { ...list(ids.toReversed(), 2), database: scene.elsewhere }),
      ])
      await scene.waiting(2)
      return { batches }
    })
    await batches
    const titles = await scene.rows('SELECT DISTINCT title FROM meetings WHERE user_id = $1', [bob.userId])
    expect(titles).toEqual([{ title: 'told at 2' }])
    expect((await deadlocks()) - before).toBe(0)
  })

  test('the same first page read twice at once is one set of rows, and raises no question', {
    timeout,
  }, async () => {
    for (let round = 0; round < rounds / 10; round++) {
      const bob = await scene.adviser()
      const ids = Array.from({ length: 5 }, () => randomUUID()).sort()
      const page = { events: ids.map((id) => event(id, bob)), seats: ids.map((id) => seat(`${id}s`, id)) }
      await Promise.all([scene.read(bob, page), scene.read(bob, { ...page, database: scene.elsewhere })])
      const found = await scene.rows('SELECT FROM meetings WHERE user_id = $1', [bob.userId])
      expect(found).toHaveLength(ids.length)
      expect(await scene.asking(bob)).toEqual([])
    }
  })
})

describe('a batch that tells nothing new', () => {
  test('writes no row and locks none, in whatever table', async () => {
    const bob = await scene.adviser()
    const ids = Array.from({ length: 20 }, () => randomUUID())
    const list = { events: ids.map((id) => event(id, bob)), besides: { isListed: true } }
    const seats = { seats: ids.map((id) => seat(`${id}s`, id)), complete: ids }
    await scene.read(bob, list)
    await scene.read(bob, seats)
    const before = await everyRow()
    expect(await scene.read(bob, list)).toMatchObject({ changed: [], news: new Set() })
    expect(await scene.read(bob, seats)).toMatchObject({ changed: [], news: new Set() })
    await scene.webhook(bob, { events: list.events, seats: seats.seats })
    expect(await everyRow()).toEqual(before)
  })

  test('draws no number from the clock that orders reads', async () => {
    const bob = await scene.adviser()
    const id = randomUUID()
    const seats = { seats: [seat(`${id}s`, id)], complete: [id] }
    for (const told of [{ events: [event(id, bob)] }, seats]) await scene.read(bob, told)
    const mark = await scene.mark()
    for (const told of [{ events: [event(id, bob)] }, seats]) await scene.read(bob, told)
    expect(await scene.mark()).toBe(mark)
  })

  test('one changed event among many is the only row written', async () => {
    const bob = await scene.adviser()
    const ids = Array.from({ length: 20 }, () => randomUUID())
    await scene.read(bob, { events: ids.map((id) => event(id, bob)) })
    const before = await everyRow()
    const moved = { location: { type: 'physical', location: 'Room 2' }, updated_at: at(1) }
    const { changed } = await scene.read(bob, {
      events: ids.map((id) => event(id, bob, id === ids[7] ? moved : {})),
    })
    expect(changed).toHaveLength(1)
    const touched = (await everyRow()).filter((row) => !before.includes(row))
    expect(touched.map((row) => row.split(' ')[0]).sort()).toEqual([
      'calendly_sync.changes',
      'calendly_sync.scheduled_events',
      'public.meetings',
    ])
  })
})

/** Place and transactions of every row: a write moves it, a lock leaves its mark in xmax. */
async function everyRow(): Promise<string[]> {
  const tables = ['scheduled_events', 'meeting_invitees', 'meeting_accounts', 'changes', 'accounts'].map(
    (name) => `calendly_sync.${name}`,
  )
  const all = [...tables, 'public.meetings', 'public.clients', 'public.meeting_clients'].map(
    (name) => `SELECT concat_ws(' ', '${name}', ctid, xmin, xmax) AS row FROM ${name}`,
  )
  const rows = await scene.rows<{ row: string }>(all.join(' UNION ALL '))
  return rows.map((one) => one.row).sort()
}

/** How many deadlocks this database has seen. Sessions report when they end, so each asks for that first. */
async function deadlocks(): Promise<number> {
  const pools = [scene.database.pool, scene.elsewhere.pool]
  await Promise.all(pools.flatMap((pool) => Array.from({ length: 10 }, () => reported(pool))))
  const [row] = await scene.rows<{ deadlocks: string }>(
    'SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()',
  )
  return Number(row?.deadlocks)
}

async function reported(pool: pg.Pool): Promise<void> {
  const client = await pool.connect()
  client.release(true)
}
