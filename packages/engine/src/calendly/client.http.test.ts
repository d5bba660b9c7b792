import { gzipSync } from 'node:zlib'
import { describe, expect, it, onTestFinished } from 'vitest'
import { silentLog } from '../log.ts'
import { createBudget } from './budget.ts'
import { createCalendlyClient } from './client.ts'
import { memoryBudgetStore } from './memory-budget-store.ts'
import { fakeClock } from './testing/fake-clock.ts'
import { all, event, failure, type RigOptions, send, startRig, token } from './testing/rig.ts'
import type { Handler } from './testing/stub-server.ts'

async function rig(handler: Handler, options: RigOptions = {}) {
  const started = await startRig(handler, options)
  onTestFinished(started.close)
  return started
}

describe('every call', () => {
  it('reads each kind of object from its own path', async () => {
    const { client, server } = await rig((request, response) => {
      const isList = /memberships|invitees|event_types/.test(request.url ?? '')
      const thing = { uri: 'https://api.calendly.com/things/T' }
      send(response, isList ? { collection: [thing], pagination: { next_page: null } } : { resource: thing })
    })
    await client.currentUser()
    await client.organization('O/1')
    await all(client.memberships({ user: 'https://api.calendly.com/users/U', email: 'a+b@example.com' }))
    await all(client.invitees('E1'))
    await all(client.eventTypes({ organization: 'o', sort: 'updated_at:desc' }))
    expect(server.seen.map((seen) => seen.path)).toEqual([
      '/users/me',
      '/organizations/O%2F1',
      '/organization_memberships?user=https%3A%2F%2Fapi.calendly.com%2Fusers%2FU&email=a%2Bb%40example.com&count=100',
      '/scheduled_events/E1/invitees?count=100',
      '/event_types?organization=o&sort=updated_at%3Adesc&count=100',
    ])
    expect(client.requests).toBe(5)
  })

  it('asks for the token before each attempt, and passes on what that throws', async () => {
    const tokens = ['first', 'second']
    const { client, server } = await rig((_request, response) => send(response, {}, 500), {
      accessToken: async () => {
        const next = tokens.shift()
        if (next === undefined) throw new Error('no token left')
        return next
      },
    })
    await expect(client.currentUser()).rejects.toThrow('no token left')
    expect(server.seen.map((seen) => seen.headers.authorization)).toEqual(['Bearer first', 'Bearer second'])
  })

  it.each(['', 'a b', 'a\r\nx-other: 1', 'tokén'])(
    'sends nothing with the unusable token %j',
    async (bad) => {
      const { client, server } = await rig((_request, response) => send(response, {}), {
        accessToken: async () => bad,
      })
      expect((await failure(client.currentUser())).code).toBe('unauthenticated')
      expect(server.seen).toHaveLength(0)
    },
  )

  it.each(['', '.', '..'])('does not let the id %j name another path', async (uuid) => {
    const { client, server } = await rig((_request, response) => send(response, {}))
    expect((await failure(client.scheduledEvent(uuid))).code).toBe('bad_request')
    expect((await failure(all(client.invitees(uuid)))).code).toBe('bad_request')
    expect(server.seen).toHaveLength(0)
  })

  it.each([
    'ftp://api.calendly.com',
    'https://user:secret@api.calendly.com',
    'https://api.calendly.com?x=1',
    'api.calendly.com',
    '//user:secret@[',
  ])('refuses to be built for %s', (origin) => {
    const clock = fakeClock()
    const log = silentLog
    const budget = createBudget({ key: 'k', store: memoryBudgetStore(clock), clock, random: () => 0, log })
    const options = { origin, accessToken: async () => token, budget, clock, random: () => 0, log }
    expect(() => createCalendlyClient(options)).toThrow(/^CALENDLY_API_URL must be/)
  })

  it('ends at once when the caller stops, with the reason of the caller', async () => {
    const { client } = await rig(() => {})
    const stop = new AbortController()
    const call = client.currentUser({ signal: stop.signal })
    setTimeout(() => stop.abort('enough'), 30)
    await expect(call).rejects.toBe('enough')
    await expect(client.currentUser({ signal: AbortSignal.abort('before') })).rejects.toBe('before')
  })

  it('waits out a 429 and goes on', async () => {
    let calls = 0
    const waits: string[] = []
    const { client, server } = await rig((_request, response) => {
      calls++
      if (calls === 1) send(response, {}, 429, { 'x-ratelimit-reset': '60' })
      else
        send(response, { resource: event('E1') }, 200, {
          'x-ratelimit-limit': '500',
          'x-ratelimit-remaining': '499',
        })
    })
    client.onWait((waitMs, reason) => waits.push(`${reason} ${Math.ceil(waitMs / 1_000)}`))
    await client.currentUser()
    expect(server.seen).toHaveLength(2)
    expect(waits).toEqual(['blocked 61'])
  })

  it('tells after three 429 when to come back', async () => {
    const { client } = await rig((_request, response) => send(response, {}, 429, { 'retry-after': '7' }))
    expect(await failure(client.currentUser())).toMatchObject({
      code: 'rate_limited',
      retryAfterMs: 7_500,
      status: 429,
    })
  })

  it('keeps what a 403 says about missing scopes', async () => {
    const body = {
      title: 'Insufficient scope',
      message: 'This operation requires scopes.',
      required_scopes: ['users:read'],
    }
    const { client, server } = await rig((_request, response) => send(response, body, 403))
    expect(await failure(client.currentUser())).toMatchObject({
      code: 'forbidden',
      requiredScopes: ['users:read'],
    })
    expect(server.seen).toHaveLength(1)
  })

  it('takes answers in gzip and under a base path', async () => {
    const { client, server } = await rig((_request, response) => {
      response
        .writeHead(200, { 'content-encoding': 'gzip' })
        .end(gzipSync(JSON.stringify({ resource: event('E1') })))
    })
    expect(await client.currentUser()).toEqual(event('E1'))
    expect(server.seen[0]?.headers).toMatchObject({
      'accept-encoding': 'gzip',
      'user-agent': 'calendly-sync',
    })
    const prefixed = await rig((_request, response) => send(response, { resource: event('E1') }), {
      origin: `${server.origin}/calendly/`,
    })
    await prefixed.client.currentUser()
    expect(server.seen.at(-1)?.path).toBe('/calendly/users/me')
  })

  it('writes neither the token nor an address nor an answer into the log', async () => {
    const person = {
      uri: 'https://api.calendly.com/users/U',
      email: 'canary@example.com',
      name: 'canary-name',
    }
    const { client, logged } = await rig((request, response) => {
      if (request.url === '/users/me') send(response, { resource: person })
      else send(response, { message: 'canary@example.com is not yours' }, 403)
    })
    await client.currentUser()
    await failure(all(client.scheduledEvents({ inviteeEmail: 'canary@example.com' })))
    await failure(client.scheduledEvent('canary-uuid'))
    expect(logged.length).toBeGreaterThan(2)
    expect(logged.join('\n')).not.toContain('canary')
  })
})
