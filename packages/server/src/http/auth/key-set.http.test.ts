import { createServer, type Server } from 'node:http'
import { type Clock, silentLog, systemClock } from 'calendly-sync-engine'
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { tokenVerifier } from './verify.ts'

/* T5: the platform's key set over real HTTP. */

type Algorithm = 'RS256' | 'ES256' | 'EdDSA'
const keys: Record<string, { readonly algorithm: Algorithm; readonly secret: CryptoKey; readonly jwk: JWK }> =
  {}

let platform: Server
let url: string
let fetches = 0
let answer: { readonly status: number; readonly body: string; readonly headers?: Record<string, string> }
let elapsedMs: number
const clock: Clock = { ...systemClock, monotonic: () => elapsedMs }
const minute = 60_000

beforeAll(async () => {
  for (const [kid, algorithm] of [
    ['rsa', 'RS256'],
    ['ec', 'ES256'],
    ['ed', 'EdDSA'],
    ['new', 'ES256'],
  ] as const) {
    const { privateKey, publicKey } = await generateKeyPair(algorithm, { extractable: true })
    const jwk = { ...(await exportJWK(publicKey)), kid, alg: algorithm, use: 'sig' }
    keys[kid] = { algorithm, secret: privateKey, jwk }
  }
  platform = createServer((_request, response) => {
    fetches++
    response
      .writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers })
      .end(answer.body)
  })
  await new Promise<void>((resolve) => platform.listen(0, '127.0.0.1', resolve))
  const address = platform.address()
  url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/jwks`
})

afterAll(() => platform.close())

beforeEach(() => {
  fetches = 0
  elapsedMs = 0
  answer = set('rsa', 'ec', 'ed')
})

function set(...kids: readonly string[]) {
  return { status: 200, body: JSON.stringify({ keys: kids.map((kid) => keys[kid]?.jwk) }) }
}

function verifier() {
  const settings = { jwtSecret: undefined, jwtJwksUrl: url, jwtIssuer: undefined, jwtAudience: undefined }
  return tokenVerifier(settings, { clock, log: silentLog })
}

async function sign(kid: string, header: object = {}): Promise<string> {
  const key = keys[kid]
  if (!key) throw new Error(`no key ${kid}`)
  return new SignJWT({ sub: 'ada' })
    .setProtectedHeader({ alg: key.algorithm, kid, ...header })
    .setExpirationTime('5 minutes')
    .sign(key.secret)
}

const refused = { status: 401, code: 'unauthenticated' }
const away = { status: 503, code: 'sign_in_keys_unavailable' }

test.each(['rsa', 'ec', 'ed'])(
  'a token signed with the key "%s" is accepted, and the set read once',
  async (kid) => {
    const verify = verifier()
    const token = await sign(kid)
    await Promise.all(Array.from({ length: 20 }, () => verify(token)))
    expect(await verify(token)).toMatchObject({ sub: 'ada' })
    expect(fetches).toBe(1)
  },
)

test('10,000 unknown kids lead to one fetch per cool-down', async () => {
  const verify = verifier()
  const good = await sign('ec')
  await verify(good)
  const unknown = await Promise.all(Array.from({ length: 50 }, (_, n) => sign('ec', { kid: `unknown-${n}` })))
  let refusals = 0
  for (let asked = 0; asked < 10_000; asked += unknown.length) {
    const answers = await Promise.all(unknown.map((token) => verify(token).catch((error) => error)))
    refusals += answers.filter(({ status }) => status === 401).length
  }
  expect([refusals, fetches]).toEqual([10_000, 1]) // the cool-down of the first fetch
  elapsedMs += 31_000
  for (const token of unknown) await expect(verify(token)).rejects.toMatchObject(refused)
  expect(fetches).toBe(2)
  await verify(good)
})

test('a key that has just been added is found, a key that was withdrawn is refused', async () => {
  const verify = verifier()
  await verify(await sign('rsa'))
  answer = set('new')
  elapsedMs += 31_000
  await verify(await sign('new'))
  await expect(verify(await sign('rsa'))).rejects.toMatchObject(refused)
})

test('a key that was withdrawn is refused after ten minutes, without an unknown one to ask for it', async () => {
  const verify = verifier()
  await verify(await sign('rsa'))
  answer = set('ec')
  elapsedMs += 11 * minute
  await verify(await sign('rsa')) // nobody waits for the fetch that this begins
  await expect.poll(async () => verify(await sign('rsa')).catch(({ status }) => status)).toBe(401)
  expect(fetches).toBe(2)
})

test('while the platform is down known keys verify for a day, and it is asked once per cool-down', async () => {
  const verify = verifier()
  await verify(await sign('ec'))
  answer = { status: 500, body: '' }
  for (let minutes = 0; minutes < 60; minutes++) {
    elapsedMs += minute
    await verify(await sign('ec'))
    await expect(verify(await sign('ec', { kid: 'unknown' }))).rejects.toMatchObject(refused)
  }
  expect(fetches).toBeLessThanOrEqual(61)
  elapsedMs += 24 * 60 * minute
  await expect(verify(await sign('ec'))).rejects.toMatchObject(away)
  answer = set('ec')
  elapsedMs += minute
  await verify(await sign('ec'))
})

test.each([
  ['an error', { status: 500, body: '' }],
  ['no JSON', { status: 200, body: '<html>' }],
  ['no key set', { status: 200, body: '{"keys": 7}' }],
  ['too much', { status: 200, body: `{"keys": [], "x": "${'x'.repeat(300_000)}"}` }],
  ['another address', { status: 302, body: '', headers: { location: 'http://127.0.0.1:1/' } }],
])(
  'a platform that answers %s at the start lets nobody in, and is asked again soon',
  async (_what, wrong) => {
    answer = wrong
    const verify = verifier()
    const token = await sign('ec')
    for (let asked = 0; asked < 100; asked++) await expect(verify(token)).rejects.toMatchObject(away)
    expect(fetches).toBe(1)
    answer = set('ec')
    elapsedMs += 2001
    await verify(token)
  },
)

test('the public key is no secret: a token signed with it as if it were one is refused', async () => {
  const verify = verifier()
  const publicKey = new TextEncoder().encode(JSON.stringify(keys['ec']?.jwk))
  const confused = new SignJWT({ sub: 'ada' })
    .setProtectedHeader({ alg: 'HS256', kid: 'ec' })
    .setExpirationTime('5 minutes')
    .sign(publicKey)
  await expect(verify(await confused)).rejects.toMatchObject(refused)
})
