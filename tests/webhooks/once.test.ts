import { createHash } from 'node:crypto'
import { Agent } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bookingBody, signature } from './support/deliveries.ts'
import { send } from './support/post.ts'
import { createStage, importedUser, type Served, type Stage } from './support/stage.ts'

/* H1: the same delivery, a hundred times at once and a hundred times more, is one delivery with one effect. */

const key = 'key-of-a-hand-made-subscription'
const copies = 100

let stage: Stage
let server: Served

beforeAll(async () => {
  stage = await createStage()
  server = await stage.serve({ CALENDLY_WEBHOOK_SIGNING_KEY: key })
  await importedUser(stage)
})
afterAll(() => stage?.close())

test('a delivery that comes two hundred times is kept once, counted, and applied once', async () => {
  const { body, eventUuid } = bookingBody(stage.simulator.people.adviser)
  const agent = new Agent({ keepAlive: true })
  const post = () =>
    send(server.url, { body, agent, headers: { 'calendly-webhook-signature': signature(key, body) } })
  const answers = await Promise.all(Array.from({ length: copies }, post))
  expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: copies }, () => 200))
  // One of them was the first.
  expect(answers.filter((one) => JSON.parse(one.body).repeated === false)).toHaveLength(1)
  await expect.poll(async () => (await known(eventUuid)).meetings.length, { timeout: 20_000 }).toBe(1)
  await expect.poll(() => inbox(body), { timeout: 20_000 }).toMatchObject([{ outcome: 'applied' }])
  const afterFirst = await known(eventUuid)

  for (let i = 0; i < copies; i++) {
    const answer = await post()
    expect([answer.status, JSON.parse(answer.body)]).toEqual([200, { received: true, repeated: true }])
  }
  agent.destroy()
  expect(await inbox(body)).toEqual([{ outcome: 'applied', reason: null, attempts: 1, seen: 2 * copies }])

  // Applied anew by hand it still changes nothing.
  await stage.mirror.webhooks.replay('everyone', { from: '2000-01-01T00:00:00Z' })
  await expect
    .poll(() => inbox(body), { timeout: 20_000 })
    .toEqual([{ outcome: 'duplicate', reason: null, attempts: 1, seen: 2 * copies }])
  expect(await known(eventUuid)).toEqual(afterFirst)
})

async function inbox(body: string) {
  const digest = createHash('sha256').update(body).digest()
  const { rows } = await stage.pool.query(
    'SELECT outcome, reason, attempts, seen FROM calendly_sync.webhook_deliveries WHERE digest = $1',
    [digest],
  )
  return rows
}

/** Everything that is known of an event, with what would betray a second write of it. */
async function known(eventUuid: string) {
  const ask = async (text: string) => (await stage.pool.query(text, [eventUuid])).rows
  return {
    meetings: await ask('SELECT m.*, xmin FROM meetings m WHERE calendly_event_uuid = $1'),
    events: await ask('SELECT id, version, xmin FROM calendly_sync.scheduled_events WHERE uuid = $1'),
    seats: await ask('SELECT id, version, xmin FROM calendly_sync.meeting_invitees WHERE event_uuid = $1'),
    changes: await ask(
      'SELECT c.* FROM calendly_sync.changes c JOIN meetings m ON m.id = c.meeting_id WHERE m.calendly_event_uuid = $1',
    ),
  }
}
