import type { Sync } from 'calendly-sync-engine'
import { expect, type TestContext, test } from 'vitest'
import { last } from '../engine/support/truth.ts'
import { freePort, startServer } from '../support/server.ts'
import { book } from './support/practice.ts'
import { createStage, importedUser, type Stage, tick } from './support/stage.ts'
import { askCalendly, theOne } from './support/subscriptions.ts'

/* H35, H44: however many processes look after a subscription at once, and wherever one of them is killed, one is left. */

const rounds = process.env.PROVE ? 200 : 20

type Finished = Pick<TestContext, 'onTestFinished'>

/** Of each test its own: they wait for processes, and do so side by side. */
async function newStage({ onTestFinished }: Finished): Promise<Stage> {
  const stage = await createStage()
  onTestFinished(() => stage.close())
  return stage
}

test.concurrent('any number of processes register at once, from whatever state, and exactly one subscription is left', async (context) => {
  const here = await newStage(context)
  const { url } = await here.serve()
  await importedUser(here)
  const engines: readonly Sync[] = [1, 2, 3].map(() => here.engine(url))
  const { webhooks } = here.simulator
  const spoils: readonly (() => unknown)[] = [
    () => undefined,
    () => webhooks.disable(theOne(here, url).uri),
    () => askCalendly(here, 'DELETE', `/webhook_subscriptions/${last(theOne(here, url).uri)}`),
  ]
  for (let round = 0; round < rounds; round++) {
    await spoils[round % spoils.length]?.()
    // Answers that take their time in turn let every look and every write overlap every other.
    const slow = here.simulator.faults.add({ kind: 'delay', delayMs: (round * 7) % 30, probability: 0.5 })
    const verb = round % 4 === 3 ? 'rotate' : 'register'
    await Promise.all(engines.map((engine) => engine.webhooks[verb]('everyone')))
    slow()
    theOne(here, url)
  }
  const { rows } = await here.pool.query(
    "SELECT state FROM calendly_sync.webhook_endpoints WHERE state <> 'removed'",
  )
  expect(rows).toEqual([{ state: 'active' }])
})

test.concurrent.for([
  { what: 'after Calendly made it', isMade: true },
  { what: 'before Calendly made it', isMade: false },
])(
  'a process that is killed while it subscribes, $what, leaves exactly one after the next tick',
  { timeout: 120_000 },
  async ({ isMade }, context) => {
    const here = await newStage(context)
    const { faults, requests, webhooks } = here.simulator
    const creation = { method: 'POST', template: '/webhook_subscriptions' }
    const settings = { ...here.environment, PORT: String(await freePort()) }
    faults.add({ ...creation, kind: 'hang', actsFirst: isMade, times: 1 })
    const killed = await startServer(settings)
    await context.expect.poll(() => requests.count(creation), { timeout: 45_000 }).toBe(1)
    await context.expect.poll(() => webhooks.subscriptions().length, { timeout: 45_000 }).toBe(isMade ? 1 : 0)
    await killed.kill()
    const { rows: endpoints } = await here.pool.query(
      'SELECT state, callback_url AS url FROM calendly_sync.webhook_endpoints',
    )
    expect(endpoints).toMatchObject([{ state: 'making' }])
    faults.clear()
    const server = await startServer(settings)
    context.onTestFinished(() => server.stop()) // before its stage
    await importedUser(here)
    await tick(here, server.url)
    // The very one that was written down: its key is known, made or not.
    expect(theOne(here, server.url).callback_url).toBe(endpoints[0]?.url)
    const { event } = book(here.simulator, 200)
    await webhooks.idle()
    const isThere = () =>
      here.pool.query('SELECT FROM meetings WHERE calendly_event_uuid = $1', [last(event)])
    await context.expect.poll(async () => (await isThere()).rows.length, { timeout: 20_000 }).toBe(1)
  },
)
