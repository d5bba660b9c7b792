import { afterAll, beforeAll, expect, test } from 'vitest'
import { openEvents } from '../server/support/events.ts'
import { getJson, imported, rows, until } from '../server/support/installation.ts'
import { startServer, type TestServer } from '../support/server.ts'
import { bookingBody } from '../webhooks/support/deliveries.ts'
import { book, fillAgenda } from '../webhooks/support/practice.ts'
import { createStage, type Stage } from '../webhooks/support/stage.ts'

/*
 * ROLE: any number of processes that answer (web) and that work (worker) on one Postgres, each a real one.
 */

let stage: Stage
let web: TestServer
let otherWeb: TestServer
let worker: TestServer | undefined

beforeAll(async () => {
  stage = await createStage()
  fillAgenda(stage.simulator)
  ;[web, otherWeb] = await Promise.all([start('web'), start('web')])
}, 120_000)

afterAll(async () => {
  await Promise.all([web?.stop(), otherWeb?.stop(), worker?.stop()])
  await stage?.close()
})

function start(ROLE: 'web' | 'worker'): Promise<TestServer> {
  return startServer({ ...stage.environment, ROLE, LOG_FORMAT: 'json' })
}

const scheduler = async () => (await getJson(`${web.url}/api/calendly/scheduler/status`)).body.scheduler

test('where nobody works, what is asked for waits in line, and the status says so', async () => {
  const { body } = await until(
    () => getJson(`${web.url}/api/calendly/runs?trigger=import`),
    (answer) => answer.status === 200 && rows(answer.body.data).length > 0,
  )
  expect(rows(body.data)).toMatchObject([{ state: 'queued', startedAt: null, requests: 0 }])
  expect(await scheduler()).toMatchObject({ isRunning: false })
  const events = await openEvents(`${web.url}/api/events`)
  expect(events.status).toBe(200)
  events.close()
})

test('a worker takes up what waited, and both web processes see it done', async () => {
  worker = await start('worker')
  expect(await imported(web)).toMatchObject({ connected: true })
  expect(await scheduler()).toMatchObject({ isRunning: true })
  const { body } = await getJson(`${otherWeb.url}/api/meetings?view=upcoming`)
  expect(rows(body.data)).toHaveLength(20)
  await expect(fetch(`${worker.url}/livez`)).rejects.toThrow() // it listens nowhere
})

test('the button in a web process shows the progress of the run that a worker does', async () => {
  book(stage.simulator, 300)
  const held = stage.simulator.faults.hold({ template: '/scheduled_events/{uuid}/invitees', times: 1 })
  const events = await openEvents(`${otherWeb.url}/api/events`)
  const pressed = getJson(`${web.url}/api/calendly/sync`, { method: 'POST' })
  await held.arrived
  const running = await until(
    () => getJson(`${otherWeb.url}/api/calendly/runs?trigger=manual`),
    ({ body }) => Number(rows(body.data)[0]?.requests) > 0,
  )
  expect(rows(running.body.data)[0]).toMatchObject({ state: 'running' })
  held.release()
  const { status, body } = await pressed
  expect(status).toBe(200)
  expect(body).toMatchObject({ success: true, run: { state: 'succeeded', new: 1 } })
  // The page that hangs on the other web process is told of it all.
  const told = await events.until((all) => {
    const kinds = new Set(all.map((one) => one.event))
    return kinds.has('meeting.changed') && kinds.has('run.changed') && kinds.has('account.changed')
  })
  expect(told.some((one) => one.data.runId === body.run?.id)).toBe(true)
  events.close()
  const seen = await getJson(`${otherWeb.url}/api/meetings?view=upcoming`)
  expect(rows(seen.body.data)).toHaveLength(21)
}, 60_000)

test('a webhook that a web process has taken is applied by a worker, and seen in the other web process', async () => {
  const events = await openEvents(`${otherWeb.url}/api/events`)
  const { eventUuid, body } = bookingBody(stage.simulator.people.adviser)
  const beganMs = performance.now()
  const answer = await fetch(`${web.url}/api/calendly/webhook`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  })
  expect(answer.status).toBe(200)
  await events.until((all) => all.some((one) => one.event === 'meeting.changed'))
  expect(performance.now() - beganMs).toBeLessThan(5000)
  events.close()
  const { rows: found } = await stage.pool.query(
    'SELECT user_id FROM meetings WHERE calendly_event_uuid = $1',
    [eventUuid],
  )
  expect(found).toHaveLength(1)
  expect(worker?.output()).toContain('invitee.created applied')
  expect(web.output()).toContain('invitee.created received')
  expect(web.output() + otherWeb.output()).not.toContain('invitee.created applied')
})
