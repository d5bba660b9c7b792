import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../../tests/support/database.ts'
import { type Database, openDatabase } from './database.ts'
import { type HostUser, readHostUsers } from './host-users.ts'

let testDatabase: TestDatabase
let database: Database
let admin: pg.Client

beforeAll(async () => {
  testDatabase = await createTestDatabase({ migrated: false })
  database = openDatabase({ connectionString: testDatabase.connectionString, poolSize: 1 })
  admin = new pg.Client({ connectionString: testDatabase.connectionString })
  await admin.connect()
  await admin.query('CREATE TABLE people (id uuid PRIMARY KEY, email text, code text, number bigint)')
})
afterAll(async () => {
  await admin.end()
  await database.close()
  await testDatabase.drop()
})

async function read(
  sql: string,
  options: { timeoutSeconds?: number; signal?: AbortSignal } = {},
): Promise<HostUser[]> {
  const users: HostUser[] = []
  for await (const page of readHostUsers(database, sql, options)) users.push(...page)
  return users
}

test.each([
  ['plain', 'SELECT id, email FROM people'],
  ['with a semicolon and a line end', 'SELECT id, email FROM people;\n'],
  ['with more columns, in another order', 'SELECT number, email, id, code FROM people'],
  ['with a WITH', 'WITH active AS (SELECT * FROM people) SELECT id, email FROM active'],
  ['with a comment at its end', 'SELECT id, email FROM people -- all of them'],
  ['with a UNION', 'SELECT id, email FROM people WHERE number > 0 UNION SELECT id, email FROM people'],
  ['with other text types', 'SELECT id::text AS id, email::varchar(100) AS email FROM people'],
  ['with rows of nobody', 'SELECT id, email FROM people UNION ALL SELECT NULL, NULL'],
])('a query %s yields its users', async (_how, sql) => {
  await admin.query('TRUNCATE people')
  const [ann, bob] = [randomUUID(), randomUUID()]
  await admin.query('INSERT INTO people VALUES ($1, $2), ($3, NULL)', [ann, 'ann@x.example', bob])
  const users = await read(sql)
  expect(users).toHaveLength(2)
  expect(users).toEqual(
    expect.arrayContaining([
      { id: ann, email: 'ann@x.example' },
      { id: bob, email: null },
    ]),
  )
})

test('many users come in pages, from one moment', async () => {
  const sizes: number[] = []
  const sql =
    "SELECT gen_random_uuid() AS id, 'x' || n || '@x.example' AS email FROM generate_series(1, 2500) n"
  for await (const page of readHostUsers(database, sql)) sizes.push(page.length)
  expect(sizes).toEqual([1000, 1000, 500])
})

test.each([
  ['a missing table', 'SELECT id, email FROM nowhere', 'relation "nowhere" does not exist'],
  ['a missing column', 'SELECT id FROM people', 'column host.email does not exist'],
  ['another type', 'SELECT number AS id, email FROM people', 'cannot cast type bigint to uuid'],
  ['no SQL at all', 'users', 'syntax error'],
  ['a second statement', 'SELECT id, email FROM people; DROP TABLE people', 'syntax error'],
  [
    'a way out of the brackets',
    'SELECT id, email FROM people) AS host; DROP TABLE people; SELECT (1',
    'multiple commands',
  ],
  ['a write', 'INSERT INTO people VALUES (gen_random_uuid()) RETURNING id, email', 'syntax error'],
  [
    'a write in a WITH',
    'WITH gone AS (DELETE FROM people RETURNING *) SELECT id, email FROM gone',
    'WITH clause containing a data-modifying',
  ],
  ['a write in a function', "SELECT id, email FROM people, nextval('counter')", 'read-only transaction'],
  ['the same user twice', 'SELECT id, email FROM people UNION ALL SELECT id, email FROM people', 'twice'],
  [
    'too many users',
    'SELECT gen_random_uuid() AS id, NULL AS email FROM generate_series(1, 100001)',
    'more than 100000 users',
  ],
])('%s is told with what Postgres says, and nothing happens', async (_what, sql, words) => {
  await admin.query('CREATE SEQUENCE IF NOT EXISTS counter')
  await admin.query('TRUNCATE people')
  await admin.query("INSERT INTO people VALUES (gen_random_uuid(), 'ann@x.example')")
  await expect(read(sql)).rejects.toMatchObject({
    code: 'users_query_failed',
    message: expect.stringContaining(words),
  })
  expect((await admin.query('SELECT FROM people')).rows).toHaveLength(1)
  expect(await read('SELECT id, email FROM people')).toHaveLength(1)
})

test('a value that does not fit is not shown: it is somebody’s', async () => {
  const failing = read("SELECT 'ann@x.example' AS id, NULL AS email")
  await expect(failing).rejects.toMatchObject({
    message: expect.stringContaining('invalid input syntax for type uuid: "…"'),
  })
})

const slow = 'SELECT gen_random_uuid() AS id, NULL AS email FROM pg_sleep(9)'

test('a query that takes too long is ended', async () => {
  await expect(read(slow, { timeoutSeconds: 0.2 })).rejects.toMatchObject({
    code: 'users_query_failed',
    message: expect.stringContaining('longer than 0.2 s'),
  })
})

test('who stops does not wait for it, and the next one is served', async () => {
  const beganAt = Date.now()
  await expect(read(slow, { signal: AbortSignal.timeout(200) })).rejects.toMatchObject({
    name: 'TimeoutError',
  })
  expect(await read('SELECT id, email FROM people')).toHaveLength(1)
  expect(Date.now() - beganAt).toBeLessThan(3000)
})

test('who reads one page only leaves no transaction behind', async () => {
  const sql = 'SELECT gen_random_uuid() AS id, NULL AS email FROM generate_series(1, 2500)'
  for await (const page of readHostUsers(database, sql)) {
    expect(page).toHaveLength(1000)
    break
  }
  const { rows } = await database.pool.query("SELECT FROM pg_cursors WHERE name = 'host_users'")
  expect(rows).toEqual([])
})
