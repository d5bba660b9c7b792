import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { replayDeliveries } from '../store/inbox/replay.ts'
import { type Adviser, event, seat } from '../store/merge/testing/scene.ts'
import { type Mailroom, openMailroom, webhook } from './testing/mailroom.ts'

/* Reliability H39: what cannot be applied holds up nobody, is tried again, is put aside with its reason, and can be replayed. */

let mailroom: Mailroom
let ann: Adviser
let bob: Adviser
let poison: string
const warnings: string[] = []

beforeAll(async () => {
  const nothing = () => {}
  mailroom = await openMailroom({
    debug: nothing,
    info: nothing,
    warn: (message) => warnings.push(message),
    error: nothing,
  })
})
afterAll(() => mailroom.close())

beforeEach(async () => {
  warnings.length = 0
  ann = await mailroom.adviser()
  bob = await mailroom.adviser()
  poison = randomUUID()
  await mailroom.database.pool.query(`
    CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'this one is refused' USING ERRCODE = '23514'; END $$;
    CREATE TRIGGER refuse BEFORE INSERT ON calendly_sync.scheduled_events FOR EACH ROW
    WHEN (NEW.uuid = '${poison}') EXECUTE FUNCTION refuse()`)
})
afterEach(() => mailroom.database.pool.query('DROP FUNCTION refuse CASCADE'))

test('one of a hundred that cannot be applied is put aside after six attempts, the others are applied, a replay heals it', async () => {
  const others = Array.from({ length: 99 }, (_, n) => [randomUUID(), n % 2 ? ann : bob] as const)
  const kept = await Promise.all(others.slice(0, 60).map((one) => post(...one)))
  const { id } = await post(poison, bob)
  kept.push(...(await Promise.all(others.slice(60).map((one) => post(...one)))))
  await mailroom.drain(100)
  for (const one of kept) {
    expect(await mailroom.fate(one.id)).toMatchObject({ outcome: 'applied', reason: null, attempts: 1 })
  }
  for (let attempts = 1; attempts < 6; attempts++) {
    const waiting = {
      outcome: 'waiting',
      reason: '23514',
      kind: 'invitee.created',
      event_uuid: poison,
      attempts,
    }
    const fate = await mailroom.fate(id)
    expect(fate).toMatchObject({ ...waiting, user_ids: [bob.userId] })
    expect(fate.due_in).toBeGreaterThan(2 ** attempts - 2)
    expect(fate.due_in).toBeLessThanOrEqual(2 ** attempts)
    expect(await mailroom.drain(), 'not before its time').toBe(0)
    await mailroom.rows('UPDATE calendly_sync.webhook_deliveries SET due_at = now() WHERE id = $1', [id])
    expect(await mailroom.drain()).toBe(1)
  }
  expect(await mailroom.fate(id)).toMatchObject({
    outcome: 'failed',
    reason: '23514',
    attempts: 6,
    due_in: null,
  })
  expect(await mailroom.drain()).toBe(0)
  expect(warnings).toHaveLength(6)
  expect(warnings[5]).toMatch(/put aside; replay it/)

  await mailroom.database.pool.query('DROP TRIGGER refuse ON calendly_sync.scheduled_events')
  expect(await replayDeliveries(mailroom.database, 'everyone', { outcome: 'failed' })).toBe(1)
  await mailroom.drain()
  expect(await mailroom.fate(id)).toMatchObject({ outcome: 'applied', reason: null, attempts: 1 })
  expect(await mailroom.meeting(bob, poison)).toMatchObject({ status: 'active' })
})

test('a delivery that two accounts share waits for the one that refuses it, and the other one has it', async () => {
  await mailroom.database.pool.query(`
    DROP TRIGGER refuse ON calendly_sync.scheduled_events;
    CREATE TRIGGER refuse BEFORE INSERT ON calendly_sync.scheduled_events FOR EACH ROW
    WHEN (NEW.user_id = '${bob.userId}') EXECUTE FUNCTION refuse()`)
  const { id } = await mailroom.post(created(poison, [ann, bob]))
  await mailroom.drain()
  expect(await mailroom.fate(id)).toMatchObject({ outcome: 'waiting', attempts: 1 })
  await mailroom.database.pool.query('DROP TRIGGER refuse ON calendly_sync.scheduled_events')
  await mailroom.rows('UPDATE calendly_sync.webhook_deliveries SET due_at = now() WHERE id = $1', [id])
  await mailroom.drain()
  expect(await mailroom.fate(id)).toMatchObject({ outcome: 'applied', attempts: 2 })
  for (const who of [ann, bob])
    expect(await mailroom.meeting(who, poison)).toMatchObject({ status: 'active' })
})

function post(uuid: string, host: Adviser) {
  return mailroom.post(created(uuid, host))
}

function created(uuid: string, host: Adviser | readonly Adviser[]) {
  return webhook('invitee.created', seat(`${uuid}-s`, uuid), event(uuid, host))
}
