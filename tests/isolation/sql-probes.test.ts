import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Database, openDatabase } from '../../packages/engine/src/store/database.ts'
import { readCatalogue, type TableFacts } from './support/catalogue.ts'
import { type Firm, type Member, memberNames, startFirm } from './support/firm.ts'
import { madeByPeople } from './support/made-by-people.ts'

/*
 * T7, F8: what the run-time role can do to rows of somebody else, for every tenant table, in every direction between five
 * users, by every verb. Nothing of it may be seen, changed, taken or given.
 */

let firm: Firm
let database: Database
let catalogue: readonly TableFacts[]
/** Tables of users that the run-time role may use at all. */
let tables: readonly string[]

beforeAll(async () => {
  firm = await startFirm()
  database = openDatabase({ connectionString: firm.connectionString, poolSize: 2 })
  catalogue = await readCatalogue(firm.admin, ['public', 'calendly_sync'])
  tables = catalogue
    .filter((table) => table.has_user_id && table.app_rights.length > 0)
    .map((table) => table.name)
  await firm.admin.query(madeByPeople)
}, 120_000)
afterAll(async () => {
  await database?.close()
  await firm?.close()
})

const directions = memberNames.flatMap((own) =>
  memberNames.filter((other) => other !== own).map((other) => [own, other] as const),
)
const idOf = (name: Member['name']) => firm.members[name].userId

/** What a statement did: how many rows it told of, or that it was refused. */
async function probe(
  own: string,
  text: string,
  values: readonly unknown[] = [],
): Promise<number | 'refused'> {
  try {
    return (await database.transaction([own], (tx) => tx.query(text, values))).length
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.code === '42501') return 'refused'
    throw error
  }
}

/** Rows as they lie on disk: whatever touches one, even in vain, moves its marks. */
async function footprint(): Promise<string> {
  const texts = tables.map(
    (table) =>
      `SELECT string_agg(concat_ws(' ', xmin, xmax, ctid), ',' ORDER BY ctid) AS marks FROM ${table}`,
  )
  return (await firm.admin.query(texts.join(' UNION ALL '))).rows.map((row) => row.marks).join('\n')
}

test('a row of the own that hangs on somebody else’s is seen by nobody else', async () => {
  const [ann, bob] = [idOf('ada'), idOf('ben')]
  const { rows } = await firm.admin.query('SELECT id FROM meetings WHERE user_id = $1 LIMIT 1', [bob])
  const meeting = String(rows[0].id)
  const path = `/api/meetings/${meeting}`
  const before = (await firm.as(firm.members.ben, path)).text
  await database.transaction([ann], (tx) =>
    tx.query(
      `INSERT INTO calendly_sync.meeting_invitees (user_id, meeting_id, uuid, status, updated_at, event_uuid, email, name, answers,
         rescheduled, digest, raw)
       VALUES ($1, $2, 'planted', 'active', now(), 'e', 'planted@x.example', 'Planted', '[]', false, 'd', '{}')`,
      [ann, meeting],
    ),
  )
  expect((await firm.as(firm.members.ben, path)).text).toBe(before)
  await firm.as(firm.members.ben, '/api/calendly/sync', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  })
  expect((await firm.as(firm.members.ben, path)).text).not.toContain('Planted')
})

test('foreign rows are neither seen, changed, taken, given nor made', async () => {
  await firm.rest() // what the server writes of its own accord is none of the probes'
  const before = await footprint()
  let probes = 0
  for (const table of tables) {
    for (const [own, other] of directions) {
      const [ann, bob] = [idOf(own), idOf(other)]
      const { rows } = await firm.admin.query(
        `SELECT to_jsonb(t) AS row FROM ${table} t WHERE user_id = $1 LIMIT 1`,
        [bob],
      )
      expect(rows, `${table} of ${other}`).toHaveLength(1)
      const stolen = JSON.stringify(rows[0].row)
      const disguised = JSON.stringify({ ...rows[0].row, user_id: bob })
      const told = {
        seen: await probe(ann, `SELECT user_id FROM ${table} WHERE user_id = $1`, [bob]),
        counted: await probe(ann, `SELECT FROM ${table} t WHERE to_jsonb(t) = $1::jsonb`, [stolen]),
        locked: await probe(ann, `SELECT FROM ${table} WHERE user_id = $1 FOR UPDATE`, [bob]),
        changed: await probe(ann, `UPDATE ${table} SET user_id = user_id WHERE user_id = $1 RETURNING 1`, [
          bob,
        ]),
        taken: await probe(ann, `UPDATE ${table} SET user_id = $2 WHERE user_id = $1 RETURNING 1`, [
          bob,
          ann,
        ]),
        deleted: await probe(ann, `DELETE FROM ${table} WHERE user_id = $1 RETURNING 1`, [bob]),
        given: await probe(ann, `UPDATE ${table} SET user_id = $1 WHERE user_id = $2 RETURNING 1`, [
          bob,
          ann,
        ]),
        made: await probe(
          ann,
          `INSERT INTO ${table} OVERRIDING SYSTEM VALUE SELECT * FROM jsonb_populate_record(NULL::${table}, $1::jsonb)`,
          [disguised],
        ),
        merged: await probe(
          ann,
          `INSERT INTO ${table} OVERRIDING SYSTEM VALUE SELECT * FROM jsonb_populate_record(NULL::${table}, $1::jsonb)
           ON CONFLICT DO NOTHING RETURNING 1`,
          [disguised],
        ),
        emptied: await probe(ann, `TRUNCATE ${table} CASCADE`),
      }
      probes += Object.keys(told).length
      // Of what may only be added to, trying to change it is refused before anybody looks whose it is.
      const rights = catalogue.find(({ name }) => name === table)?.app_rights ?? []
      const none = (right: string) => (rights.includes(right) ? 0 : 'refused')
      expect({ table, own, other, ...told }).toEqual({
        ...{ table, own, other },
        ...{ seen: 0, counted: 0, locked: none('UPDATE'), changed: none('UPDATE'), taken: none('UPDATE') },
        deleted: none('DELETE'),
        ...{ given: 'refused', made: 'refused', merged: 'refused', emptied: 'refused' },
      })
    }
  }
  expect(probes).toBeGreaterThan(1500)
  expect(await footprint()).toBe(before)
}, 240_000)

test('tables that belong to nobody are out of reach, and so are tokens and jobs', async () => {
  const [ann] = memberNames.map(idOf)
  const others = catalogue.filter(({ has_user_id, app_rights }) => !has_user_id || app_rights.length === 0)
  expect(others.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['calendly_sync.job', 'calendly_sync.credentials']),
  )
  for (const { name, app_rights } of others) {
    const { rows } = await firm.admin.query(
      'SELECT quote_ident(attname) AS column FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 LIMIT 1',
      [name],
    )
    const [column] = rows.map((row) => row.column)
    const outcomes = {
      read: await probe(ann ?? '', `SELECT FROM ${name}`),
      made: await probe(ann ?? '', `INSERT INTO ${name} DEFAULT VALUES`),
      changed: await probe(ann ?? '', `UPDATE ${name} SET ${column} = ${column}`),
      deleted: await probe(ann ?? '', `DELETE FROM ${name}`),
    }
    const refused = { read: 'refused', made: 'refused', changed: 'refused', deleted: 'refused' }
    expect([name, outcomes]).toEqual([
      name,
      app_rights.length > 0 ? { ...refused, read: outcomes.read } : refused,
    ])
  }
})
