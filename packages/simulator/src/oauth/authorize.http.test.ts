import { describe, expect, it } from 'vitest'
import { createApp } from '../testing/app.ts'
import { serve } from '../testing/serve.ts'

async function setUp() {
  const served = await serve({ world: 'empty' })
  const app = createApp(served)
  const open = (url: string) => fetch(url, { redirect: 'manual' })
  return { ...served, app, open }
}

describe('the page that asks', () => {
  it('shows who asks and for what, and sends the browser back with code and state when it is allowed', async () => {
    const { simulator, app, open, url } = await setUp()
    const { people, world, oauth } = simulator
    const shown = await open(app.authorizeUrl())
    expect(shown.status).toBe(200)
    expect(shown.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(shown.headers.get('cache-control')).toBe('no-store')
    const html = await shown.text()
    for (const text of [app.client.clientId, 'app.example', 'users:read', 'scheduled_events:read']) {
      expect(html).toContain(text)
    }
    for (const { name } of world.users()) expect(html).toContain(name)
    expect(html).not.toContain('<script')

    // The form as a browser would send it, one box unticked.
    const request = /name="request" value="([^"]*)"/.exec(html)?.[1]?.replaceAll('&#38;', '&') ?? ''
    const user = people.member.split('/').at(-1) ?? ''
    const send = (fields: Record<string, string>) =>
      fetch(`${url}/oauth/authorize`, {
        method: 'POST',
        redirect: 'manual',
        body: new URLSearchParams({ request, user, ...fields }),
      })
    const allowed = await send({ decision: 'approve', granted: 'users:read' })
    expect(allowed.status).toBe(302)
    const location = allowed.headers.get('location') ?? ''
    expect(location.startsWith(`${app.redirectUri}?`)).toBe(true)
    expect(new URL(location).searchParams.get('state')).toBe('state-of-the-app')
    expect((await app.redeem(location)).body).toMatchObject({ owner: people.member, scope: 'users:read' })

    // A box that was not on the page gives nothing.
    const forged = await send({ decision: 'approve', granted: 'webhooks:write' })
    expect((await app.redeem(forged.headers.get('location') ?? '')).body.scope).toBe('')

    const refused = await send({ decision: 'deny' })
    const params = new URL(refused.headers.get('location') ?? '').searchParams
    expect(Object.fromEntries(params)).toMatchObject({ error: 'access_denied', state: 'state-of-the-app' })
    expect(params.has('code')).toBe(false)
    expect((await send({ decision: 'approve', user: 'nobody' })).status).toBe(400)
    expect((await send({ decision: 'approve', request: 'client_id=none' })).status).toBe(400)
    expect(oauth.grants()).toHaveLength(2)
  })

  it('sends nobody anywhere when the app or its redirect URI is not the registered one, to the letter', async () => {
    const { app, open, simulator } = await setUp()
    const wrong: Record<string, string | null>[] = [
      { client_id: null },
      { client_id: 'unknown' },
      { redirect_uri: null },
      { redirect_uri: `${app.redirectUri}/` },
      { redirect_uri: `${app.redirectUri}?more=1` },
      { redirect_uri: app.redirectUri.replace('https', 'http') },
      { redirect_uri: app.redirectUri.toUpperCase() },
      { redirect_uri: 'https://app.example.evil.example/oauth/callback' },
      { redirect_uri: '"><script>alert(1)</script>' },
    ]
    const urls = wrong.map((changes) => app.authorizeUrl(changes))
    urls.push(
      `${app.authorizeUrl()}&redirect_uri=https%3A%2F%2Fevil.example`,
      `${app.authorizeUrl()}&client_id=x`,
    )
    for (const url of urls) {
      const { status, headers, text } = await open(url).then(async (answer) => ({
        status: answer.status,
        headers: answer.headers,
        text: await answer.text(),
      }))
      expect({ url, status, location: headers.get('location') }).toEqual({ url, status: 400, location: null })
      expect(text).not.toContain('<script>')
      expect(() => simulator.oauth.approve(url, { user: simulator.people.adviser })).toThrow(/error page/)
    }
  })

  it('sends the browser back with an error for everything else, by hand as in the browser', async () => {
    const { app, open, simulator, url: origin } = await setUp()
    const narrow = createApp({ simulator, url: origin }, { scopes: ['webhooks:write'] })
    const cases: [url: string, error: string][] = [
      [app.authorizeUrl({ response_type: 'token' }), 'unsupported_response_type'],
      [app.authorizeUrl({ response_type: null }), 'unsupported_response_type'],
      [app.authorizeUrl({ scope: 'users:read everything' }), 'invalid_scope'],
      [app.authorizeUrl({ scope: '' }), 'invalid_scope'],
      [narrow.authorizeUrl({ scope: 'users:read' }), 'invalid_scope'],
      [app.authorizeUrl({ code_challenge: null }), 'invalid_request'],
      [app.authorizeUrl({ code_challenge_method: null }), 'invalid_request'],
      [app.authorizeUrl({ code_challenge_method: 'plain' }), 'invalid_request'],
      [app.authorizeUrl({ code_challenge: 'short' }), 'invalid_request'],
      [`${app.authorizeUrl()}&state=another`, 'invalid_request'],
    ]
    for (const [url, error] of cases) {
      const { status, headers } = await open(url)
      const location = headers.get('location') ?? ''
      expect({ url, status, error: new URL(location).searchParams.get('error') }).toEqual({
        url,
        status: 302,
        error,
      })
      expect(new URL(location).searchParams.get('state')).toBe('state-of-the-app')
      expect(simulator.oauth.approve(url, { user: simulator.people.adviser })).toBe(location)
    }
    expect((await open(narrow.authorizeUrl({ scope: 'webhooks:read' }))).status).toBe(200)
  })
})

