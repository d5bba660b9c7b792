import { describe, expect, it } from 'vitest'
import { manualClock } from '../clock.ts'
import { type App, createApp, readMe } from '../testing/app.ts'
import { readDocument, strictChecks } from '../testing/openapi.ts'
import { serve } from '../testing/serve.ts'

const checks = strictChecks()
const isError = checks.schema('OAuthError')
const isIntrospection = checks.response('/oauth/introspect', 'post', '200')
const now = Date.UTC(2026, 10, 22, 12)

async function setUp() {
  const served = await serve({ world: 'empty', clock: manualClock(now) })
  const { oauth, people, clock } = served.simulator
  const app = createApp(served)
  const { body: tokens } = await app.connect(people.adviser)
  return { served, oauth, people, clock, app, tokens }
}

const credentialsOf = ({ client }: App) => ({
  client_id: client.clientId,
  client_secret: client.clientSecret ?? '',
})
const end = (app: App, token = '') => app.post('/oauth/revoke', { ...credentialsOf(app), token }, {})
const ask = (app: App, token = '') => app.post('/oauth/introspect', { ...credentialsOf(app), token }, {})

describe('an app', () => {
  it('ends an access token alone, and with the refresh token everything', async () => {
    const { served, oauth, app, tokens } = await setUp()
    const done = await end(app, tokens.access_token)
    expect([done.status, done.body]).toEqual([200, {}])
    expect((await readMe(served, tokens.access_token)).status).toBe(401)
    const { body: second } = await app.refresh(tokens.refresh_token)
    expect((await readMe(served, second.access_token)).status).toBe(200)
    expect((await end(app, second.refresh_token)).status).toBe(200)
    expect((await readMe(served, second.access_token)).status).toBe(401)
    expect((await app.refresh(second.refresh_token)).body.error).toBe('invalid_grant')
    expect(oauth.grants()).toMatchObject([{ state: 'revoked', accessTokens: 0 }])
  })

  it('is told of no token that it does not have, and ends none of another app', async () => {
    const { served, oauth, app, tokens } = await setUp()
    const { body: newer } = await app.refresh(tokens.refresh_token)
    // A token that has been used up is none any more.
    for (const token of ['guessed', tokens.refresh_token]) expect((await end(app, token)).status).toBe(200)
    const other = createApp(served)
    const refusals = [
      [end(other, newer.refresh_token), 403, 'unauthorized_client'],
      [end(app), 400, 'invalid_request'],
      [
        app.post('/oauth/revoke', { client_id: app.client.clientId, token: 'x' }, {}),
        403,
        'unauthorized_client',
      ],
      [
        app.post('/oauth/introspect', { client_id: app.client.clientId, token: 'x' }, {}),
        401,
        'invalid_client',
      ],
      [ask(app), 400, 'invalid_request'],
    ] as const
    for (const [reply, status, error] of refusals) {
      const { body, ...rest } = await reply
      expect({ status: rest.status, error: body.error, wrong: isError(body) }).toEqual({
        status,
        error,
        wrong: [],
      })
    }
    expect(oauth.grants()).toMatchObject([{ state: 'active' }])
  })

  it('asks whether a token counts, and whose it is', async () => {
    const { served, people, clock, app, tokens } = await setUp()
    const issued = now / 1000
    const active = {
      active: true,
      scope: 'users:read scheduled_events:read',
      client_id: app.client.clientId,
      token_type: 'Bearer',
      owner: people.adviser,
      organization: people.organization,
    }
    const access = await ask(app, tokens.access_token)
    expect(access.body).toEqual({ ...active, iat: issued, exp: issued + 7200 })
    const refresh = await ask(app, tokens.refresh_token)
    expect(refresh.body).toEqual(active)
    for (const { body } of [access, refresh]) expect(isIntrospection(body)).toEqual([])
    const none = async (token: string | undefined, asking = app) =>
      expect((await ask(asking, token)).body).toEqual({ active: false })
    await none('guessed')
    await none(tokens.refresh_token, createApp(served))
    clock.advance(7200_000)
    await none(tokens.access_token)
    await app.refresh(tokens.refresh_token)
    await none(tokens.refresh_token)
  })

  it('finds where everything is', async () => {
    const { served } = await setUp()
    const { status, body } = await served.get('/.well-known/oauth-authorization-server', null)
    const wrong = checks.response('/.well-known/oauth-authorization-server', 'get', '200')(body)
    expect({ status, wrong }).toEqual({ status: 200, wrong: [] })
    expect(body).toMatchObject({ issuer: served.url, token_endpoint: `${served.url}/oauth/token` })
    const named = Object.values(Object(body)).filter((one) => String(one).startsWith(`${served.url}/`))
    const paths = Object.keys(readDocument().paths)
    for (const url of named) expect(paths).toContain(new URL(String(url)).pathname)
  })
})

describe('by hand', () => {
  it('a user disconnects one app or all of them, and nobody else', async () => {
    const { served, oauth, people, app, tokens } = await setUp()
    const other = createApp(served)
    const kept = await other.connect(people.adviser)
    const colleague = await app.connect(people.member)
    expect(oauth.revokeGrant(people.adviser, app.client.clientId)).toBe(1)
    expect((await readMe(served, tokens.access_token)).status).toBe(401)
    expect((await app.refresh(tokens.refresh_token)).body.error).toBe('invalid_grant')
    for (const { body } of [kept, colleague])
      expect((await readMe(served, body.access_token)).status).toBe(200)
    expect(oauth.revokeGrant(people.adviser)).toBe(1)
    expect(oauth.revokeGrant(people.adviser)).toBe(0)
    expect(oauth.grants().map(({ state }) => state)).toEqual(['revoked', 'revoked', 'active'])
  })

  it('access tokens end before their time, and refresh tokens do not', async () => {
    const { served, oauth, people, app, tokens } = await setUp()
    const colleague = await app.connect(people.member)
    oauth.expireAccessTokens(people.adviser)
    expect((await readMe(served, tokens.access_token)).status).toBe(401)
    expect((await readMe(served, colleague.body.access_token)).status).toBe(200)
    oauth.expireAccessTokens()
    expect((await readMe(served, colleague.body.access_token)).status).toBe(401)
    const { body } = await app.refresh(tokens.refresh_token)
    expect((await readMe(served, body.access_token)).status).toBe(200)
    expect((await served.get('/users/me')).status).toBe(200)
  })
})
