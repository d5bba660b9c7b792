import { readFile } from 'node:fs/promises'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openEvents } from '../server/support/events.ts'
import { getJson, imported } from '../server/support/installation.ts'
import { startServer, type TestServer } from '../support/server.ts'
import { bookingBody } from '../webhooks/support/deliveries.ts'
import { fillAgenda } from '../webhooks/support/practice.ts'
import { createStage, type Stage } from '../webhooks/support/stage.ts'

/*
 * The connections of one process, by purpose (`application_name`): never more than the guide for operators says, whatever
 * is asked of it at once, and as many where that is what it takes.
 */

const guide = new URL('../../docs/guides/operating.md', import.meta.url)

let stage: Stage
let server: TestServer
let watcher: pg.Client

beforeAll(async () => {
  stage = await createStage()
  fillAgenda(stage.simulator)
  server = await startServer({ ...stage.environment, LOG_LEVEL: 'warn' })
  await imported(server)
  watcher = new pg.Client({ connectionString: stage.environment.DATABASE_URL, application_name: 'watcher' })
  await watcher.connect()
}, 120_000)

afterAll(async () => {
  await watcher?.end()
  await server?.stop()
  await stage?.close()
})

/** Rows `| purpose | at most | application_name |` of the guide. */
async function stated(): Promise<Map<string, number>> {
  const text = await readFile(guide, 'utf8')
  const rows = text.matchAll(/^\| [^|]+ \| (\d+) \| `(calendly-sync[a-z ]*)` \|$/gm)
  return new Map([...rows].map(([, most, name]) => [name ?? '', Number(most)]))
}

async function connections(): Promise<Map<string, number>> {
  const { rows } = await watcher.query<{ name: string; count: number }>(
    `SELECT application_name AS name, count(*)::int AS count FROM pg_stat_activity
     WHERE datname = current_database() AND application_name LIKE 'calendly-sync%' GROUP BY 1`,
  )
  return new Map(rows.map(({ name, count }) => [name, count]))
}

test('one process holds no more connections than the guide says, for each purpose and in all', async () => {
  const most = await stated()
  expect(most.size).toBe(4)
  const events = await openEvents(`${server.url}/api/events`)
  const seen = new Map<string, number>()
  let isOver = false
  const watching = (async () => {
    while (!isOver) {
      const now = await connections()
      const inAll = [...now.values()].reduce((sum, count) => sum + count, 0)
      for (const [name, count] of [...now, ['in all', inAll] as const])
        seen.set(name, Math.max(seen.get(name) ?? 0, count))
    }
  })()
  const read = () => fetch(`${server.url}/api/meetings`).then((answer) => answer.arrayBuffer())
  const deliver = () =>
    fetch(`${server.url}/api/calendly/webhook`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: bookingBody(stage.simulator.people.adviser).body,
    })
  for (let round = 0; round < 5; round++)
    await Promise.all([
      ...Array.from({ length: 40 }, read),
      ...Array.from({ length: 40 }, deliver),
      getJson(`${server.url}/api/calendly/sync`, { method: 'POST' }),
      fetch(`${server.url}/metrics`),
    ])
  isOver = true
  await watching
  events.close()
  console.log(`connections at most: ${[...seen].map(([name, count]) => `${name} ${count}`).join(', ')}`)
  const inAll = [...most.values()].reduce((sum, count) => sum + count, 0)
  const text = await readFile(guide, 'utf8')
  expect(text).toContain(`${inAll} in all`)
  for (const [name, count] of most) expect(seen.get(name) ?? 0, name).toBeLessThanOrEqual(count)
  expect([...seen.keys()].filter((name) => !most.has(name) && name !== 'in all')).toEqual([])
  expect(seen.get('in all')).toBeLessThanOrEqual(inAll)
  // The pool of everything and the ear are there in full: the guide does not overstate.
  expect(seen.get('calendly-sync')).toBe(most.get('calendly-sync'))
  expect(seen.get('calendly-sync bell')).toBe(1)
}, 60_000)
