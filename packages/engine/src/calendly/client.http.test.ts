import { afterEach, describe, expect, it } from 'vitest'
import { systemClock } from '../clock.ts'
import type { Log } from '../log.ts'
import { createBudget } from './budget.ts'
import { type CalendlyClient, type CallOptions, createCalendlyClient, type Page } from './client.ts'
import { CalendlyError } from './errors.ts'
import { memoryBudgetStore } from './memory-budget-store.ts'
import { fakeClock } from './testing/fake-clock.ts'
import { faults } from './testing/faults.ts'
import { type Handler, type StubServer, startStubServer } from './testing/stub-server.ts'

const token = 'canary-token-0123456789'
const open: { close(): Promise<void> }[] = []

afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()))
})

interface Rig {
  server: StubServer
  client: CalendlyClient
  /** Everything that was logged, as text. */
  logged: string[]
}

/** A client on a stub server. Waiting costs nothing: sleeps of the budget and of retries are skipped. */
async function rig(
  handler: Handler,
  options: { origin?: string; accessToken?: () => Promise<string> } = {},
): Promise<Rig> {
  const server = await startStubServer(handler)
  const logged: string[] = []
  const write = (msg: string, facts?: object) => void logged.push(`${msg} ${JSON.stringify(facts)}`)
  const log: Log = { debug: write, info: write, warn: write, error: write }
  let skippedMs = 0
  const clock = {
    now: () => systemClock.now() + skippedMs,
    monotonic: () => systemClock.monotonic() + skippedMs,
    async sleep(ms: number, signal?: AbortSignal) {
      signal?.throwIfAborted()
      skippedMs += ms
    },
  }
  const client = createCalendlyClient({
    origin: options.origin ?? server.origin,
    accessToken: options.accessToken ?? (async () => token),
    budget: createBudget({ key: 'k', store: memoryBudgetStore(clock), clock, random: () => 0.5, log }),
    clock,
    random: () => 0.5,
    log,
    timeouts: { connectMs: 500, headersMs: 300, totalMs: 700 },
    maxBodyBytes: 2 * 1024 * 1024,
  })
  open.push(client, server)
  return { server, client, logged }
}

const send = (
  response: Parameters<Handler>[1],
  body: unknown,
  status = 200,
  headers: Record<string, string> = {},
) => {
  response.writeHead(status, { 'content-type': 'application/json', ...headers })
  response.end(JSON.stringify(body))
}

const event = (id: string) => ({ uri: `https://api.calendly.com/scheduled_events/${id}` })

async function failure(work: Promise<unknown>): Promise<CalendlyError> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (error instanceof CalendlyError) return error
  throw new Error(`expected a CalendlyError, got ${String(error)}`)
}

async function all<T>(pages: AsyncGenerator<T>): Promise<T[]> {
  const seen: T[] = []
  for await (const page of pages) seen.push(page)
  return seen
}

const rows = <T>(pages: Page<T>[]) => pages.flatMap((page) => page.rows)

describe('a Calendly in trouble', () => {
  for (const fault of faults) {
    it(`makes ${fault.code} of ${fault.name}, on a list and on a single object`, async () => {
      const { server, client, logged } = await rig((_request, response) => fault.answer(response))
      const routes = [() => all(client.scheduledEvents({ user: 'u' })), () => client.scheduledEvent('E1')]
      for (const call of routes) {
        const before = server.seen.length
        const error = await failure(call())
        expect(error.code).toBe(fault.code)
        expect(server.seen.length - before).toBe(error.retryable ? 3 : 1)
        const told = `${error.message} ${error.stack} ${JSON.stringify(error)} ${String(error.cause)}`
        expect(told).not.toContain('canary')
      }
      expect(client.requests).toBe(server.seen.length)
      expect(logged.join('\n')).not.toContain('canary')
    })
  }

  it('names a host that refuses, does not exist or does not answer', async () => {
    const gone = await startStubServer(() => {})
    await gone.close()
    const refused = await rig(() => {}, { origin: gone.origin })
    expect(await failure(refused.client.currentUser())).toMatchObject({ code: 'network', retryable: true })
    const unknown = await rig(() => {}, { origin: 'http://calendly-sync-test.invalid' })
    const error = await failure(unknown.client.currentUser())
    expect(error.code).toBe('network')
    expect(error.message).toContain('calendly-sync-test.invalid')
  })

  it('does not hold more than the cap of an answer without end', async () => {
    const { server, client } = await rig(
      (request, response) => faultNamed('100 MB of JSON').answer(response) ?? request,
    )
    const before = process.memoryUsage().arrayBuffers
    await failure(client.currentUser())
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(64 * 1024 * 1024)
    expect(server.seen).toHaveLength(1)
  })

  it('answers from the next attempt when the trouble passes', async () => {
    let calls = 0
    const { client, server } = await rig((_request, response) => {
      calls++
      if (calls === 1) response.socket?.resetAndDestroy()
      else if (calls === 2) send(response, {}, 503, { 'retry-after': '2' })
      else send(response, { resource: event('E1') })
    })
    expect(await client.scheduledEvent('E1')).toEqual(event('E1'))
    expect(server.seen).toHaveLength(3)
  })

  it('keeps retries to ten while there were few calls, so that an outage is not met with three times the load', async () => {
    const { client, server } = await rig((_request, response) => send(response, {}, 500))
    for (let call = 0; call < 40; call++) await failure(client.currentUser())
    expect(server.seen).toHaveLength(50)
  })
})

