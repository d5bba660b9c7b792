import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Account, closeGap, findAccount } from './accounts.ts'
import { askForNoShows, dueRereads, giveUpInvitees, settleReread } from './due.ts'
import { FenceLost } from './errors.ts'
import type { Fence } from './fence.ts'
import { type Adviser, event, openScene, type Scene } from './merge/testing/scene.ts'
import { noteAnswers } from './missing.ts'
import { askedEvents, askForEvents, endQuestion } from './questions.ts'
import { acquireRuns, createRun, requestAccountRuns } from './runs.ts'

/*
 * A worker that was frozen past its lease wakes up and goes on with its next write, whichever that is. Each of those beside
 * the merge and the run's end (runs.pg.test.ts) is tried here, by the old worker and by the one that has the run now.
 */

let scene: Scene
let ann: Adviser
let account: Account
let uuid: string
/** Of the worker that was frozen, and of the one that took over. */
let old: Fence
let current: Fence

beforeAll(async () => {
  scene = await openScene()
})
afterAll(() => scene.close())
beforeEach(async () => {
  ann = await scene.adviser()
  uuid = randomUUID()
  const anHourAgo = new Date(Date.now() - 3_600_000).toISOString()
  await scene.read(ann, {
    events: [event(uuid, ann, { end_time: anHourAgo })],
    besides: { isListed: true },
  })
  await scene.rows(
    'UPDATE calendly_sync.scheduled_events SET reread_at = now(), invitees_due = false WHERE uuid = $1',
    [uuid],
  )
  await scene.rows('UPDATE calendly_sync.accounts SET gap_since = now() WHERE id = $1', [ann.accountId])
  await scene.database.transaction('installation', (tx) =>
    askForEvents(tx, [{ account_id: ann.accountId, uuid: 'unheard-of' }]),
  )
  const found = await findAccount(scene.database, ann.accountId)
  if (!found) throw new Error('the account was made')
  account = found
  ;[old, current] = await takenOver()
})

/** A run that one worker had and another one has. */
async function takenOver(): Promise<[Fence, Fence]> {
  const of = { id: ann.accountId, user_id: ann.userId }
  const [run] = await scene.database.transaction('installation', async (tx) => {
    const runId = await createRun(tx, { trigger: 'schedule', userId: ann.userId })
    return requestAccountRuns(tx, runId, [of], 'schedule')
  })
  if (!run) throw new Error('a run was asked for')
  const take = async () => {
    const fence = { accountRunId: run.id, holder: randomUUID() }
    expect(await acquireRuns(scene.database, [run.id], fence.holder)).toHaveLength(1)
    return fence
  }
  const frozen = await take()
  await scene.rows(
    "UPDATE calendly_sync.account_runs SET lease_until = now() - interval '1 s' WHERE id = $1",
    [run.id],
  )
  return [frozen, await take()]
}

/** All rows that any of these writes could touch. */
async function stored() {
  const rows = (table: string, by: string) =>
    scene.rows(`SELECT to_jsonb(t) AS row FROM calendly_sync.${table} t WHERE ${by} = $1`, [ann.accountId])
  return [
    await rows('scheduled_events', 'account_id'),
    await rows('meeting_accounts', 'account_id'),
    await rows('events_to_read', 'account_id'),
    await rows('accounts', 'id'),
  ]
}

const writes: Readonly<Record<string, (fence: Fence) => Promise<void>>> = {
  async 'the end of a re-read'(fence) {
    const [due] = await dueRereads(scene.database, account)
    if (due) await settleReread(scene.database, account, fence, due)
  },
  'a refused invitee list': (fence) => giveUpInvitees(scene.database, account, fence, uuid),
  'questions for no-shows': (fence) => askForNoShows(scene.database, account, fence, 0, Date.now()),
  async 'the end of a question'(fence) {
    const [asked] = await askedEvents(scene.database, ann.accountId)
    if (asked) await endQuestion(scene.database, ann.accountId, fence, asked)
  },
  'the end of a gap': (fence) =>
    closeGap(scene.database, ann.accountId, fence, account.gap_since ?? 'there is one'),
  async 'answers about missing meetings'(fence) {
    const [row] = await scene.rows<{ id: string }>(
      'SELECT id FROM calendly_sync.scheduled_events WHERE uuid = $1',
      [uuid],
    )
    await noteAnswers(scene.database, account, fence, { alive: [row?.id ?? ''], asked: 1, isBraked: true })
  },
}

test.each(Object.entries(writes))('%s: refused to a worker that lost the run', async (_what, write) => {
  const before = await stored()
  await expect(write(old)).rejects.toThrow(FenceLost)
  expect(await stored()).toEqual(before)
  await write(current)
  expect(await stored()).not.toEqual(before)
})
