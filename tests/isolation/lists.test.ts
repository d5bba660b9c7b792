import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDatabase } from '../../packages/engine/src/store/database.ts'
import { last } from '../engine/support/truth.ts'
import { openEvents } from '../server/support/events.ts'
import { foreignIn, type Mark, marksOf } from './support/belongings.ts'
import { readCatalogue } from './support/catalogue.ts'
import { type Firm, type Member, memberNames, startFirm } from './support/firm.ts'
import { madeByPeople } from './support/made-by-people.ts'
import { type SupabaseLike, startSupabaseLike } from './support/supabase.ts'

/*
 * I7, H21, T7: five users with seven accounts, in a database like Supabase's whose owner goes past row-level security.
 * By whatever door he comes, each sees exactly his own: the truth is Calendly's god view of his calendars.
 */

let supabase: SupabaseLike
let firm: Firm
let marks: readonly Mark[]

beforeAll(async () => {
  supabase = await startSupabaseLike()
  firm = await startFirm({ database: supabase })
  await firm.admin.query(madeByPeople)
  marks = await marksOf(firm)
}, 180_000)
afterAll(async () => {
  await firm?.close()
  await supabase?.stop()
})

const five = memberNames.map((name) => [name] as const)
const of = (name: Member['name']) => firm.members[name]

/** Calendly's own identifiers of everything in this member's calendars. */
function trueEvents({ calendlyUsers }: Member): string[] {
  const { world } = firm.simulator
  const uris = calendlyUsers.flatMap((user) => world.truthFor(user).map(({ event }) => event.uri))
  return [...new Set(uris)].map(last).sort()
}

/** All pages of a list. */
async function readAll(
  member: Member,
  path: string,
): Promise<{ rows: Record<string, unknown>[]; text: string }> {
  const rows: Record<string, unknown>[] = []
  let text = ''
  for (let cursor = ''; ; ) {
    const answer = await firm.as(member, `${path}${cursor}`)
    expect(answer.status).toBe(200)
    text += answer.text
    const { data, nextCursor } = JSON.parse(answer.text)
    rows.push(...data)
    if (typeof nextCursor !== 'string') return { rows, text }
    cursor = `&cursor=${encodeURIComponent(nextCursor)}`
  }
}

const eventsIn = (rows: readonly Record<string, unknown>[]) =>
  rows.map((row) => String(row.calendlyEventUuid ?? row.calendly_event_uuid)).sort()

test('the firm is as it should be: seven accounts, one paused, one revoked, two meetings seen twice', async () => {
  const { rows } = await firm.admin.query<{ user_id: string; state: string }>(
    'SELECT user_id, state FROM calendly_sync.accounts',
  )
  const states = (name: Member['name']) =>
    rows.filter((row) => row.user_id === of(name).userId).map((row) => row.state)
  expect(Object.fromEntries(memberNames.map((name) => [name, states(name)]))).toEqual({
    ada: ['active'],
    ben: ['active', 'active'],
    cleo: ['active', 'active'],
    dan: ['paused'],
    eve: ['reconnect'],
  })
  const twice = await firm.admin.query(
    'SELECT FROM meetings GROUP BY calendly_event_uuid HAVING count(DISTINCT user_id) = 2',
  )
  expect(twice.rows.length).toBeGreaterThan(5)
  const throughTwo = await firm.admin.query(
    'SELECT user_id FROM calendly_sync.meeting_accounts GROUP BY meeting_id, user_id HAVING count(*) = 2',
  )
  expect(new Set(throughTwo.rows.map((row) => row.user_id))).toEqual(new Set([of('ben').userId]))
})