describe('a list', () => {
  it('follows next_page on its own origin and path, with the query as given', async () => {
    const { client, server } = await rig((request, response) => {
      const isFirst = !request.url?.includes('page_token')
      send(response, {
        collection: [event(isFirst ? 'E1' : 'E2')],
        pagination: {
          next_page: isFirst
            ? 'https://api.calendly.com/other/path?min_start_time=2026-01-01T00%3A00%3A00.000000Z&page_token=a%2Bb'
            : null,
        },
      })
    })
    const query = {
      organization: 'https://api.calendly.com/organizations/O',
      minStartTime: '2026-01-01T00:00:00.123456Z',
      sort: 'start_time:asc',
    } as const
    const pages = await all(client.scheduledEvents(query))
    expect(rows(pages)).toEqual([event('E1'), event('E2')])
    expect(pages.map((page) => page.last)).toEqual([false, true])
    expect(server.seen.map((seen) => seen.path)).toEqual([
      '/scheduled_events?organization=https%3A%2F%2Fapi.calendly.com%2Forganizations%2FO&min_start_time=2026-01-01T00%3A00%3A00Z&sort=start_time%3Aasc&count=100',
      '/scheduled_events?min_start_time=2026-01-01T00%3A00%3A00.000000Z&page_token=a%2Bb',
    ])
  })

  it('never connects to a foreign host that next_page or a redirect names', async () => {
    const stranger = await startStubServer((_request, response) =>
      send(response, { collection: [], pagination: {} }),
    )
    open.push(stranger)
    const { client, server } = await rig((request, response) => {
      if (request.url?.startsWith('/event_types'))
        send(response, {}, 307, { location: `${stranger.origin}/event_types` })
      else if (request.url?.includes('page_token')) send(response, { collection: [], pagination: {} })
      else
        send(response, {
          collection: [event('E1')],
          pagination: { next_page: `${stranger.origin}/scheduled_events?page_token=x` },
        })
    })
    expect(rows(await all(client.scheduledEvents({ user: 'u' })))).toEqual([event('E1')])
    expect((await failure(all(client.eventTypes({ user: 'u' })))).code).toBe('redirected')
    expect(stranger.connections()).toBe(0)
    expect(server.seen.every((seen) => seen.headers.authorization === `Bearer ${token}`)).toBe(true)
  })

  it('stops at a page token that comes twice, and keeps what was read', async () => {
    const { client, server } = await rig((_request, response) =>
      send(response, { collection: [event('E1')], pagination: { next_page_token: 'again' } }),
    )
    const seen: unknown[] = []
    const error = await failure(
      (async () => {
        for await (const page of client.scheduledEvents({ user: 'u' })) seen.push(page.rows)
      })(),
    )
    expect(error).toMatchObject({ code: 'paging_loop', retryable: false })
    expect(seen).toHaveLength(2)
    expect(server.seen).toHaveLength(2)
  })

  it('stops a list that never ends', async () => {
    let page = 0
    const { client, server } = await rig((_request, response) =>
      send(response, { collection: [], pagination: { next_page_token: `t${page++}` } }),
    )
    expect((await failure(all(client.scheduledEvents({ user: 'u' })))).code).toBe('paging_loop')
    expect(server.seen).toHaveLength(10_000)
  })

  it.each([1, 3, 5])(
    'fails when page %i of 5 is broken, after handing over the pages before it',
    async (broken) => {
      const { client } = await rig((request, response) => {
        const page = Number(new URL(request.url ?? '', 'http://x').searchParams.get('page_token') ?? 1)
        if (page === broken) response.writeHead(200).end('<html>')
        else
          send(response, {
            collection: [event(`E${page}`)],
            pagination: { next_page_token: page < 5 ? String(page + 1) : null },
          })
      })
      const seen: unknown[] = []
      const error = await failure(
        (async () => {
          for await (const page of client.scheduledEvents({ user: 'u' })) seen.push(...page.rows)
        })(),
      )
      expect(error.code).toBe('garbled')
      expect(seen).toHaveLength(broken - 1)
    },
  )

  it('says when a page token has run out', async () => {
    const { client } = await rig((request, response) => {
      if (request.url?.includes('page_token'))
        send(response, { title: 'Invalid Argument', message: 'page_token: is invalid' }, 400)
      else send(response, { collection: [event('E1')], pagination: { next_page_token: 'old' } })
    })
    expect(await failure(all(client.scheduledEvents({ user: 'u' })))).toMatchObject({
      code: 'page_token_invalid',
      status: 400,
    })
  })

  it('asks for a page only when the consumer wants it', async () => {
    const { client, server } = await rig((_request, response) =>
      send(response, { collection: [event('E1')], pagination: { next_page_token: 'more' } }),
    )
    const pages = client.scheduledEvents({ user: 'u' })
    expect(server.seen).toHaveLength(0)
    await pages.next()
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(server.seen).toHaveLength(1)
    await pages.return()
  })

  it('leaves out a row that nothing names, counts it, and hands over the others whatever they hold', async () => {
    const odd = {
      ...event('E1'),
      status: 'ongoing',
      location: 5,
      invitees_counter: { total: '3' },
      name: 'x\u0000\ud800',
    }
    const { client, logged } = await rig((_request, response) =>
      send(response, { collection: [null, odd, { uri: null }], pagination: { count: 3, next_page: null } }),
    )
    const [page] = await all(client.scheduledEvents({ user: 'u' }))
    expect(page).toMatchObject({ rows: [odd], unusable: 2, last: true })
    expect(logged.some((line) => line.includes('left out') && line.includes('"unusable":2'))).toBe(true)
  })

  it('reads the mark right before each request, again before a retry, and gives the last one back', async () => {
    let calls = 0
    let logicalClock = 10n
    const { client } = await rig((_request, response) => {
      calls++
      if (calls === 1) send(response, {}, 500)
      else send(response, { collection: [], pagination: { next_page_token: calls < 3 ? 'more' : null } })
    })
    const options: CallOptions = {
      beforePage: async () => {
        expect(calls).toBe(Number(logicalClock - 10n))
        return logicalClock++
      },
    }
    const pages = await all(client.invitees('E1', options))
    expect(pages.map((page) => page.mark)).toEqual([11n, 12n])
    expect((pages[1]?.askedAt ?? 0) >= (pages[0]?.askedAt ?? 0)).toBe(true)
  })
})

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
  ])('refuses to be built for %s', (origin) => {
    const clock = fakeClock()
    const log: Log = { debug() {}, info() {}, warn() {}, error() {} }
    const budget = createBudget({ key: 'k', store: memoryBudgetStore(clock), clock, random: () => 0, log })
    const options = { origin, accessToken: async () => token, budget, clock, random: () => 0, log }
    expect(() => createCalendlyClient(options)).toThrow(TypeError)
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
    await client.currentUser({
      onWait: (waitMs, reason) => waits.push(`${reason} ${Math.ceil(waitMs / 1_000)}`),
    })
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
    const { gzipSync } = await import('node:zlib')
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

function faultNamed(name: string) {
  const fault = faults.find((one) => one.name === name)
  if (!fault) throw new Error(`no fault is named ${name}`)
  return fault
}