describe('by hand', () => {
  it('a user allows less than was asked, or nothing', async () => {
    const { app, simulator } = await setUp()
    const { oauth, people } = simulator
    const user = people.adviser
    const less = await app.redeem(oauth.approve(app.authorizeUrl(), { user, scopes: ['users:read'] }))
    expect(less.body.scope).toBe('users:read')
    const denied = new URL(oauth.deny(app.authorizeUrl({ state: null }))).searchParams
    expect([denied.get('error'), denied.get('state')]).toEqual(['access_denied', null])
    expect(() => oauth.approve(app.authorizeUrl(), { user, scopes: ['webhooks:write'] })).toThrow(
      /does not ask/,
    )
    expect(() => oauth.approve(app.authorizeUrl(), { user: 'nobody' })).toThrow(/no user/)
    expect(() => oauth.approve('https://auth.calendly.com/oauth/token', { user })).toThrow(/no address/)
  })

  it('registers what Calendly would, and says what is wrong with the rest', async () => {
    const { simulator } = await setUp()
    const { oauth } = simulator
    const register = (redirectUri: string, kind: 'web' | 'native' = 'web', scopes?: string[]) =>
      oauth.register({ kind, redirectUris: [redirectUri], ...(scopes && { scopes }) })
    const made = register('http://localhost:1234/back')
    expect(made).toMatchObject({ kind: 'web', clientId: expect.stringMatching(/^[\w-]{43}$/) })
    expect(register('com.example.app:/back', 'native').clientSecret).toBeNull()
    for (const [uri, kind] of [
      ['http://app.example/back', 'web'],
      ['com.example.app:/back', 'web'],
      ['https://app.example/back#top', 'web'],
      ['nowhere', 'native'],
    ] as const) {
      expect(() => register(uri, kind)).toThrow(RangeError)
    }
    expect(() => register('https://app.example/', 'web', ['meetings:read'])).toThrow('no scope meetings:read')
    expect(() => oauth.register({ kind: 'web', redirectUris: [] })).toThrow(/at least one/)
    expect(oauth.clients().map(({ clientId }) => clientId)).toContain(made.clientId)
    oauth.register({ ...made, redirectUris: ['https://app.example/new'] })
    expect(oauth.clients().find(({ clientId }) => clientId === made.clientId)).toMatchObject({
      clientSecret: made.clientSecret,
      redirectUris: ['https://app.example/new'],
    })
  })
})
