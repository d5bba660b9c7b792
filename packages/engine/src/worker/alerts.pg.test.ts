import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../../tests/support/database.ts'
import { systemClock } from '../clock.ts'
import { silentLog } from '../log.ts'
import { postponeMail, settleMail, takeMails } from '../store/alerts/mails.ts'
import { type Database, openDatabase } from '../store/database.ts'
import { removeMute, saveMute } from '../store/operations/mutes.ts'
import { createAlerts } from '../sync/alerts.ts'
import { watchAlerts } from './alerts.ts'

const intervalMs = 900_000

let testDatabase: TestDatabase
let databases: Database[]
let database: Database
let userId: string
let rung: string[]

beforeAll(async () => {
  testDatabase = await createTestDatabase({ migrated: true })
  databases = [0, 1, 2].map(() => openDatabase(testDatabase))
  const [first] = databases
  if (!first) throw new Error('three were opened')
  database = first
})
afterAll(async () => {
  await Promise.all(databases.map((one) => one.close()))
  await testDatabase.drop()
})
beforeEach(async () => {
  rung = []
  for (const table of ['incidents', 'alert_mails', 'alert_rules', 'mutes', 'accounts', 'users', 'workers'])
    await database.pool.query(`DELETE FROM calendly_sync.${table}`)
  await database.pool.query("DELETE FROM calendly_sync.settings WHERE name IN ('operator_alerts', 'pause')")
  userId = randomUUID()
  await database.pool.query(
    "INSERT INTO calendly_sync.users (id, email, email_vouched) VALUES ($1, 'ada@platform.example', true)",
    [userId],
  )
})

const look = (on = database, isMailed = true) =>
  watchAlerts({
    database: on,
    bell: { ring: (channel) => rung.push(channel) },
    clock: systemClock,
    log: silentLog,
    intervalMs,
    alerts: { isLocal: false, isMailed },
  })

/** An account that was read a moment ago and was imported long since. */
async function account(): Promise<string> {
  const id = randomUUID()
  await database.pool.query(
    `INSERT INTO calendly_sync.accounts (id, user_id, calendly_user, credential, name, email, last_synced_at, created_at)
     VALUES ($1, $2, $3, $4, 'Ada', 'ada@calendly.example', now(), now() - interval '40 days')`,
    [id, userId, `https://api.calendly.com/users/${id}`, `pat.${userId}:${id}`],
  )
  return id
}

const set = (id: string, state: string, code: string | null) =>
  database.pool.query(
    `UPDATE calendly_sync.accounts SET state = $2, problem = CASE WHEN $3::text IS NOT NULL THEN jsonb_build_object(
       'code', $3::text, 'message', 'm', 'nextStep', 'n', 'since', to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')) END
     WHERE id = $1`,
    [id, state, code],
  )
const mails = async () =>
  (
    await database.pool.query(
      'SELECT id, type, incident_id, user_id, attempts, sent_at, failure, due_at FROM calendly_sync.alert_mails ORDER BY created_at',
    )
  ).rows
const types = async () => (await mails()).map(({ type }) => type)

test('a condition opens one incident, whoever looks and however often, and its end closes it', async () => {
  const id = await account()
  expect(await look()).toEqual({ opened: [], healed: [] })
  await set(id, 'reconnect', 'unauthenticated')
  const all = await Promise.all(databases.map((one) => look(one)))
  expect(all.flatMap(({ opened }) => opened)).toMatchObject([{ kind: 'reconnect', userId }])
  expect(await look()).toEqual({ opened: [], healed: [] })
  expect(rung).toEqual(['alerts'])
  expect(await types()).toEqual(['opened'])
  await set(id, 'active', null)
  expect((await look()).healed).toMatchObject([{ kind: 'reconnect' }])
  expect(await look()).toEqual({ opened: [], healed: [] })
})

test('what healed before anybody was told is not told of at all', async () => {
  const id = await account()
  await set(id, 'reconnect', 'unauthenticated')
  await look()
  await set(id, 'active', null)
  await look()
  expect(await mails()).toEqual([])
})

