import { createHmac, generateKeyPairSync, type KeyObject, randomBytes, randomUUID, sign } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { filesBelow, ROOT } from '../architecture/source-files.ts'
import { startInstallation, type TestInstallation } from '../server/support/installation.ts'
import { ask as askAt } from '../support/ask.ts'
import { badAuthorizations, encode, type Forge } from './support/bad-tokens.ts'
import { inTurns, type ListedRoute, listRoutes, requestOf } from './support/routes.ts'

/*
 * T3, T4 and F9: every bad token × every route gets the same refusal. One algorithm meets all pairs; the others, which
 * differ in the check of the signature alone, every seventh of them: each token on eight routes, each route by fourteen.
 */

const [issuer, audience] = ['https://platform.example', 'calendly-sync']
const encryption = { ENCRYPTION_KEYS: `k1:${randomBytes(32).toString('base64')}`, HOST: '127.0.0.1' }
const checks = { JWT_ISSUER: issuer, JWT_AUDIENCE: audience, REQUESTS_PER_MINUTE: '1000000' }

interface Kind {
  readonly name: string
  readonly alg: string
  readonly sign: (signed: string) => Buffer
  readonly signFalsely: (signed: string) => Buffer
  readonly known: string
  readonly environment: () => Promise<Record<string, string>>
}

const hmac = (key: string) => (signed: string) => createHmac('sha256', key).update(signed).digest()

function sharedSecret(): Kind {
  const secret = randomBytes(48).toString('base64')
  return {
    name: 'HS256',
    alg: 'HS256',
    sign: hmac(secret),
    signFalsely: hmac(`${secret}x`),
    known: Buffer.from(secret, 'base64').toString('latin1'),
    environment: async () => ({ JWT_SECRET: secret }),
  }
}

let keyServer: Server | undefined

function keySet(alg: 'RS256' | 'ES256' | 'EdDSA'): Kind {
  const [ours, theirs] = [pairFor(alg), pairFor(alg)]
  const jwk = { ...ours.publicKey.export({ format: 'jwk' }), kid: 'k', alg, use: 'sig' }
  const signer = (key: KeyObject) => (signed: string) =>
    sign(alg === 'EdDSA' ? null : 'sha256', Buffer.from(signed), { key, dsaEncoding: 'ieee-p1363' })
  return {
    name: alg,
    alg,
    sign: signer(ours.privateKey),
    signFalsely: signer(theirs.privateKey),
    known: JSON.stringify(jwk),
    environment: async () => {
      keyServer = createServer((_request, response) => response.end(JSON.stringify({ keys: [jwk] })))
      await new Promise<void>((resolve) => keyServer?.listen(0, '127.0.0.1', resolve))
      const address = keyServer.address()
      return { JWT_JWKS_URL: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/jwks` }
    },
  }
}

function pairFor(alg: 'RS256' | 'ES256' | 'EdDSA') {
  if (alg === 'RS256') return generateKeyPairSync('rsa', { modulusLength: 2048 })
  if (alg === 'ES256') return generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return generateKeyPairSync('ed25519')
}

function forgeOf(kind: Kind): Forge {
  const now = Math.floor(Date.now() / 1000)
  const header = { alg: kind.alg, typ: 'JWT', ...(kind.alg !== 'HS256' && { kid: 'k' }) }
  const claims = { iss: issuer, aud: audience, sub: randomUUID(), iat: now, exp: now + 300 }
  const joined = (signed: string, signature: Buffer) => `${signed}.${signature.toString('base64url')}`
  const with_ =
    (make: (signed: string) => Buffer) =>
    (payload: unknown, top: unknown = header) => {
      const signed = encode(top, payload)
      return joined(signed, make(signed))
    }
  return {
    now,
    header,
    claims,
    known: kind.known,
    sign: with_(kind.sign),
    signFalsely: with_(kind.signFalsely),
    hmac: (key, payload, top) => with_(hmac(key))(payload, top),
  }
}

test('there are sixty ways and more to be wrong, each with a name of its own', () => {
  const names = badAuthorizations.map(([name]) => name)
  expect(new Set(names).size).toBe(names.length)
  expect(names.length).toBeGreaterThanOrEqual(60)
})

describe.each([sharedSecret(), keySet('RS256'), keySet('ES256'), keySet('EdDSA')])('$name', (kind) => {
  let server: TestInstallation
  let routes: readonly ListedRoute[]

  beforeAll(async () => {
    server = await startInstallation({
      environment: { ...encryption, ...checks, ...(await kind.environment()) },
    })
    routes = (await listRoutes(server.url)).filter((route) => !route.isOpen)
  })

  afterAll(async () => {
    keyServer?.close()
    expect(await server.stop()).toBe(0)
  })

  async function ask(route: ListedRoute, authorization?: string) {
    const headers = authorization === undefined ? {} : { authorization }
    const {
      status,
      headers: all,
      text,
    } = await askAt(`${server.url}${route.path}`, requestOf(route, headers))
    return { status, headers: { ...Object.fromEntries(all), date: '' }, text }
  }

  test('a good token is taken, so that the bad ones have something to be refused from', async () => {
    const { sign: make, claims } = forgeOf(kind)
    const open = routes.filter(({ template }) => template === '/api/calendly/status')
    expect(open).toHaveLength(1)
    for (const route of open) expect((await ask(route, `Bearer ${make(claims)}`)).status).toBe(200)
  })

  test('every bad token on every route gets the answer that no token gets', async () => {
    expect(routes.length).toBeGreaterThanOrEqual(20)
    const forge = forgeOf(kind)
    const refusals = new Map<string, Awaited<ReturnType<typeof ask>>>()
    for (const route of routes) refusals.set(route.template + route.method, await ask(route))
    const texts = new Set([...refusals.values()].map(({ text }) => text))
    expect(texts.size).toBe(1)
    expect([...texts][0]).toContain('"code":"unauthenticated"')

    // Each token on some routes and each route with some tokens, a tenth of all pairs; all of them by `npm run prove`.
    const every = process.env.PROVE ? 1 : 10
    const pairs = badAuthorizations.flatMap(([name, make], turn) => {
      const authorization = make(forge)
      return routes
        .filter((_, index) => (index + turn) % every === 0)
        .map((route) => ({ name, authorization, route }))
    })
    expect(new Set(pairs.map(({ route }) => route)).size).toBe(routes.length)
    const wrong: string[] = []
    await inTurns(pairs, async ({ name, authorization, route }) => {
      const answer = await ask(route, authorization)
      const expected = refusals.get(route.template + route.method)
      const isSame = JSON.stringify(answer) === JSON.stringify(expected)
      if (answer.status !== 401 || !isSame)
        wrong.push(`${name}: ${route.method} ${route.template} ${answer.status}`)
    })
    expect(wrong).toEqual([])
    console.log(
      `${kind.name}: ${badAuthorizations.length} bad tokens × ${routes.length} routes, ${pairs.length} pairs asked, 0 accepted`,
    )
  })
})

test('a route that the document hides, and this walk therefore does not see, tells nothing of anybody', () => {
  const hiding = filesBelow('packages/server/src', /\.ts$/).filter((file) =>
    readFileSync(path.join(ROOT, file), 'utf8').includes('hide: true'),
  )
  expect(hiding).toEqual([
    'packages/server/src/http/docs/serve.ts',
    'packages/server/src/http/routes/demo/scenes.ts', // there is no demo where anybody signs in
    'packages/server/src/http/web-app.ts',
  ])
})
