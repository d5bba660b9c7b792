import { expect, type TestContext, test } from 'vitest'
import { until } from '../server/support/installation.ts'
import { freePort, startServer, type TestServer } from '../support/server.ts'
import { bookingBody, signature } from './support/deliveries.ts'
import { send } from './support/post.ts'
import { createStage, importedUser, type Stage } from './support/stage.ts'
import { type Stream, startStream } from './support/stream.ts'
import { theOne } from './support/subscriptions.ts'

/* H42, F17: keys are replaced while deliveries come, and none that is genuine is refused; the old key is worth nothing then. */

const deliveries = process.env.PROVE ? 10_000 : 1000
const stranger = 'https://api.calendly.com/users/SOMEBODYELSE'

/** Of each test its own: they take their time side by side. */
async function newStage({ onTestFinished }: Pick<TestContext, 'onTestFinished'>): Promise<Stage> {
  const stage = await createStage()
  onTestFinished(() => stage.close())
  return stage
}

const isOver = (load: Stream, count: number) =>
  until(
    async () => load.sent.length,
    (sent) => sent >= count,
  )
const refusedOf = (load: Stream) => load.sent.filter((one) => ![200, 0, 503].includes(one.status))

test.concurrent('keys of the bare URL overlap over restarts: no genuine delivery is refused, and at last the old key is', async (context) => {
  const here = await newStage(context)
  const settings = { ...here.environment, LOG_LEVEL: 'warn', PORT: String(await freePort()) }
  let server: TestServer | undefined
  context.onTestFinished(() => server?.stop())
  const start = async (keys: string) => {
    await server?.stop()
    server = await startServer({ ...settings, CALENDLY_WEBHOOK_SIGNING_KEY: keys })
    return server.url
  }
  const url = await start('old-key')
  let key = 'old-key'
  const load = startStream(url, { host: stranger, perSecond: 100, key: () => key })
  context.onTestFinished(() => load.stop())
  await isOver(load, deliveries * 0.3)
  await start('new-key,old-key')
  key = 'new-key' // the subscription is made anew with it, and what the old one sends is still on its way
  await isOver(load, deliveries * 0.6)
  const { body } = bookingBody(stranger)
  // "Send it again" is neither yes nor no, so it is sent again.
  const asked = () =>
    send(url, { body, headers: { 'calendly-webhook-signature': signature('old-key', body) } })
  const isTaken = async () => (await until(asked, ({ status }) => status !== 503)).status
  expect(await isTaken()).toBe(200)
  await start('new-key')
  await isOver(load, deliveries)
  expect(await isTaken()).toBe(401)
  await load.stop()
  expect(refusedOf(load)).toEqual([])
  console.log(`two restarts during ${load.sent.length} deliveries: 0 genuine ones refused`)
}, 180_000)

test.concurrent('our own subscription gets another key and URL: both are good until the old URL closes for good', async (context) => {
  const here = await newStage(context)
  const served = await here.serve({ LOG_LEVEL: 'warn' })
  await importedUser(here)
  const engine = here.engine(served.url)
  // What each URL signs with is known to nobody but the installation: a stream signs as Calendly does, message by message.
  const { webhooks } = here.simulator
  const before = theOne(here, served.url)
  const statuses: (number | null)[] = []
  let rotations = 0
  for (let sent = 0; sent < deliveries; sent += 50) {
    const uri = theOne(here, served.url).uri
    const some = Array.from({ length: 50 }, () => webhooks.deliver(uri, bookingBody(stranger).body))
    if (sent % (deliveries / 5) === 0) {
      rotations += 1
      // Messages were signed and are on their way while the subscription is replaced.
      await engine.webhooks.rotate('everyone')
    }
    const done = await Promise.all(some)
    statuses.push(...done.map((one) => one.attempts.at(-1)?.status ?? null))
  }
  expect(statuses.filter((status) => status !== 200)).toEqual([])
  expect(statuses).toHaveLength(deliveries)
  const after = theOne(here, served.url)
  expect(after.callback_url).not.toBe(before.callback_url)
  console.log(`${rotations} rotations during ${deliveries} deliveries: 0 genuine ones refused`)

  const path = new URL(before.callback_url).pathname
  const post = async () =>
    (
      await send(served.url, {
        path,
        body: '{}',
        headers: { 'calendly-webhook-signature': signature('any', '{}') },
      })
    ).status
  expect(await post()).toBe(401) // it is still open, and this is not its key
  await here.pool.query(
    "UPDATE calendly_sync.webhook_endpoints SET closes_at = now() - interval '1 s' WHERE state = 'removed'",
  )
  await until(post, (status) => status === 410)
}, 180_000)
