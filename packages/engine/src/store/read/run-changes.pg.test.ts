import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { listRunChanges } from './run-changes.ts'
import { type Mirror, openMirror, type Person } from './testing/mirror.ts'

let mirror: Mirror

beforeAll(async () => {
  mirror = await openMirror()
})
afterAll(() => mirror.close())

/** A run of these people, which is told to have made all changes of theirs that belong to no run yet. */
async function runOf(...people: readonly Person[]): Promise<string> {
  const id = randomUUID()
  await mirror.database.transaction('installation', async (tx) => {
    await tx.query(`INSERT INTO calendly_sync.sync_runs (id, trigger) VALUES ($1, 'schedule')`, [id])
    for (const { userId, accountId } of people)
      await tx.query(
        `WITH made AS (
           INSERT INTO calendly_sync.account_runs (account_id, user_id, trigger, state, finished_at)
           VALUES ($2, $3, 'schedule', 'succeeded', now()) RETURNING id
         ), members AS (
           INSERT INTO calendly_sync.sync_run_accounts (run_id, account_run_id, user_id) SELECT $1::uuid, id, $3::uuid FROM made
         )
         UPDATE calendly_sync.changes SET account_run_id = (SELECT id FROM made)
         WHERE user_id = $3::uuid AND account_run_id IS NULL`,
        [id, accountId, userId],
      )
  })
  return id
}

const at = (hour: string) => `2026-12-01T${hour}:00:00Z`
const seen = async (person: Person, run: string) =>
  (await listRunChanges(mirror.database, person.userId, run)).data.map(
    ({ change, startTimeBefore, meeting }) => [meeting.title, change, startTimeBefore],
  )

test('each meeting once, by start time: what it was before the run against what the run left', async () => {
  const ada = await mirror.addUser()
  await ada.see({ uuid: 'MOVES', title: 'Moves', start: at('09'), updatedAt: at('01') })
  await ada.see({ uuid: 'ENDS', title: 'Ends', start: at('10'), updatedAt: at('01') })
  await ada.see({ uuid: 'STAYS', title: 'Stays', start: at('11'), updatedAt: at('01') })
  const first = await runOf(ada)
  await ada.see({ uuid: 'MOVES', title: 'Moves', start: at('12'), updatedAt: at('02') })
  await ada.see({ uuid: 'MOVES', title: 'Moves on', start: at('13'), updatedAt: at('03') })
  await ada.see({ uuid: 'ENDS', title: 'Ends', start: at('10'), status: 'canceled', updatedAt: at('02') })
  await ada.see({ uuid: 'COMES', title: 'Comes', start: at('08'), updatedAt: at('02') })
  await ada.see({ uuid: 'GOES', title: 'Comes and goes', start: at('07'), updatedAt: at('02') })
  await ada.see({
    uuid: 'GOES',
    title: 'Comes and goes',
    start: at('07'),
    status: 'canceled',
    updatedAt: at('03'),
  })
  const second = await runOf(ada)
  expect(await seen(ada, first)).toEqual([
    ['Ends', 'new', null],
    ['Stays', 'new', null],
    ['Moves on', 'new', null],
  ])
  expect(await seen(ada, second)).toEqual([
    ['Comes and goes', 'deleted', null],
    ['Comes', 'new', null],
    ['Ends', 'deleted', null],
    ['Moves on', 'updated', at('09')],
  ])
  const page = await listRunChanges(mirror.database, ada.userId, second, { limit: 3 })
  expect(page.data).toHaveLength(3)
  const rest = { limit: 3, cursor: page.nextCursor ?? '' }
  expect((await listRunChanges(mirror.database, ada.userId, second, rest)).data).toHaveLength(1)
})

test('of a run over several people each sees the own meetings', async () => {
  const [ben, cleo] = [await mirror.addUser(), await mirror.addUser()]
  await ben.see({ uuid: 'BEN', title: 'Ben’s', start: at('09') })
  await cleo.see({ uuid: 'CLEO', title: 'Cleo’s', start: at('09') })
  const run = await runOf(ben, cleo)
  expect(await seen(ben, run)).toEqual([['Ben’s', 'new', null]])
  expect(await seen(cleo, run)).toEqual([['Cleo’s', 'new', null]])
})
