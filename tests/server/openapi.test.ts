import Ajv2020 from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import openapiTypescript, { astToString } from 'openapi-typescript'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openEvents } from './support/events.ts'
import {
  getJson,
  imported,
  type Json,
  post,
  rows,
  startInstallation,
  type TestInstallation,
  until,
} from './support/installation.ts'

let server: TestInstallation
let document: Json

beforeAll(async () => {
  server = await startInstallation({
    environment: { CALENDLY_CLIENT_ID: 'app', CALENDLY_CLIENT_SECRET: 'secret' },
    fill: ({ world, people }) => {
      const start = Math.ceil(world.now() / 3_600_000) * 3_600_000 + 86_400_000
      const invitee = {
        name: 'Anna',
        email: 'anna@example.com',
        answers: [{ question: 'Why?', answer: 'So', position: 0 }],
      }
      world.reschedule(world.book({ host: people.adviser, start, invitee }).invitee, start + 3_600_000)
    },
  })
  await imported(server)
  document = (await getJson(`${server.url}/openapi.json`)).body
})

afterAll(() => server.stop())

/** Tried by themselves: events below, the others with their routes. */
const notJson = new Set([
  '/api/alerts/unsubscribe',
  '/api/calendly/oauth/callback',
  '/api/events',
  '/api/meetings.csv',
  '/api/meetings.ics',
  '/api/meetings/calendar',
  '/metrics',
])

/** A delivery needs a signature, what is to be completed must have been started, and nobody here is alike. */
const refused = new Set([
  '/api/calendly/webhook/{endpointId}',
  '/api/calendly/oauth/complete',
  '/api/clients/suggestions/{id}',
])

test('every route is described', () => {
  const routes = Object.entries(document.paths ?? {}).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  )
  expect(routes.sort()).toEqual([
    'DELETE /api/calendly/accounts/{id}',
    'DELETE /api/clients/{id}',
    'DELETE /api/meetings.ics/token',
    'DELETE /api/operations/mute/{id}',
    'GET /api/activity',
    'GET /api/alerts',
    'GET /api/alerts/preview',
    'GET /api/alerts/rules',
    'GET /api/alerts/unsubscribe',
    'GET /api/calendly/accounts',
    'GET /api/calendly/oauth/callback',
    'GET /api/calendly/runs',
    'GET /api/calendly/runs/{id}',
    'GET /api/calendly/runs/{id}/changes',
    'GET /api/calendly/scheduler/status',
    'GET /api/calendly/status',
    'GET /api/calendly/webhook/deliveries',
    'GET /api/calendly/webhook/deliveries/{id}',
    'GET /api/calendly/webhook/test',
    'GET /api/changes',
    'GET /api/clients',
    'GET /api/clients/suggestions',
    'GET /api/clients/{id}',
    'GET /api/clients/{id}/export',
    'GET /api/events',
    'GET /api/insights',
    'GET /api/meetings',
    'GET /api/meetings.csv',
    'GET /api/meetings.ics',
    'GET /api/meetings.ics/token',
    'GET /api/meetings/calendar',
    'GET /api/meetings/facets',
    'GET /api/meetings/{id}',
    'GET /api/meetings/{id}/raw',
    'GET /api/operations',
    'GET /api/session',
    'GET /api/setup',
    'GET /livez',
    'GET /metrics',
    'GET /readyz',
    'PATCH /api/calendly/accounts/{id}',
    'PATCH /api/clients/{id}',
    'POST /api/alerts/test',
    'POST /api/alerts/unsubscribe',
    'POST /api/calendly/accounts',
    'POST /api/calendly/accounts/{id}/confirm-missing',
    'POST /api/calendly/oauth/complete',
    'POST /api/calendly/oauth/start',
    'POST /api/calendly/scheduler/trigger',
    'POST /api/calendly/sync',
    'POST /api/calendly/webhook',
    'POST /api/calendly/webhook/deliveries/replay',
    'POST /api/calendly/webhook/deliveries/{id}/replay',
    'POST /api/calendly/webhook/subscriptions/{id}/recreate',
    'POST /api/calendly/webhook/subscriptions/{id}/rotate',
    'POST /api/calendly/webhook/subscriptions/{id}/test',
    'POST /api/calendly/webhook/{endpointId}',
    'POST /api/clients/suggestions/{id}',
    'POST /api/clients/{id}/merge',
    'POST /api/clients/{id}/unmerge',
    'POST /api/meetings.ics/token',
    'POST /api/operations/mute',
    'POST /api/operations/pause',
    'POST /api/operations/resume',
    'POST /api/operations/retry',
    'PUT /api/alerts/rules',
  ])
})

