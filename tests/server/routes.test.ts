import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  getJson,
  imported,
  post,
  rows,
  startInstallation,
  type TestInstallation,
  until,
} from './support/installation.ts'

const hourMs = 3_600_000
let server: TestInstallation

beforeAll(async () => {
  server = await startInstallation({
    fill: ({ world, people }) => {
      const nowMs = world.now()
      const at = (days: number) => Math.ceil(nowMs / hourMs) * hourMs + days * 24 * hourMs
      const book = (days: number, name: string, email: string) =>
        world.book({ host: people.adviser, start: at(days), invitee: { name, email } })
      world.at(nowMs - 40 * 24 * hourMs, () => {
        const missed = book(-20, 'Anna Müller', 'anna@example.com')
        world.markNoShow(missed.invitee)
        book(3, 'Anna Müller', 'anna@example.com')
        world.cancelEvent(book(4, 'Carl', 'carl@example.com').event, { reason: 'ill' })
        world.reschedule(book(5, 'Dora', 'dora@example.com').invitee, at(6))
      })
    },
  })
  await imported(server)
})

afterAll(async () => {
  expect(await server.stop()).toBe(0)
})

const get = (path: string) => getJson(`${server.url}${path}`)

test('status tells accounts, coverage and that nothing is wrong', async () => {
  const { body, headers } = await get('/api/calendly/status')
  expect(body).toMatchObject({
    connected: true,
    demo: false,
    problem: null,
    accounts: [
      {
        email: 'clara@falkenberg-partner.example',
        name: 'Clara Falkenberg',
        role: 'owner',
        state: 'active',
        syncIntervalMinutes: 15,
        webhook: { state: 'active', failingSince: null, disabledAt: null, problem: null },
        problem: null,
      },
    ],
  })
  expect(headers.get('cache-control')).toBe('no-store')
})

test('sync answers with the run and its counts once it has ended', async () => {
  const { status, body } = await getJson(`${server.url}/api/calendly/sync`, post({}))
  expect(status).toBe(200)
  expect(body).toMatchObject({
    success: true,
    run: {
      state: 'succeeded',
      new: 0,
      updated: 0,
      deleted: 0,
      errors: [],
      accounts: [{ state: 'succeeded' }],
    },
  })
  const again = await get(`/api/calendly/runs/${body.run?.id}`)
  expect(again.body).toEqual(body.run)
})

test('sync takes no body, an empty one, and one account', async () => {
  const url = `${server.url}/api/calendly/sync`
  expect((await getJson(url, { method: 'POST' })).status).toBe(200)
  const empty = { method: 'POST', headers: { 'content-type': 'application/json' } }
  expect((await getJson(url, empty)).status).toBe(200)
  const [account] = rows((await get('/api/calendly/accounts')).body.data)
  expect((await getJson(url, post({ accountId: account?.id }))).status).toBe(200)
  expect((await getJson(url, post({ accountId: randomUUID() }))).status).toBe(404)
})

test('the list shows live meetings, the views the others', async () => {
  const names = async (query: string) =>
    rows((await get(`/api/meetings${query}`)).body.data).map((meeting) => meeting.attendees?.[0]?.name)
  expect(await names('')).toEqual(['Anna Müller', 'Anna Müller', 'Dora'])
  expect(await names('?view=upcoming&sort=-startTime')).toEqual(['Dora', 'Anna Müller'])
  expect(await names('?view=past')).toEqual(['Anna Müller'])
  expect(await names('?view=no-show')).toEqual(['Anna Müller'])
  expect(await names('?view=cancelled')).toEqual(['Carl', 'Dora'])
  expect(await names('?includeDeleted=true')).toHaveLength(5)
  expect(await names('?q=anna%20example.com&limit=1')).toEqual(['Anna Müller'])
  expect(await names('?from=2000-01-01&to=2000-01-02')).toEqual([])
})

test('pages hang together by their cursor', async () => {
  const first = await get('/api/meetings?view=all&limit=3')
  const second = await get(`/api/meetings?view=all&limit=3&cursor=${first.body.nextCursor}`)
  const ids = [...rows(first.body.data), ...rows(second.body.data)].map((meeting) => meeting.id)
  expect(new Set(ids).size).toBe(5)
  expect(second.body.nextCursor).toBeNull()
  const elsewhere = await get(`/api/meetings?view=past&cursor=${first.body.nextCursor}`)
  expect(elsewhere).toMatchObject({ status: 400, body: { code: 'bad_cursor' } })
})

test('one meeting comes with its invitees, chain and history', async () => {
  const [moved] = rows((await get('/api/meetings?q=dora')).body.data)
  const { body } = await get(`/api/meetings/${moved?.id}`)
  expect(body).toMatchObject({
    invitees: [{ email: 'dora@example.com' }],
    hosts: [{ name: 'Clara Falkenberg' }],
    chain: [{ status: 'canceled' }, { id: moved?.id, status: 'active' }],
    history: expect.arrayContaining([expect.objectContaining({ kind: 'meeting.created', cause: 'import' })]),
  })
  const { runId } = rows(body.history)[0] ?? {}
  expect((await get(`/api/calendly/runs/${runId}`)).body).toMatchObject({ trigger: 'import' })
})

