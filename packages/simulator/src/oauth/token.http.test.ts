import { describe, expect, it } from 'vitest'
import { routes } from '../api/server.ts'
import { manualClock } from '../clock.ts'
import type { SimulatorOptions } from '../simulator.ts'
import { createApp, readMe } from '../testing/app.ts'
import { readFixture, strictChecks } from '../testing/openapi.ts'
import { serve } from '../testing/serve.ts'
import type { NewOAuthClient } from './types.ts'

const checks = strictChecks()
const isPair = checks.response('/oauth/token', 'post', '200')
const isError = checks.schema('OAuthError')
const now = Date.UTC(2026, 10, 22, 12, 0, 0, 900)
const minute = 60_000

async function setUp(options: SimulatorOptions = {}, client: Partial<NewOAuthClient> = {}) {
  const served = await serve({ world: 'empty', clock: manualClock(now), ...options })
  const { oauth, people, clock } = served.simulator
  return { served, oauth, people, clock, app: createApp(served, client) }
}

describe('a code', () => {
  it('becomes a pair of tokens that act for the user who allowed it', async () => {
    const { served, oauth, people, app } = await setUp()
    const { status, body, headers } = await app.connect(people.member)
    expect({ status, wrong: isPair(body) }).toEqual({ status: 200, wrong: [] })
    expect(body).toMatchObject({
      created_at: Math.floor(now / 1000),
      expires_in: 7200,
      scope: 'users:read scheduled_events:read',
      owner: people.member,
      organization: people.organization,
    })
    expect(headers.get('cache-control')).toBe('no-store')
    const me = await readMe(served, body.access_token)
    expect(me).toMatchObject({ status: 200, body: { resource: { uri: people.member } } })
    const id = people.member.split('/').at(-1)
    expect(me.headers.get('x-ratelimit-key')).toBe(`oauth:${app.client.clientId}:${id}`)
    expect(oauth.grants()).toEqual([
      {
        clientId: app.client.clientId,
        user: people.member,
        scopes: ['users:read', 'scheduled_events:read'],
        state: 'active',
        createdAt: now,
        refreshes: 0,
        accessTokens: 1,
      },
    ])
    expect(oauth.tokenCalls).toEqual([
      {
        at: now,
        grantType: 'authorization_code',
        clientId: app.client.clientId,
        user: people.member,
        outcome: 'issued',
      },
    ])
  })

  it('is good once: a second use ends what the first one gave', async () => {
    const { served, oauth, people, app } = await setUp()
    const location = oauth.approve(app.authorizeUrl(), { user: people.adviser })
    const { body } = await app.redeem(location)
    expect((await readMe(served, body.access_token)).status).toBe(200)
    expect(await app.redeem(location)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
    expect((await readMe(served, body.access_token)).status).toBe(401)
    expect(await app.refresh(body.refresh_token)).toMatchObject({
      status: 400,
      body: { error: 'invalid_grant' },
    })
    expect(oauth.grants()).toMatchObject([{ state: 'revoked', accessTokens: 0 }])
  })

  it('is good for 10 minutes', async () => {
    const { oauth, people, clock, app } = await setUp()
    const user = people.adviser
    const [late, intime] = [0, 1].map(() => oauth.approve(app.authorizeUrl(), { user }))
    clock.advance(10 * minute - 1)
    expect((await app.redeem(intime ?? '')).status).toBe(200)
    clock.advance(1)
    expect((await app.redeem(late ?? '')).body.error).toBe('invalid_grant')
  })

  it('is good for nobody else, and only with its verifier and its redirect URI; a wrong try costs nothing', async () => {
    const { served, oauth, people, app } = await setUp({ tokenCallsPerMinute: Number.POSITIVE_INFINITY })
    const location = oauth.approve(app.authorizeUrl(), { user: people.adviser })
    const thief = createApp(served)
    const tries = [
      thief.redeem(location, { code_verifier: app.verifier }),
      app.redeem(location, { code_verifier: thief.verifier }),
      app.redeem(location, { redirect_uri: `${app.redirectUri}/` }),
      app.redeem(location, { code: 'guessed' }),
    ]
    for (const { status, body } of await Promise.all(tries)) {
      expect({ status, error: body.error, wrong: isError(body) }).toEqual({
        status: 400,
        error: 'invalid_grant',
        wrong: [],
      })
    }
    expect((await app.redeem(location)).status).toBe(200)
  })

  it('is taken from a native app without a secret, which the app then does not need anywhere', async () => {
    const { served, people, app } = await setUp(
      {},
      { kind: 'native', scopes: ['users:read', 'scheduled_events:read'] },
    )
    const { status, body } = await app.connect(people.adviser)
    expect({ status, wrong: isPair(body) }).toEqual({ status: 200, wrong: [] })
    const refreshed = await app.refresh(body.refresh_token)
    expect((await readMe(served, refreshed.body.access_token)).status).toBe(200)
  })
})

describe('a refresh token', () => {
  it('is good once and gives a new pair; the old access token keeps its life', async () => {
    const { served, oauth, people, clock, app } = await setUp()
    const { body: first } = await app.connect(people.adviser)
    clock.advance(3600_000)
    const second = await app.refresh(first.refresh_token)
    expect({ status: second.status, wrong: isPair(second.body) }).toEqual({ status: 200, wrong: [] })
    expect(second.body.created_at).toBe(Math.floor(now / 1000) + 3600)
    expect(second.body.scope).toBe(first.scope)
    for (const token of [first.access_token, second.body.access_token]) {
      expect((await readMe(served, token)).status).toBe(200)
    }
    expect(await app.refresh(first.refresh_token)).toMatchObject({
      status: 400,
      body: { error: 'invalid_grant' },
    })
    expect((await app.refresh(second.body.refresh_token)).status).toBe(200)
    expect(oauth.grants()).toMatchObject([{ state: 'active', refreshes: 2, accessTokens: 3 }])
    expect(oauth.tokenCalls.map(({ grantType, outcome }) => `${grantType} ${outcome}`)).toEqual([
      'authorization_code issued',
      'refresh_token issued',
      'refresh_token invalid_grant',
      'refresh_token issued',
    ])
  })

  it('is good once also for fifty who come with it together', async () => {
    const { oauth, people, app } = await setUp({ tokenCallsPerMinute: Number.POSITIVE_INFINITY })
    const { body } = await app.connect(people.adviser)
    const replies = await Promise.all(Array.from({ length: 50 }, () => app.refresh(body.refresh_token)))
    const statuses = replies.map(({ status }) => status).sort()
    expect(statuses).toEqual([200, ...Array(49).fill(400)])
    expect(oauth.grants()).toMatchObject([{ state: 'active', refreshes: 1 }])
  })

  it('is refused with 401 and ends its grant when it comes twice, where those quirks are turned', async () => {
    const quirks = { invalidGrantStatus: 401, refreshReuseRevokes: true } as const
    const { served, oauth, people, app } = await setUp({ quirks })
    const { body: first } = await app.connect(people.adviser)
    const { body: second } = await app.refresh(first.refresh_token)
    expect(await app.refresh(first.refresh_token)).toMatchObject({
      status: 401,
      body: { error: 'invalid_grant' },
    })
    expect((await readMe(served, second.access_token)).status).toBe(401)
    expect((await app.refresh(second.refresh_token)).status).toBe(401)
    expect(oauth.grants()).toMatchObject([{ state: 'revoked' }])
  })

  it('never ends by itself, and is good for its own app alone', async () => {
    const { served, people, clock, app } = await setUp()
    const { body } = await app.connect(people.adviser)
    clock.advance(400 * 24 * 3600_000)
    expect((await createApp(served).refresh(body.refresh_token)).body.error).toBe('invalid_grant')
    expect((await app.refresh(body.refresh_token)).status).toBe(200)
  })

  it('says where the user is by then', async () => {
    const { served, people, app } = await setUp()
    const { body } = await app.connect(people.member)
    served.simulator.world.removeUser(people.member)
    const refreshed = await app.refresh(body.refresh_token)
    const own = served.simulator.world.users().find(({ uri }) => uri === people.member)?.current_organization
    expect(refreshed.body.organization).toBe(own)
    expect(own).not.toBe(people.organization)
  })
})

describe('an access token', () => {
  it('ends two hours after it was made, to the second, with the words of any wrong token', async () => {
    const { served, people, clock, app } = await setUp()
    const { body } = await app.connect(people.adviser)
    const endsMs = ((body.created_at ?? 0) + 7200) * 1000
    clock.set(endsMs - 1)
    expect((await readMe(served, body.access_token)).status).toBe(200)
    clock.set(endsMs)
    expect(await readMe(served, body.access_token)).toMatchObject({
      status: 401,
      body: { title: 'Unauthenticated', message: 'The access token is invalid' },
    })
  })

  it('holds to its scopes on every route', async () => {
    const { served, oauth, people, app } = await setUp({ tokenCallsPerMinute: Number.POSITIVE_INFINITY })
    const granted = ['users:read', 'organizations:read', 'event_types:read', 'webhooks:write']
    const { body } = await app.connect(people.adviser, granted)
    const may = (scope: string) => granted.includes(scope) || scope === 'webhooks:read'
    for (const { method, template, scope } of routes) {
      const path = template.replaceAll(/\{\w+\}/g, 'none')
      const reply = await served.call(method, path, { token: body.access_token ?? '' })
      const refused = { title: 'Insufficient scope', required_scopes: [scope] }
      if (may(scope)) expect(reply.body).not.toMatchObject({ title: 'Insufficient scope' })
      else expect({ path, ...reply }).toMatchObject({ path, status: 403, body: refused })
    }
    // What apps older than the scopes have; nothing at all when every box was unticked.
    const old = createApp(served, { scopes: ['default'] })
    const { body: everything } = await old.connect(people.adviser, ['default'])
    expect(everything.scope).toBe('default')
    expect((await readMe(served, everything.access_token)).status).toBe(200)
    const nothing = await app.redeem(oauth.approve(app.authorizeUrl(), { user: people.adviser, scopes: [] }))
    expect((await readMe(served, nothing.body.access_token)).status).toBe(403)
  })
})

describe('the token endpoint', () => {
  it('answers eight calls a minute and user; the ninth costs nothing but time', async () => {
    const { oauth, people, clock, app } = await setUp()
    let { body } = await app.connect(people.adviser)
    for (let call = 2; call <= 8; call++) body = (await app.refresh(body.refresh_token)).body
    const limited = await app.refresh(body.refresh_token)
    expect({ status: limited.status, wrong: isError(limited.body) }).toEqual({ status: 429, wrong: [] })
    expect(limited.headers.get('x-ratelimit-limit')).toBe('8')
    expect(limited.headers.get('x-ratelimit-remaining')).toBe('0')
    expect((await app.connect(people.member)).status).toBe(200)
    clock.advance(minute)
    expect((await app.refresh(body.refresh_token)).status).toBe(200)
    const ofAdviser = oauth.tokenCalls.filter(({ user }) => user === people.adviser)
    expect(ofAdviser.map(({ outcome }) => outcome)).toEqual([
      ...Array(8).fill('issued'),
      'too_many_requests',
      'issued',
    ])
  })

  it('says what is wrong, in the shape of OAuth', async () => {
    const { served, people, app } = await setUp({ tokenCallsPerMinute: Number.POSITIVE_INFINITY })
    const { body } = await app.connect(people.adviser)
    const refresh = { grant_type: 'refresh_token', refresh_token: body.refresh_token ?? '' }
    const { clientId, clientSecret } = app.client
    const credentials = { client_id: clientId, client_secret: clientSecret ?? '' }
    const basic = (id: string, secret: string) => ({
      authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
    })
    const token = (form: Record<string, string>, headers?: Record<string, string>) =>
      app.post('/oauth/token', form, headers)
    const cases: [
      reply: Promise<{ status: number; body: { error?: string } }>,
      status: number,
      error: string,
    ][] = [
      [token({}), 400, 'invalid_request'],
      [token({ grant_type: 'refresh_token' }), 400, 'invalid_request'],
      [token({ grant_type: 'authorization_code', code: 'c', redirect_uri: 'r' }), 400, 'invalid_request'],
      [token({ grant_type: 'password', username: 'u', password: 'p' }), 400, 'unsupported_grant_type'],
      [token({ ...refresh, refresh_token: 'guessed' }), 400, 'invalid_grant'],
      [token(refresh, {}), 401, 'invalid_client'],
      [token(refresh, basic(clientId, 'wrong')), 401, 'invalid_client'],
      [token(refresh, basic('unknown', clientSecret ?? '')), 401, 'invalid_client'],
      [token(refresh, { authorization: `Bearer ${body.access_token}` }), 401, 'invalid_client'],
      // A web app's secret belongs into the header.
      [token({ ...refresh, ...credentials }, {}), 401, 'invalid_client'],
      [token({ ...refresh, client_id: 'sim-client' }), 401, 'invalid_client'],
    ]
    for (const [reply, status, error] of cases) {
      const { body, ...rest } = await reply
      expect({ status: rest.status, error: body.error, wrong: isError(body) }).toEqual({
        status,
        error,
        wrong: [],
      })
    }
    const send = (text: string, type: string) =>
      fetch(`${served.url}/oauth/token`, {
        method: 'POST',
        headers: { 'content-type': type, ...basic(clientId, clientSecret ?? '') },
        body: text,
      })
    expect((await send(JSON.stringify(refresh), 'application/json')).status).toBe(400)
    const form = new URLSearchParams(refresh).toString()
    expect((await send(`${form}&refresh_token=another`, 'application/x-www-form-urlencoded')).status).toBe(
      400,
    )
    expect((await send(form, 'application/x-www-form-urlencoded; charset=utf-8')).status).toBe(200)
  })

  it('answers as was recorded: every member, and the words of the error', async () => {
    const { people, app } = await setUp()
    const { body } = await app.connect(people.adviser)
    const recorded = Object.keys(Object(readFixture('oauth-token-refresh-200.json')))
    expect(Object.keys((await app.refresh(body.refresh_token)).body)).toEqual(
      expect.arrayContaining(recorded),
    )
    const again = await app.refresh(body.refresh_token)
    expect(again.body).toEqual(readFixture('oauth-error-400-invalid-grant.json'))
  })

  it('knows one app in every world', async () => {
    const { served, oauth, people, app } = await setUp({ redirectUris: ['http://127.0.0.1:9/back'] })
    const { clientId, clientSecret, redirectUris } = oauth.standardClient
    expect([clientId, clientSecret]).toEqual(['sim-client', 'sim-client-secret'])
    expect(redirectUris).toContain('http://127.0.0.1:9/back')
    const changes = { client_id: clientId, redirect_uri: 'http://127.0.0.1:9/back' }
    const location = oauth.approve(app.authorizeUrl(changes), { user: people.adviser })
    const form = {
      grant_type: 'authorization_code',
      code: new URL(location).searchParams.get('code') ?? '',
      redirect_uri: 'http://127.0.0.1:9/back',
      code_verifier: app.verifier,
    }
    const authorization = `Basic ${btoa('sim-client:sim-client-secret')}`
    const { body } = await app.post('/oauth/token', form, { authorization })
    expect((await readMe(served, body.access_token)).status).toBe(200)
  })
})