describe.each(five)('%s', (name) => {
  test('sees exactly the own meetings by the API, page after page, and nothing of the others', async () => {
    const list = await readAll(of(name), '/api/meetings?view=all&limit=3')
    expect(eventsIn(list.rows)).toEqual(trueEvents(of(name)))
    expect(foreignIn(list.text, of(name), marks)).toEqual([])
    for (const { id } of list.rows) {
      const detail = await firm.as(of(name), `/api/meetings/${id}`)
      expect(detail.status).toBe(200)
      expect(foreignIn(detail.text, of(name), marks)).toEqual([])
    }
  })

  test('exports exactly these', async () => {
    const { status, text } = await firm.as(of(name), '/api/meetings.csv?view=all')
    expect(status).toBe(200)
    const [, ...lines] = text.trimEnd().split('\r\n')
    expect(lines.map((line) => line.split(',')[1]).sort()).toEqual(trueEvents(of(name)))
    expect(foreignIn(text, of(name), marks)).toEqual([])
  })

  test('is told the changes of exactly these', async () => {
    const { text } = await firm.as(of(name), '/api/changes?limit=1000')
    const changed = new Set<string>(
      JSON.parse(text).data.map((change: { meetingId: string }) => change.meetingId),
    )
    const own = marks.filter((mark) => mark.what === 'meeting' && mark.of.includes(name))
    expect([...changed].sort()).toEqual(own.map((mark) => mark.text).sort())
    expect(foreignIn(text, of(name), marks)).toEqual([])
  })

  test('sees own clients, accounts, runs and deliveries only', async () => {
    const paths = [
      '/api/clients?limit=3',
      '/api/calendly/runs?limit=3',
      '/api/calendly/webhook/deliveries?limit=3',
    ]
    for (const path of paths) {
      const { rows, text } = await readAll(of(name), path)
      expect(rows.length, path).toBeGreaterThan(0)
      expect(foreignIn(text, of(name), marks), path).toEqual([])
      for (const { id } of rows) {
        const { status, text } = await firm.as(of(name), `${path.replace(/\?.*/, '')}/${id}`)
        expect(status).toBe(200)
        expect(foreignIn(text, of(name), marks), `${path} ${id}`).toEqual([])
      }
    }
    const { text } = await firm.as(of(name), '/api/calendly/accounts')
    expect(JSON.parse(text).data).toHaveLength(of(name).calendlyUsers.length)
    expect(foreignIn(text, of(name), marks)).toEqual([])
  })

  test('holds the own rows of every tenant table, all of them, in SQL as the run-time role', async () => {
    const database = openDatabase({ connectionString: firm.connectionString, poolSize: 1 })
    const tables = (await readCatalogue(firm.admin, ['public', 'calendly_sync'])).filter(
      (table) => table.has_user_id && table.app_rights.includes('SELECT'),
    )
    try {
      for (const table of tables) {
        const counted = `SELECT user_id, count(*)::int AS count FROM ${table.name} GROUP BY 1 ORDER BY 1`
        const seen = await database.transaction([of(name).userId], (tx) =>
          tx.query<{ user_id: string }>(counted),
        )
        const all = (await firm.admin.query(counted)).rows
        if (table.name !== 'calendly_sync.audit_log') expect(all.length, table.name).toBeGreaterThan(1)
        expect(seen, table.name).toEqual(all.filter((row) => row.user_id === of(name).userId))
      }
    } finally {
      await database.close()
    }
  })

  test('reads the own rows of the three tables in SQL as a signed-in person of Supabase', async () => {
    const seen = await asPerson(of(name).userId, async (client) => ({
      meetings: (await client.query('SELECT * FROM meetings')).rows,
      clients: (await client.query('SELECT * FROM clients')).rows,
      links: (await client.query('SELECT * FROM meeting_clients')).rows,
    }))
    expect(eventsIn(seen.meetings)).toEqual(trueEvents(of(name)))
    for (const rows of Object.values(seen)) {
      expect(rows.length).toBeGreaterThan(0)
      expect(new Set(rows.map((row) => row.user_id))).toEqual(new Set([of(name).userId]))
    }
    expect(foreignIn(JSON.stringify(seen), of(name), marks)).toEqual([])
  })
})

/** In one transaction as `authenticated`, as Supabase's own API would have it; always rolled back. */
async function asPerson<Result>(
  sub: string | undefined,
  work: (client: pg.PoolClient) => Promise<Result>,
  role = 'authenticated',
): Promise<Result> {
  const client = await firm.admin.connect()
  try {
    await client.query('BEGIN')
    await client.query("SELECT set_config('request.jwt.claims', $1, true)", [JSON.stringify({ sub, role })])
    await client.query(`SET LOCAL ROLE ${role}`)
    return await work(client)
  } finally {
    await client.query('ROLLBACK')
    client.release()
  }
}