test('clients come with counts, and one client with all meetings', async () => {
  const { body } = await get('/api/clients?q=anna')
  expect(body.data).toMatchObject([
    { email: 'anna@example.com', name: 'Anna Müller', meetingCount: 2, noShowCount: 1, canceledCount: 0 },
  ])
  const one = await get(`/api/clients/${rows(body.data)[0]?.id}`)
  expect(one.body.meetings).toHaveLength(2)
})

test('changes are read in order, from anywhere', async () => {
  const first = await get('/api/changes?limit=2')
  expect(first.body.data).toHaveLength(2)
  const rest = await get(`/api/changes?after=${first.body.next}`)
  const seqs = [...rows(first.body.data), ...rows(rest.body.data)].map((change) => change.seq)
  expect(seqs).toEqual([...seqs].sort((a, b) => Number(a) - Number(b)))
  expect((await get(`/api/changes?after=${rest.body.next}`)).body).toEqual({ data: [], next: rest.body.next })
})

test('the scheduler tells its plan; a trigger ticks at once', async () => {
  const { body: plan } = await get('/api/calendly/scheduler/status')
  expect(plan).toMatchObject({ success: true, scheduler: { isRunning: true, calendlyConfigured: true } })
  const [task] = rows(plan.scheduler?.scheduledTasks)
  expect(task).toMatchObject({
    name: 'Calendly Sync',
    schedule: 'Every 15 minutes',
    nextRunAt: expect.stringMatching(/Z$/),
  })
  expect(task).toHaveProperty('lastRunAt')
  const { status, body } = await getJson(`${server.url}/api/calendly/scheduler/trigger`, { method: 'POST' })
  expect({ status, ...body }).toEqual({
    status: 202,
    success: true,
    message: 'Automatic sync triggered in background',
    runId: expect.any(String),
  })
  const run = await until(
    () => get(`/api/calendly/runs/${body.runId}`),
    (answer) => String(answer.body.state) === 'succeeded',
  )
  expect(run.body).toMatchObject({ trigger: 'operator' })
  expect((await get('/api/calendly/runs?trigger=operator&state=succeeded')).body.data).toMatchObject([
    { id: body.runId },
  ])
})

test('an account is paused, gets an interval, and goes on', async () => {
  const [account] = rows((await get('/api/calendly/accounts')).body.data)
  const patch = (body: object) =>
    getJson(`${server.url}/api/calendly/accounts/${account?.id}`, { ...post(body), method: 'PATCH' })
  expect((await patch({ state: 'paused' })).body).toMatchObject({
    id: account?.id,
    state: 'paused',
    nextSyncAt: null,
  })
  expect((await patch({ syncIntervalMinutes: 5 })).body).toMatchObject({
    state: 'paused',
    syncIntervalMinutes: 5,
  })
  expect((await patch({ state: 'active', syncIntervalMinutes: null })).body).toMatchObject({
    state: 'active',
    syncIntervalMinutes: 15,
  })
})

test('the CSV has a line for each meeting and takes the same filters', async () => {
  const answer = await fetch(`${server.url}/api/meetings.csv?view=cancelled`)
  expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8')
  const lines = (await answer.text()).trimEnd().split('\r\n')
  expect(lines).toHaveLength(3)
  expect(lines[1]).toContain('carl@example.com')
  expect(lines[1]).toContain('ill')
})

test('probes and figures', async () => {
  expect((await get('/livez')).body).toEqual({ status: 'alive' })
  expect((await get('/readyz')).body).toEqual({ status: 'ready' })
  const metrics = await (await fetch(`${server.url}/metrics`)).text()
  expect(metrics).toContain('calendly_sync_database_up 1')
  expect(metrics).toContain('calendly_sync_accounts{state="active"} 1')
  expect(metrics).not.toContain('example.com')
})

test('the page, the docs and every answer carry a policy that forbids foreign and inline code', async () => {
  for (const path of ['/', '/docs', '/docs/docs.css', '/openapi.json', '/api/calendly/status']) {
    const { status, headers } = await fetch(`${server.url}${path}`)
    expect(status, path).toBe(200)
    expect(headers.get('content-security-policy'), path).toMatch(/^default-src 'self';/)
    expect(headers.get('x-content-type-options'), path).toBe('nosniff')
  }
  const docs = await (await fetch(`${server.url}/docs`)).text()
  expect(docs).toContain('/api/calendly/scheduler/trigger')
  expect(docs).not.toContain('<script')
})

test('a list travels packed to whoever can unpack it; what is short, and the stream of events, do not', async () => {
  const encodingOf = async (path: string, accepted: string) => {
    const stop = new AbortController()
    const { headers, status } = await fetch(server.url + path, {
      headers: { 'accept-encoding': accepted },
      signal: stop.signal,
    })
    stop.abort()
    expect(status, path).toBe(200)
    return headers.get('content-encoding')
  }
  expect(await encodingOf('/api/meetings', 'gzip')).toBe('gzip')
  expect(await encodingOf('/api/meetings', 'br, gzip')).toBe('br')
  expect(await encodingOf('/api/meetings', 'identity')).toBeNull()
  expect(await encodingOf('/livez', 'gzip')).toBeNull()
  expect(await encodingOf('/api/events', 'gzip')).toBeNull()
})