// After a change of a route: npx vitest run tests/server/openapi.test.ts --update
test('the types of the web app are those of the document', async () => {
  const types = await openapiTypescript(JSON.stringify(document), { immutable: true })
  const head =
    '// Generated from /openapi.json; tests/server/openapi.test.ts writes it and says how. Do not edit.\n'
  await expect(head + astToString(types)).toMatchFileSnapshot(
    '../../packages/web/src/api/generated/openapi.ts',
  )
})

test('a refusal is what the document says as well', async () => {
  const answer = await getJson(`${server.url}/api/meetings?limit=0`)
  const responses = document.paths?.['/api/meetings']?.get?.responses
  const schema = responses?.default?.content?.['application/problem+json']?.schema
  expect(schema).toBeDefined()
  expect(faultsOf(schema, answer.body)).toEqual([])
})

test('what the server answers is what the document says, nothing more and nothing less', async () => {
  const first = async (path: string) => rows((await getJson(`${server.url}${path}`)).body.data)[0]?.id
  server.simulator.world.book({
    host: server.simulator.people.adviser,
    start: Date.now() + 2 * 86_400_000,
    invitee: { name: 'Ben', email: 'ben@example.com' },
  })
  const delivered = await until(
    () => first('/api/calendly/webhook/deliveries?outcome=applied'),
    (id) => id !== undefined,
  )
  const [anna, ben] = rows((await getJson(`${server.url}/api/clients`)).body.data).map((client) => client.id)
  const ids: Record<string, unknown> = {
    '/api/calendly/webhook/deliveries/{id}': delivered,
    '/api/calendly/webhook/deliveries/{id}/replay': delivered,
    '/api/meetings/{id}': await first('/api/meetings?view=all'),
    '/api/clients/{id}': anna,
    '/api/clients/{id}/export': anna,
    '/api/clients/{id}/merge': anna,
    '/api/clients/{id}/unmerge': anna,
    '/api/meetings/{id}/raw': await first('/api/meetings?view=all'),
    '/api/calendly/runs/{id}': await first('/api/calendly/runs'),
    '/api/calendly/runs/{id}/changes': await first('/api/calendly/runs'),
    '/api/calendly/accounts/{id}': await first('/api/calendly/accounts'),
    '/api/calendly/accounts/{id}/confirm-missing': await first('/api/calendly/accounts'),
    ...Object.fromEntries(
      await Promise.all(
        ['recreate', 'rotate', 'test'].map(async (verb) => [
          `/api/calendly/webhook/subscriptions/{id}/${verb}`,
          await first('/api/calendly/accounts'),
        ]),
      ),
    ),
  }
  for (const [path, methods] of Object.entries(document.paths ?? {})) {
    for (const [method, operation] of Object.entries(methods)) {
      // No JSON, or a refusal here: `tests/accounts` has the rest.
      if (notJson.has(path) || refused.has(path) || method === 'delete') continue
      const body =
        {
          '/api/calendly/accounts': { token: server.simulator.tokens.member },
          '/api/clients/{id}/merge': { clientId: ben },
          '/api/clients/{id}/unmerge': { clientId: ben },
          ...bodies,
        }[path] ?? {}
      const init = method === 'get' ? {} : { ...post(body), method: method.toUpperCase() }
      const answer = await getJson(`${server.url}${path.replace('{id}', String(ids[path]))}`, init)
      const schema = operation.responses?.[String(answer.status)]?.content?.['application/json']?.schema
      expect(schema, `${method} ${path} ${answer.status}`).toBeDefined()
      expect(faultsOf(schema, answer.body), `${method} ${path}`).toEqual([])
    }
  }
})

const bodies: Readonly<Record<string, object>> = {
  '/api/calendly/accounts/{id}': { state: 'active' },
  '/api/clients/{id}': { notes: 'prefers mornings' },
  '/api/calendly/webhook/deliveries/replay': { outcome: 'applied' },
  '/api/operations/mute': { code: 'timeout', until: '2030-01-01T00:00:00Z' },
}

test('an event is what the document says as well', async () => {
  const stream = await openEvents(`${server.url}/api/events?lastEventId=0`)
  const told = await stream.until((events) => events.length >= 2)
  stream.close()
  const content = document.paths?.['/api/events']?.get?.responses?.['200']?.content
  const schema = content?.['text/event-stream']?.schema
  expect(schema).toBeDefined()
  for (const event of told) expect(faultsOf(schema, event)).toEqual([])
})

/** The document's references lead into its components, so those go with the schema. */
function faultsOf(schema: object | undefined, value: unknown): unknown {
  const ajv = addFormats.default(new Ajv2020.default({ strict: false, allErrors: true }))
  const validate = ajv.compile({ ...schema, components: document.components })
  return validate(value) ? [] : validate.errors
}
