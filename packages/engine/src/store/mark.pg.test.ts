import { afterAll, beforeAll, expect, test } from 'vitest'
import { at, event, openScene, type Scene } from './merge/testing/scene.ts'

let scene: Scene

beforeAll(async () => {
  scene = await openScene()
})
afterAll(() => scene.close())

test('the very first row of an installation is newer than a question that was sent before it', async () => {
  const ann = await scene.adviser()
  const mark = await scene.mark()
  const canceledSeat = { invitees_counter: { total: 2, active: 1, limit: 2 }, updated_at: at(1) }
  await scene.webhook(ann, { events: [event('E', ann, canceledSeat)] })
  const before = { ...canceledSeat, invitees_counter: { total: 2, active: 2, limit: 2 } }
  await scene.read(ann, { mark, events: [event('E', ann, before)] })
  expect(await scene.rows('SELECT invitees_active FROM calendly_sync.scheduled_events')).toEqual([
    { invitees_active: 1 },
  ])
  expect(await scene.asking(ann)).toEqual(['E'])
})
