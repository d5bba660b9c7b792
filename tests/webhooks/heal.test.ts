import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectTruth, last } from '../engine/support/truth.ts'
import { book, fillAgenda, live } from './support/practice.ts'
import { createStage, importedUser, type Served, type Stage, tick } from './support/stage.ts'
import { askCalendly, subscribe, subscriptionsAt, theOne } from './support/subscriptions.ts'

/*
 * H44, F16: whatever becomes of our subscription, one tick later there is exactly one again, and nothing that happened
 * meanwhile is missing. One world lives on through all of it.
 */

let stage: Stage
let server: Served
let userId: string

beforeAll(async () => {
  stage = await createStage()
  fillAgenda(stage.simulator)
  server = await stage.serve()
  userId = await importedUser(stage)
})
afterAll(() => stage?.close())

/** Spoils the subscription, lets fifty things happen that nobody is told of, and lets one tick find out. */
async function healAfter(spoil: () => Promise<void> | void, url = () => server.url): Promise<void> {
  const { webhooks, world, people } = stage.simulator
  const agenda = fillAgenda(stage.simulator)
  await tick(stage, server.url) // these are known before it breaks
  await spoil()
  const told = webhooks.deliveries().length
  live(stage.simulator, agenda)
  await webhooks.idle()
  expect(webhooks.deliveries()).toHaveLength(told)
  await tick(stage, url())
  theOne(stage, url())
  await expectTruth(stage.mirror, userId, world, people.adviser)
}

/** The subscription that was made works: what happens now is here without a tick. */
async function expectToldOf(): Promise<void> {
  const { event } = book(stage.simulator, 300)
  await stage.simulator.webhooks.idle()
  const count = async () => {
    const { rows } = await stage.pool.query('SELECT FROM meetings WHERE calendly_event_uuid = $1', [
      last(event),
    ])
    return rows.length
  }
  await expect.poll(count, { timeout: 20_000 }).toBe(1)
}

test('a disabled subscription is made anew, and what happened meanwhile is read, no-shows included', async () => {
  const before = theOne(stage, server.url)
  await healAfter(() => stage.simulator.webhooks.disable(before.uri))
  expect(theOne(stage, server.url).callback_url).not.toBe(before.callback_url)
  expect(server.log.filter((line) => line.includes('The subscription was disabled'))).toHaveLength(1)
  await expectToldOf()
})

test('a subscription that somebody deleted is made anew, and what happened meanwhile is read', async () => {
  const before = theOne(stage, server.url)
  await healAfter(async () => {
    expect(await askCalendly(stage, 'DELETE', `/webhook_subscriptions/${last(before.uri)}`)).toBe(204)
  })
  expect(server.log.filter((line) => line.includes('The subscription was missing'))).toHaveLength(1)
  await expectToldOf()
})

test('leftovers at URLs of ours are removed, and what others made at the bare URL is left alone', async () => {
  const { uri } = theOne(stage, server.url)
  const bare = `${server.url}/api/calendly/webhook`
  await subscribe(stage, `${bare}/${randomUUID()}`, 'a key that nobody knows any more')
  await subscribe(stage, `${bare}/${randomUUID()}`, 'another one')
  await subscribe(stage, bare, 'made by hand')
  await tick(stage, server.url)
  expect(theOne(stage, server.url).uri).toBe(uri)
  const [byHand, ...others] = subscriptionsAt(stage, bare)
  expect(others).toEqual([])
  await askCalendly(stage, 'DELETE', `/webhook_subscriptions/${last(byHand?.uri ?? '')}`)
})

test('a subscription that does not tell everything is replaced by one that does', async () => {
  const { uri, callback_url } = theOne(stage, server.url)
  await askCalendly(stage, 'DELETE', `/webhook_subscriptions/${last(uri)}`)
  await subscribe(stage, callback_url, 'any key', ['invitee.created'])
  await tick(stage, server.url)
  expect(theOne(stage, server.url).events).toContain('invitee_no_show.deleted')
  await expectToldOf()
})

test('after a move to another address there is one subscription, at the new one, and nothing is missing', async () => {
  let moved: Served | undefined
  await healAfter(
    async () => {
      await server.stop()
      stage.simulator.webhooks.disable(theOne(stage, server.url).uri)
      const { port } = new URL(server.url)
      moved = await stage.serve({ PORT: port, PUBLIC_URL: `http://localhost:${port}` })
    },
    () => `http://localhost:${new URL(server.url).port}`,
  )
  await expectToldOf()
  await moved?.stop()
})