test('who was told that it began is told that it ended; a pause is no end that anybody needs a word of', async () => {
  const [id, paused] = [await account(), await account()]
  for (const one of [id, paused]) await set(one, 'reconnect', 'unauthenticated')
  await look()
  for (const mail of await takeMails(database, 10)) await settleMail(database, mail.id, 'sent')
  await set(id, 'active', null)
  await set(paused, 'paused', null)
  expect((await look()).healed).toHaveLength(2)
  expect(await types()).toEqual(['opened', 'opened', 'healed'])
})

test('the third failed run is enough, and what is behind an incident may change while it lasts', async () => {
  const id = await account()
  await set(id, 'failing', 'timeout')
  const fail = () =>
    database.pool.query(
      `INSERT INTO calendly_sync.account_runs (account_id, user_id, trigger, state, finished_at)
       VALUES ($1, $2, 'schedule', 'failed', now() + interval '1 s')`,
      [id, userId],
    )
  await fail()
  await fail()
  expect((await look()).opened).toEqual([])
  await fail()
  expect((await look()).opened).toMatchObject([{ kind: 'failing', code: 'timeout' }])
  await set(id, 'failing', 'unavailable')
  expect(await look()).toEqual({ opened: [], healed: [] })
  const { data } = await createAlerts({ database, clock: systemClock }).list({ userId, isOperator: false })
  expect(data).toMatchObject([{ kind: 'failing', code: 'unavailable', account: { id, name: 'Ada' } }])
  const others = await createAlerts({ database, clock: systemClock }).list({
    userId: randomUUID(),
    isOperator: true,
  })
  expect(others.data).toEqual([])
})

test('a list is out of date only while somebody has been ticking for an interval', async () => {
  const id = await account()
  await database.pool.query("UPDATE calendly_sync.accounts SET last_synced_at = now() - interval '50 min'")
  await database.pool.query('INSERT INTO calendly_sync.workers (id) VALUES (gen_random_uuid())')
  expect((await look()).opened).toEqual([])
  await database.pool.query("UPDATE calendly_sync.workers SET started_at = now() - interval '16 min'")
  await database.pool.query(`INSERT INTO calendly_sync.settings (name, value) VALUES ('pause', '{}')`)
  expect((await look()).opened).toEqual([])
  await database.pool.query("DELETE FROM calendly_sync.settings WHERE name = 'pause'")
  expect((await look()).opened).toMatchObject([{ kind: 'stale', subject: id }])
})

test('a muted cause or account is noted without a mail', async () => {
  const id = await account()
  const mute = await saveMute(database, userId, { code: 'unauthenticated' }, '2099-01-01T00:00:00Z')
  await set(id, 'reconnect', 'unauthenticated')
  expect((await look()).opened).toHaveLength(1)
  expect(await mails()).toEqual([])
  const alerts = createAlerts({ database, clock: systemClock })
  expect((await alerts.list({ userId, isOperator: false })).data).toMatchObject([{ isMuted: true }])
  await removeMute(database, userId, mute?.id ?? '')
  expect((await alerts.list({ userId, isOperator: false })).data).toMatchObject([{ isMuted: false }])
})

test('rules decide who is told: a kind that is off opens nothing, one that is not mailed opens in silence', async () => {
  const id = await account()
  const alerts = createAlerts({ database, clock: systemClock })
  await alerts.changeRules({ userId }, { kinds: { reconnect: { isOn: false } } }, userId)
  await set(id, 'reconnect', 'unauthenticated')
  expect((await look()).opened).toEqual([])
  await alerts.changeRules({ userId }, { kinds: { reconnect: { isOn: true, isMailed: false } } }, userId)
  expect((await look()).opened).toHaveLength(1)
  expect(await mails()).toEqual([])
  const { rows } = await database.pool.query(
    "SELECT actor FROM calendly_sync.audit_log WHERE action = 'alerts.rules_changed' AND user_id = $1",
    [userId],
  )
  expect(rows).toEqual([{ actor: userId }, { actor: userId }])
})

