import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { scheduledEvent } from '../resources/scheduled-event.ts'
import { type Adviser, at, event, openScene, type Scene } from './merge/testing/scene.ts'
import { whomToTell } from './sweep-news.ts'

let scene: Scene
let ann: Adviser
let bob: Adviser
let id: string

beforeAll(async () => {
  scene = await openScene()
})
afterAll(() => scene.close())
beforeEach(async () => {
  ann = await scene.adviser()
  bob = await scene.adviser()
  id = randomUUID()
})

/** Who of the two is to be told something by a page. */
async function asked(...bodies: object[]): Promise<string[]> {
  const both = [ann, bob].map((one) => ({
    id: one.accountId,
    user_id: one.userId,
    calendly_user: one.calendlyUser,
  }))
  const events = bodies.flatMap((body) => scheduledEvent.fact(body, Date.UTC(2026, 10, 22)) ?? [])
  const told = await whomToTell(scene.database, both, events)
  const names = new Map([
    [ann.accountId, 'ann'],
    [bob.accountId, 'bob'],
  ])
  return [...told].flatMap(([account, uuids]) => [...uuids].map(() => names.get(account) ?? '?')).sort()
}

/** Tells it as a sweep does, to everybody by himself. */
async function tell(body: object): Promise<void> {
  for (const one of [ann, bob]) await scene.read(one, { events: [body], besides: { isListed: true } })
}

test('a new event is told to each host, and once', async () => {
  const both = event(id, [ann, bob])
  expect(await asked(both)).toEqual(['ann', 'bob'])
  await scene.read(ann, { events: [both], besides: { isListed: true } })
  expect(await asked(both)).toEqual(['bob'])
  await scene.read(bob, { events: [both], besides: { isListed: true } })
  expect(await asked(both)).toEqual([])
})

test('a change is told again', async () => {
  await tell(event(id, ann))
  expect(await asked(event(id, ann, { name: 'Another', updated_at: at(1) }))).toEqual(['ann'])
})

test('who holds a live meeting that others host now is told so, and once', async () => {
  await tell(event(id, ann))
  const handedOn = event(id, bob, { updated_at: at(1) })
  expect(await asked(handedOn)).toEqual(['ann', 'bob'])
  await tell(handedOn)
  expect(await asked(handedOn)).toEqual([])
  // What becomes of it afterwards is no longer the first one's business.
  expect(await asked(event(id, bob, { name: 'Another', updated_at: at(2) }))).toEqual(['bob'])
  expect(await asked(event(id, ann, { updated_at: at(3) }))).toEqual(['ann', 'bob'])
})

test('being listed answers the question where a meeting is', async () => {
  await tell(event(id, ann))
  await scene.rows('UPDATE calendly_sync.meeting_accounts SET missing_since = now() WHERE account_id = $1', [
    ann.accountId,
  ])
  expect(await asked(event(id, ann))).toEqual(['ann'])
  await tell(event(id, ann))
  expect(await asked(event(id, ann))).toEqual([])
})

test('an event that names no host tells nobody, not even who has it', async () => {
  await tell(event(id, ann))
  expect(await asked(event(id, [], { name: 'Another', updated_at: at(1) }))).toEqual([])
})

test('strangers of the same organization are nobody’s business', async () => {
  const stranger = await scene.adviser()
  expect(await asked(event(id, stranger))).toEqual([])
})
