import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { getRun, listRuns, type RunQuery, type Viewer } from './runs.ts'
import { type Mirror, openMirror, type Person } from './testing/mirror.ts'

let mirror: Mirror
let ada: Person
let ben: Person
let operator: Person
let minute = 0

beforeAll(async () => {
  mirror = await openMirror()
  ada = await mirror.addUser()
  ben = await mirror.addUser()
  operator = await mirror.addUser()
})

afterAll(() => mirror.close())

/** A run, a minute after the one before, with an account run in each of the given states. */
async function addRun(
  members: readonly (readonly [Person, string])[],
  run: { trigger?: string; user?: Person; requestedBy?: Person } = {},
): Promise<string> {
  const queuedAt = new Date(Date.UTC(2026, 10, 22) + minute++ * 60_000).toISOString()
  return mirror.database.transaction('installation', async (tx) => {
    const [row] = await tx.query<{ id: string }>(
      `INSERT INTO calendly_sync.sync_runs (trigger, user_id, requested_by, queued_at) VALUES ($1, $2, $3, $4) RETURNING id`,
      [run.trigger ?? 'schedule', run.user?.userId, run.requestedBy?.userId, queuedAt],
    )
    const id = row?.id ?? ''
    for (const [person, state] of members) {
      const isOver = ['succeeded', 'partial', 'failed'].includes(state)
      await tx.query(
        `WITH made AS (
           INSERT INTO calendly_sync.account_runs (account_id, user_id, trigger, state, new_count, started_at, finished_at, errors)
           VALUES ($1, $2, 'schedule', $3, 2, $4::timestamptz, CASE WHEN $5 THEN $4::timestamptz + interval '1.5 s' END,
             CASE WHEN $3 = 'failed' THEN '[{"code": "forbidden", "message": "No."}]' ELSE '[]' END::jsonb)
           RETURNING id, user_id
         )
         INSERT INTO calendly_sync.sync_run_accounts (run_id, account_run_id, user_id) SELECT $6, id, user_id FROM made`,
        // An account of its own each time: an account has one unfinished run at most.
        [isOver ? person.accountId : randomUUID(), person.userId, state, queuedAt, isOver, id],
      )
    }
    return id
  })
}

const as = (person: Person, isOperator = false): Viewer => ({ userId: person.userId, isOperator })

async function ids(viewer: Viewer, query: RunQuery = {}): Promise<string[]> {
  return (await listRuns(mirror.database, viewer, query)).data.map((run) => run.id)
}

test('a user sees of a tick over everybody what concerns the own accounts', async () => {
  const id = await addRun([
    [ada, 'succeeded'],
    [ben, 'failed'],
  ])
  expect(await getRun(mirror.database, as(ada), id)).toMatchObject({
    state: 'succeeded',
    new: 2,
    errors: [],
    durationMs: 1500,
    accounts: [{ userId: ada.userId, accountId: ada.accountId, durationMs: 1500, progress: null }],
  })
  expect(await getRun(mirror.database, as(ben), id)).toMatchObject({
    state: 'failed',
    errors: [{ code: 'forbidden', message: 'No.' }],
    accounts: [{ userId: ben.userId }],
  })
  expect(await getRun(mirror.database, as(operator, true), id)).toBeUndefined()
  expect(await ids(as(operator, true))).toEqual([])
})

test('an operator sees all of the run that his trigger made, another user’s trigger shows him nothing more', async () => {
  const members = [
    [ada, 'succeeded'],
    [ben, 'failed'],
  ] as const
  const id = await addRun(members, { trigger: 'operator', requestedBy: operator })
  expect(await getRun(mirror.database, as(operator, true), id)).toMatchObject({
    state: 'partial',
    new: 4,
    accounts: [{}, {}],
  })
  expect(await getRun(mirror.database, as(operator), id)).toMatchObject({ state: 'succeeded', accounts: [] })
})

test.each([
  [['running', 'waiting', 'queued'], 'running'],
  [['waiting', 'queued', 'succeeded'], 'waiting'],
  [['queued', 'failed'], 'queued'],
  [['succeeded', 'succeeded'], 'succeeded'],
  [['failed', 'failed'], 'failed'],
  [['failed', 'succeeded'], 'partial'],
  [['partial', 'succeeded'], 'partial'],
  [[], 'succeeded'],
])('a run of %j is %s', async (states, expected) => {
  const cleo = await mirror.addUser()
  const id = await addRun(
    states.map((state) => [cleo, state]),
    { user: cleo },
  )
  expect(await getRun(mirror.database, as(cleo), id)).toMatchObject({ state: expected })
  expect(await ids(as(cleo), { state: 'waiting' })).toEqual(expected === 'waiting' ? [id] : [])
})

test('lists newest first, filtered, and pages show every run once', async () => {
  const dora = await mirror.addUser()
  const made: string[] = []
  for (const trigger of ['schedule', 'manual', 'schedule', 'schedule', 'import']) {
    made.unshift(await addRun([[dora, 'succeeded']], { trigger, user: dora }))
  }
  expect(await ids(as(dora))).toEqual(made)
  expect(await ids(as(dora), { trigger: 'manual' })).toEqual([made[3]])
  expect(await ids(as(dora), { accountId: dora.accountId })).toEqual(made)
  expect(await ids(as(dora), { accountId: ada.accountId })).toEqual([])
  const newest = await getRun(mirror.database, as(dora), made[0] ?? '')
  expect(await ids(as(dora), { from: newest?.queuedAt ?? '' })).toEqual([made[0]])
  expect(await ids(as(dora), { to: newest?.queuedAt ?? '' })).toEqual(made.slice(1))
  const seen: string[] = []
  let cursor: string | undefined
  do {
    const page = await listRuns(mirror.database, as(dora), { limit: 2, ...(cursor && { cursor }) })
    seen.push(...page.data.map((run) => run.id))
    cursor = page.nextCursor ?? undefined
  } while (cursor)
  expect(seen).toEqual(made)
})