describe('as a person of Supabase', () => {
  const refusal = { code: '42501' } // insufficient_privilege

  test('nobody reads anything without claims, or with those of somebody unknown', async () => {
    for (const sub of [undefined, '', randomUUID()]) {
      const { rows } = await asPerson(sub, (client) =>
        client.query('SELECT user_id FROM meetings UNION ALL SELECT user_id FROM clients'),
      )
      expect(rows).toEqual([])
    }
  })

  test('nobody writes, empties or reads anything else of ours', async () => {
    const tables = await readCatalogue(firm.admin, ['public', 'calendly_sync'])
    const own = of('ben').userId
    for (const { name, has_user_id } of tables) {
      const isShown = /^(meetings|clients|meeting_clients)$/.test(name)
      const statements = [
        ...(isShown ? [] : [`SELECT FROM ${name}`]),
        `TRUNCATE ${name} CASCADE`,
        `DELETE FROM ${name}`,
        `INSERT INTO ${name} DEFAULT VALUES`,
        ...(has_user_id ? [`UPDATE ${name} SET user_id = user_id`] : []),
      ]
      for (const statement of statements) {
        await expect(
          asPerson(own, (client) => client.query(statement)),
          statement,
        ).rejects.toMatchObject(refusal)
      }
    }
  })

  test('a stranger who has not signed in is refused everything', async () => {
    for (const { name } of await readCatalogue(firm.admin, ['public', 'calendly_sync'])) {
      const asked = asPerson(undefined, (client) => client.query(`SELECT FROM ${name}`), 'anon')
      await expect(asked, name).rejects.toMatchObject(refusal)
    }
  })
})

/** Two answers of different seconds are the same but for this. */
const withoutAge = (text: string) => text.replaceAll(/"silentForSeconds":\d+/g, '')

const requests = process.env.PROVE ? 10_000 : 500

test(`T8: ${requests} requests of everybody at once, some of them given up half-way: each answer is the asker's own`, async () => {
  const paths = [
    '/api/meetings?view=all',
    '/api/clients',
    '/api/changes',
    '/api/calendly/accounts',
    '/api/meetings.csv?view=all',
  ]
  const expected = new Map<string, string>()
  for (const name of memberNames) {
    for (const where of paths)
      expected.set(`${name} ${where}`, withoutAge((await firm.as(of(name), where)).text))
  }
  let answered = 0
  let givenUp = 0
  const one = async (index: number) => {
    const name = memberNames[(index * 7) % memberNames.length] ?? 'ada'
    const where = paths[(index * 3) % paths.length] ?? '/api/meetings'
    const signal = index % 10 === 0 ? AbortSignal.timeout(index % 7) : undefined
    const answer = await firm.as(of(name), where, signal ? { signal } : {}).catch(() => undefined)
    if (answer) expect(withoutAge(answer.text)).toBe(expected.get(`${name} ${where}`))
    if (answer) answered += 1
    else givenUp += 1
  }
  for (let begun = 0; begun < requests; begun += 50)
    await Promise.all(Array.from({ length: 50 }, (_, n) => one(begun + n)))
  expect(answered).toBeGreaterThan(requests * 0.85)
  expect(givenUp).toBeGreaterThan(0)
}, 300_000)

test('live events of a booking come to whom it concerns, and to nobody else', async () => {
  const open = async (name: Member['name']) => ({
    name,
    reader: await openEvents(`${firm.url}/api/events`, {
      authorization: `Bearer ${await firm.token(of(name))}`,
    }),
  })
  const readers = await Promise.all([...memberNames, 'olga' as const].map(open))
  await firm.happen()
  const all = await marksOf(firm)
  for (const { name, reader } of readers) {
    const events = await (name === 'olga'
      ? new Promise<typeof reader.events>((resolve) => setTimeout(() => resolve(reader.events), 500))
      : reader.until((seen) => seen.some(({ event }) => event === 'meeting.changed')))
    const told = events.flatMap(({ data }) => Object.values(data).map(String))
    expect(foreignIn(told.join(' '), of(name), all), name).toEqual([])
    reader.close()
  }
})

test('an operator sees operations, and nobody’s meetings or clients', async () => {
  const paths = [
    '/api/meetings?view=all',
    '/api/meetings.csv?view=all',
    '/api/changes',
    '/api/clients',
    '/api/calendly/accounts',
    '/api/calendly/status',
    '/api/calendly/runs',
    '/api/calendly/webhook/deliveries',
    '/api/calendly/webhook/test',
    '/api/activity?fold=false&limit=200',
    '/api/insights',
    '/api/setup',
    '/api/calendly/scheduler/status',
    '/metrics',
    '/openapi.json',
  ]
  const personal = marks.filter(({ what }) => ['word', 'phone', 'meeting', 'client'].includes(what))
  const { data } = JSON.parse((await firm.as(of('olga'), '/api/calendly/webhook/deliveries?limit=200')).text)
  expect(data.length).toBeGreaterThan(5)
  const each = data.map(({ id }: { id: string }) => `/api/calendly/webhook/deliveries/${id}`)
  for (const path of [...paths, ...each]) {
    const { status, text } = await firm.as(of('olga'), path)
    expect(status, path).toBe(200)
    expect(foreignIn(text, of('olga'), personal), path).toEqual([])
  }
})
