import { randomBytes, randomUUID } from 'node:crypto'
import { request } from 'node:http'
import { connect } from 'node:net'
import { SignJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { getJson, startInstallation, type TestInstallation, until } from '../server/support/installation.ts'
import { ask as askAt } from '../support/ask.ts'
import { startAccounts } from './support/installation.ts'
import { inTurns, type ListedRoute, listRoutes, requestOf } from './support/routes.ts'

/*
 * T10, T22, T25, T27, T35: what holds for every route and every error, in each way of signing in. What does not depend on
 * the way is asked of each route in one of them, by turns; `npm run prove` asks it in each.
 */

interface Scene {
  readonly server: TestInstallation
  /** Of somebody who may do everything. */
  readonly signedIn: Record<string, string>
}

const JWT_SECRET = randomBytes(48).toString('base64')
const environment = { REQUESTS_PER_MINUTE: '1000000' }

const scenes: Readonly<Record<string, () => Promise<Scene>>> = {
  local: async () => ({ server: await startInstallation(), signedIn: {} }),
  jwt: async () => {
    const ENCRYPTION_KEYS = `k1:${randomBytes(32).toString('base64')}`
    const token = await new SignJWT({ sub: randomUUID(), role: 'admin' })
      .setProtectedHeader({ alg: 'HS256' })
      .setExpirationTime('1h')
      .sign(new TextEncoder().encode(JWT_SECRET))
    const more = { JWT_SECRET, ENCRYPTION_KEYS, HOST: '127.0.0.1' }
    const server = await startInstallation({ environment: { ...environment, ...more } })
    return { server, signedIn: { authorization: `Bearer ${token}` } }
  },
  accounts: async () => {
    const server = await startAccounts({ environment })
    const { cookie } = await server.owner()
    return { server, signedIn: { cookie, origin: server.url } }
  },
}

const evil = 'evil.example'
const csp = (ancestors: string) =>
  `default-src 'self'; base-uri 'none'; form-action 'self'; object-src 'none'; frame-ancestors ${ancestors}`

const modes = Object.keys(scenes)

describe.each(modes)('in %s mode', (mode) => {
  let server: TestInstallation
  let signedIn: Record<string, string>
  let all: readonly ListedRoute[]
  let routes: readonly ListedRoute[]

  beforeAll(async () => {
    const scene = await scenes[mode]?.()
    if (!scene) throw new Error(`no scene for ${mode}`)
    server = scene.server
    signedIn = scene.signedIn
    // Signing out is walked by nobody who still has something to do.
    all = await listRoutes(server.url)
    routes = all.filter(({ method, template }) => !(method === 'DELETE' && template === '/api/session'))
  })

  afterAll(async () => {
    expect(await server.stop()).toBe(0)
  })

  /** Those routes whose turn it is in this mode. */
  function inTurn(some: readonly ListedRoute[]): readonly ListedRoute[] {
    if (process.env.PROVE) return some
    return some.filter((_, index) => index % modes.length === modes.indexOf(mode))
  }

  const ask = (path: string, init?: RequestInit) => askAt(`${server.url}${path}`, init)

  function faultsOf(headers: Headers, mayBeKept = false): string[] {
    const isHosted = mode === 'jwt'
    const wanted: Record<string, string | null> = {
      'content-security-policy': csp(isHosted ? "'self' https: http://localhost:*" : "'none'"),
      'x-content-type-options': 'nosniff',
      'x-frame-options': isHosted ? null : 'DENY',
      'referrer-policy': 'no-referrer',
      'cross-origin-resource-policy': isHosted ? 'cross-origin' : 'same-origin',
      'x-powered-by': null,
      server: null,
      ...(!mayBeKept && { 'cache-control': 'no-store' }),
    }
    const wrong = Object.entries(wanted).filter(([name, value]) => headers.get(name) !== value)
    const isOpenToPages = headers.has('access-control-allow-origin')
    return [
      ...wrong.map(([name]) => `${name}: ${headers.get(name)}`),
      ...(isOpenToPages && !isHosted ? ['may be read by any page'] : []),
      ...(headers.has('access-control-allow-credentials') ? ['takes credentials from any page'] : []),
    ]
  }

  test('every route says the same to the browser, whether it answers, refuses or fails', async () => {
    const asked: (readonly [string, string, RequestInit])[] = inTurn(routes).flatMap((route) => [
      [route.method, route.path, requestOf(route, signedIn)] as const,
      [route.method, route.path, requestOf(route)] as const,
      ['PURGE', route.path, { method: 'PURGE' }] as const,
    ])
    const others: readonly (readonly [string, string, RequestInit])[] = [
      ['GET', '/', {}],
      ['GET', '/docs', {}],
      ['GET', '/docs/docs.css', {}],
      ['GET', '/openapi.json', {}],
      ['GET', '/nothing', {}],
      ['GET', '/api/nothing', { headers: signedIn }],
      ['GET', '/api/%zz', { headers: signedIn }],
      ['GET', '/api/meetings?limit=x', { headers: signedIn }],
      ['POST', '/api/calendly/sync', { method: 'POST', headers: signedIn, body: 'text' }],
      [
        'POST',
        '/api/calendly/sync',
        { ...requestOf({ method: 'POST' } as ListedRoute, signedIn), body: '{' },
      ],
      [
        'POST',
        '/api/calendly/sync',
        { ...requestOf({ method: 'POST' } as ListedRoute, signedIn), body: 'x'.repeat(300_000) },
      ],
    ]
    const wrong: string[] = []
    const seen = new Set<number>()
    await inTurns([...asked, ...others], async ([method, path, init]) => {
      const { status, headers } = await ask(path, init)
      seen.add(status)
      const mayBeKept = path === '/' // the page's files say themselves how long
      for (const fault of faultsOf(headers, mayBeKept)) wrong.push(`${method} ${path} ${status} ${fault}`)
    })
    expect(wrong).toEqual([])
    expect([...seen].sort()).toEqual(expect.arrayContaining([200, 400, 404, 405, 413, 415]))
  })

  test('so does what is no HTTP, or too much of it', async () => {
    const padding = 'x'.repeat(40_000)
    for (const [sent, status] of [
      ['HELLO\r\n\r\n', 400],
      [`GET / HTTP/1.1\r\nhost: localhost\r\nx-much: ${padding}\r\n\r\n`, 431],
    ] as const) {
      const [head = ''] = (await talk(sent)).split('\r\n\r\n')
      const [first, ...lines] = head.split('\r\n')
      expect(first).toContain(` ${status} `)
      const headers = new Headers(lines.map((line) => line.split(/: (.*)/).slice(0, 2) as [string, string]))
      expect(faultsOf(headers)).toEqual([])
    }
  })

  test('a poisoned Host comes back in no answer and no header', async () => {
    const poison = {
      host: evil,
      'x-forwarded-host': evil,
      'x-forwarded-proto': 'gopher',
      forwarded: `host=${evil}`,
    }
    const paths = [
      ...inTurn(routes).map(({ method, path }) => ({ method, path })),
      { method: 'GET', path: '/' },
    ]
    for (const { method, path } of paths) {
      if (path === '/api/events') continue
      const answer = await askWithHost(method, path, { ...signedIn, ...poison })
      expect([method, path, answer.includes(evil), answer.includes('gopher')]).toEqual([
        method,
        path,
        false,
        false,
      ])
    }
  })

  test('a method that a route does not know is 405, and cannot be had by a header', async () => {
    const shapes = all.map(({ method, template }) => ({
      method,
      shape: new RegExp(`^${template.replace(/\{\w+\}/g, '[^/]+')}$`),
    }))
    for (const { path } of inTurn(all)) {
      const known = shapes.filter(({ shape }) => shape.test(path)).map(({ method }) => method)
      for (const method of ['PUT', 'PATCH', 'DELETE', 'POST', 'PURGE'].filter(
        (one) => !known.includes(one),
      )) {
        const { status, headers } = await ask(path, { method, headers: signedIn })
        expect([method, path, status]).toEqual([method, path, 405])
        for (const one of known) expect(headers.get('allow')).toContain(one)
      }
    }
    const override = {
      'x-http-method-override': 'POST',
      'x-method-override': 'POST',
      'x-http-method': 'POST',
    }
    expect((await ask('/api/calendly/sync', { headers: { ...signedIn, ...override } })).status).toBe(405)
    expect((await ask('/api/calendly/sync?_method=POST', { headers: signedIn })).status).toBe(405)
  })

  test('no list is longer than its cap', async () => {
    const capped = routes.flatMap((route) =>
      route.parameters.filter(({ name }) => name === 'limit').map(({ maximum }) => ({ route, maximum })),
    )
    expect(capped.length).toBeGreaterThanOrEqual(5)
    for (const { route, maximum } of capped) {
      expect([route.template, (maximum ?? Number.POSITIVE_INFINITY) <= 1000]).toEqual([route.template, true])
      for (const limit of ['1000000000', '-1', '1e9', 'NaN', 'Infinity', `${(maximum ?? 0) + 1}`]) {
        const { status } = await ask(`${route.path}?limit=${limit}`, { headers: signedIn })
        expect([route.template, limit, status]).toEqual([route.template, limit, 400])
      }
    }
  })

  test('a parameter that comes twice, as a list, or for a prototype is refused or means nothing', async () => {
    const readable = routes.filter(({ method, path }) => method === 'GET' && path !== '/api/events')
    for (const route of inTurn(readable)) {
      const plain = await ask(route.path, { headers: signedIn })
      for (const query of [
        ...route.parameters.filter((one) => one.in === 'query').map(({ name }) => `${name}=1&${name}=2`),
        '__proto__[polluted]=1&__proto__.polluted=1',
        'constructor[prototype][polluted]=1',
        'constructor.prototype.polluted=1',
      ]) {
        const { status } = await ask(`${route.path}?${query}`, { headers: signedIn })
        expect([route.template, query, [400, plain.status].includes(status)]).toEqual([
          route.template,
          query,
          true,
        ])
      }
    }
    const bodies = [
      '{"__proto__": {"polluted": 1}}',
      '{"constructor": {"prototype": {"polluted": 1}}}',
      '{"accountId": {"__proto__": {"polluted": 1}}}',
      '[]',
      '"text"',
      '7',
    ]
    const writable = routes.filter(({ method, template }) => method !== 'GET' && !/webhook/.test(template))
    for (const route of inTurn(writable)) {
      for (const body of bodies) {
        const { status } = await ask(route.path, { ...requestOf(route, signedIn), body })
        // Two routes that take no body do not read one; nothing of it gets anywhere.
        expect([route.template, body, status]).toEqual([
          route.template,
          body,
          expect.toBeOneOf([400, 404, 200]),
        ])
      }
    }
    expect('polluted' in {}).toBe(false)
  })

  test('whose data it is about, only the sign-in says', async () => {
    const other = randomUUID()
    const words = ['userId', 'user_id', 'user', 'sub', 'ownerId', 'isOperator', 'role', 'tenant']
    const query = words.map((word) => `${word}=${word === 'role' ? 'admin' : other}`).join('&')
    const headers = {
      ...signedIn,
      'x-user-id': other,
      'x-forwarded-user': other,
      'x-role': 'admin',
      user: other,
    }
    // What was asked for before is done.
    await until(
      () => ask('/api/operations', { headers: signedIn }),
      ({ text }) => text.includes('"waiting":0,"running":0'),
    )
    const volatile = /\d{4}-\d\d-\d\dT[\d:.]+Z/g // moments, which pass
    for (const route of routes.filter(
      ({ method, path }) => method === 'GET' && /^\/api\/(?!events)/.test(path),
    )) {
      const path = route.path
      const plain = await ask(path, { headers: signedIn })
      const named = await ask(path, { headers })
      expect([path, named.status, named.text.replace(volatile, '')]).toEqual([
        path,
        plain.status,
        plain.text.replace(volatile, ''),
      ])
      const asked = await ask(`${path}?${query}`, { headers: signedIn })
      expect([path, asked.status]).toEqual([path, expect.toBeOneOf([400, plain.status])])
      expect([path, asked.text.includes(other)]).toEqual([path, false])
    }
    for (const route of routes.filter(
      ({ method, template }) => method !== 'GET' && !/webhook$|webhook\/\{/.test(template),
    )) {
      const body = JSON.stringify(Object.fromEntries(words.map((word) => [word, other])))
      const { status } = await ask(route.path, { ...requestOf(route, signedIn), body })
      expect([route.template, status]).toEqual([route.template, expect.toBeOneOf([400, 404, 200])])
    }
  })

  function talk(sent: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const socket = connect(Number(new URL(server.url).port), '127.0.0.1', () => socket.write(sent))
      let text = ''
      socket.on('data', (chunk) => {
        text += chunk
      })
      socket.on('end', () => resolve(text))
      socket.on('error', reject)
    })
  }

  /** Status, headers and body as text. */
  function askWithHost(method: string, path: string, headers: Record<string, string>): Promise<string> {
    const body = method === 'GET' ? undefined : '{}'
    const type = body === undefined ? {} : { 'content-type': 'application/json' }
    return new Promise((resolve, reject) => {
      request(`${server.url}${path}`, { method, headers: { ...headers, ...type } }, (answer) => {
        let text = `${answer.statusCode} ${JSON.stringify(answer.rawHeaders)}`
        answer.on('data', (chunk) => {
          text += chunk
        })
        answer.on('end', () => resolve(text))
      })
        .on('error', reject)
        .end(body)
    })
  }

  test(`another page may ${mode === 'jwt' ? 'do all that its token may' : 'ask for nothing'}`, async () => {
    const origin = `https://${evil}`
    for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']) {
      const { headers } = await fetch(`${server.url}/api/meetings`, {
        method: 'OPTIONS',
        headers: {
          origin,
          'access-control-request-method': method,
          'access-control-request-headers': 'authorization, content-type',
        },
      })
      expect(headers.get('access-control-allow-origin')).toBe(mode === 'jwt' ? '*' : null)
      if (mode !== 'jwt') continue
      expect(headers.get('access-control-allow-methods')).toContain(method)
      expect(headers.get('access-control-allow-headers')).toMatch(/authorization/i)
    }
    const { headers } = await getJson(`${server.url}/api/session`, { headers: { origin } })
    expect(headers.get('access-control-allow-origin')).toBeNull()
  })
})