test('while something is open there is one digest a day', async () => {
  const id = await account()
  await set(id, 'reconnect', 'unauthenticated')
  await look()
  expect(await types()).toEqual(['opened'])
  await database.pool.query("UPDATE calendly_sync.incidents SET opened_at = now() - interval '25 h'")
  await look()
  await look()
  expect(await types()).toEqual(['opened', 'digest'])
  const taken = await createAlerts({ database, clock: systemClock }).mails.take(10)
  expect(taken.map(({ type, alerts }) => [type, alerts.length])).toEqual([
    ['opened', 1],
    ['digest', 1],
  ])
  await database.pool.query("UPDATE calendly_sync.alert_mails SET created_at = now() - interval '25 h'")
  await look()
  expect(await types()).toEqual(['opened', 'digest', 'digest'])
})

test('a mail is taken by one, comes back when its taker fell silent, and waits longer after each failure', async () => {
  const ids = await Promise.all(Array.from({ length: 20 }, () => account()))
  for (const id of ids) await set(id, 'reconnect', 'unauthenticated')
  await look()
  const taken = (await Promise.all(databases.map((one) => takeMails(one, 20)))).flat()
  expect(new Set(taken.map((mail) => mail.id)).size).toBe(20)
  expect(taken).toHaveLength(20)
  expect(taken[0]?.address).toBe('ada@platform.example')
  const [first, second] = taken
  await postponeMail(database, first?.id ?? '', 'smtp_esocket')
  await database.pool.query(
    "UPDATE calendly_sync.alert_mails SET due_at = now() - interval '1 s' WHERE id = $1",
    [second?.id],
  )
  expect((await takeMails(database, 20)).map((mail) => mail.id)).toEqual([second?.id])
  const dueIn = async () =>
    (
      await database.pool.query(
        'SELECT extract(epoch FROM due_at - now())::float8 AS s, failure FROM calendly_sync.alert_mails WHERE id = $1',
        [first?.id],
      )
    ).rows[0]
  expect(Math.round((await dueIn()).s)).toBeLessThanOrEqual(30)
  await database.pool.query('UPDATE calendly_sync.alert_mails SET attempts = 4 WHERE id = $1', [first?.id])
  await postponeMail(database, first?.id ?? '', 'smtp_esocket')
  expect((await dueIn()).s).toBeGreaterThan(200)
  await database.pool.query('UPDATE calendly_sync.alert_mails SET attempts = 8 WHERE id = $1', [first?.id])
  await postponeMail(database, first?.id ?? '', 'smtp_esocket')
  expect(await dueIn()).toEqual({ s: null, failure: 'smtp_esocket' })
})

test('a mail about what is over meanwhile is not sent, and one that waited for a day is not either', async () => {
  const id = await account()
  await set(id, 'reconnect', 'unauthenticated')
  await look()
  await database.pool.query('UPDATE calendly_sync.incidents SET healed_at = now()')
  const alerts = createAlerts({ database, clock: systemClock })
  expect(await alerts.mails.take(10)).toEqual([])
  expect(await mails()).toMatchObject([{ due_at: null, sent_at: null, failure: 'moot' }])
  await database.pool.query(
    "UPDATE calendly_sync.alert_mails SET due_at = now(), created_at = now() - interval '25 h'",
  )
  expect(await alerts.mails.take(10)).toEqual([])
  expect(await mails()).toMatchObject([{ due_at: null, failure: 'too_late' }])
})

test('where nobody sends mails none is put in line, and a disconnected account takes its incidents along', async () => {
  const id = await account()
  await set(id, 'reconnect', 'unauthenticated')
  await look(database, false)
  expect(await mails()).toEqual([])
  await database.pool.query('DELETE FROM calendly_sync.accounts WHERE id = $1', [id])
  expect((await database.pool.query('SELECT FROM calendly_sync.incidents')).rows).toEqual([])
})
