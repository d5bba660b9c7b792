import { randomUUID } from 'node:crypto'
import { request } from 'node:http'
import { connect } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { getJson, imported, post, startInstallation, type TestInstallation } from './support/installation.ts'

let server: TestInstallation

beforeAll(async () => {
  server = await startInstallation()
  await imported(server)
})

afterAll(() => server.stop())

async function refusal(path: string, init: RequestInit = {}) {
  const { status, body, headers } = await getJson(`${server.url}${path}`, init)
  expect(headers.get('content-type')).toContain('application/problem+json')
  expect(body).toMatchObject({
    type: 'about:blank',
    title: expect.any(String),
    status,
    detail: expect.any(String),
  })
  expect(JSON.stringify(body)).not.toMatch(/node_modules|\.ts:\d|SELECT/)
  return { status, code: String(body.code), detail: String(body.detail), headers }
}

test.each([
  ['/api/meetings?limit=0', 'limit'],
  ['/api/meetings?limit=201', 'limit'],
  ['/api/meetings?limit=x', 'limit'],
  ['/api/meetings?limit=1&limit=2', 'limit'],
  ['/api/meetings?view=sideways', 'view'],
  ['/api/meetings?sort=title', 'sort'],
  ['/api/meetings?includeDeleted=perhaps', 'includeDeleted'],
  ['/api/meetings?from=yesterday', 'from'],
  ['/api/meetings?to=2026-02-30', 'to'],
  ['/api/meetings?updatedSince=0000-01-01T00:00:00Z', 'updatedSince'],
  ['/api/meetings?clientId=7', 'clientId'],
  ["/api/meetings?accountId=' OR 1=1 --", 'accountId'],
  ['/api/meetings?q=%00', 'q'],
  [`/api/meetings?q=${'x'.repeat(201)}`, 'q'],
  ['/api/meetings?viw=past', 'viw'],
  ['/api/meetings.csv?limit=5', 'limit'],
  ['/api/calendly/runs?state=done', 'state'],
  ['/api/calendly/runs?trigger=magic', 'trigger'],
  ['/api/clients?limit=-1', 'limit'],
  ['/api/changes?limit=1001', 'limit'],
])('%s is refused and the wrong field named', async (path, field) => {
  expect(await refusal(path)).toMatchObject({
    status: 400,
    code: 'invalid_request',
    detail: expect.stringContaining(field),
  })
})

test.each([
  '/api/meetings?cursor=abc',
  '/api/clients?cursor=W10',
  '/api/calendly/runs?cursor=%F0',
  '/api/changes?after=x',
])('%s is no place to go on from', async (path) => {
  expect(await refusal(path)).toMatchObject({ status: 400, code: 'bad_cursor' })
})

test.each(['/api/meetings/', '/api/clients/', '/api/calendly/runs/'])(
  'an absent id and what cannot be an id get the same 404 under %s',
  async (path) => {
    expect(await refusal(`${path}${randomUUID()}`)).toMatchObject({ status: 404, code: 'not_found' })
    expect(await refusal(`${path}1`)).toMatchObject({ status: 404, code: 'not_found' })
  },
)

test('bodies that are wrong are refused and the wrong field named', async () => {
  const sync = '/api/calendly/sync'
  expect(await refusal(sync, post({ accountId: 7 }))).toMatchObject({
    status: 400,
    detail: expect.stringContaining('accountId'),
  })
  expect(await refusal(sync, post({ all: true }))).toMatchObject({
    status: 400,
    detail: expect.stringContaining('all'),
  })
  expect(await refusal(sync, post([]))).toMatchObject({ status: 400, code: 'invalid_request' })
  const json = { 'content-type': 'application/json' }
  for (const body of ['{', '{"a":1}}', '{"__proto__": {"x": 1}}', 'undefined']) {
    expect(await refusal(sync, { method: 'POST', headers: json, body })).toMatchObject({ status: 400 })
  }
  const patch = { ...post({ state: 'deleted' }), method: 'PATCH' }
  expect(await refusal(`/api/calendly/accounts/${randomUUID()}`, patch)).toMatchObject({
    status: 400,
    detail: expect.stringContaining('state'),
  })
  const unknown = { ...post({ state: 'paused' }), method: 'PATCH' }
  expect(await refusal(`/api/calendly/accounts/${randomUUID()}`, unknown)).toMatchObject({ status: 404 })
})

test('only JSON is read, and not much of it', async () => {
  const form = { method: 'POST', body: new URLSearchParams({ accountId: 'x' }) }
  expect(await refusal('/api/calendly/sync', form)).toMatchObject({ status: 415 })
  expect(await refusal('/api/calendly/sync', { method: 'POST', body: 'plain' })).toMatchObject({
    status: 415,
  })
  expect(await refusal('/api/calendly/sync', post({ x: 'x'.repeat(300_000) }))).toMatchObject({ status: 413 })
})

test('another method is 405 with the ones that would do, another address 404', async () => {
  const wrong = await refusal('/api/calendly/sync')
  expect(wrong).toMatchObject({ status: 405, code: 'method_not_allowed' })
  expect(wrong.headers.get('allow')).toBe('POST')
  expect(await refusal(`/api/meetings/${randomUUID()}`, { method: 'DELETE' })).toMatchObject({ status: 405 })
  for (const path of ['/api', '/api/nothing', '/nothing', '/../etc/passwd', '/%2e%2e/package.json']) {
    expect(await refusal(path)).toMatchObject({ status: 404, code: 'not_found' })
  }
  for (const path of ['/api/calendly/webhook', `/api/calendly/webhook/${randomUUID()}`]) {
    for (const method of ['GET', 'PUT', 'DELETE', 'PATCH']) {
      const answer = await refusal(path, { method })
      expect(answer).toMatchObject({ status: 405, code: 'method_not_allowed' })
      expect(answer.headers.get('allow')).toBe('POST')
    }
  }
})

test('an address that cannot be read is a problem as well', async () => {
  expect(await refusal('/api/%zz')).toMatchObject({ status: 400 })
})

test.each(['/', '/api/calendly/status', '/livez', '/metrics', '/openapi.json', '/nothing'])(
  'through a tunnel nothing is there: %s',
  async (path) => {
    const answer = await withHost(path, 'abc.tunnel.example')
    expect(answer).toMatchObject({ status: 403, type: 'application/problem+json; charset=utf-8' })
    expect(JSON.parse(answer.body)).toMatchObject({ code: 'not_local' })
    expect((await withHost(path, 'localhost')).status).not.toBe(403)
  },
)

test('a page of somebody else’s cannot start a sync', async () => {
  const headers = { origin: 'https://evil.example' }
  expect(await refusal('/api/calendly/sync', { method: 'POST', headers })).toMatchObject({ status: 403 })
})

test('what is no HTTP is answered and cut', async () => {
  const said = await new Promise<string>((resolve, reject) => {
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1', () => socket.write('HELLO\r\n\r\n'))
    let text = ''
    socket.on('data', (chunk) => {
      text += chunk
    })
    socket.on('end', () => resolve(text))
    socket.on('error', reject)
  })
  expect(said).toMatch(/^HTTP\/1.1 400 /)
  expect(said).toContain('application/problem+json')
})

function withHost(path: string, host: string): Promise<{ status: number; type: string; body: string }> {
  return new Promise((resolve, reject) => {
    request(`${server.url}${path}`, { headers: { host } }, (answer) => {
      let body = ''
      answer.on('data', (chunk) => {
        body += chunk
      })
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, type: String(answer.headers['content-type']), body }),
      )
    })
      .on('error', reject)
      .end()
  })
}
