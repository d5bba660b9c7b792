import { describe, expect, it } from 'vitest'
import type { RequestLogEntry } from '../api/request-log.ts'
import type { Fault } from '../faults/types.ts'
import { createApp, readMe } from '../testing/app.ts'
import { strictChecks } from '../testing/openapi.ts'
import { serve } from '../testing/serve.ts'

const template = '/oauth/token'

async function setUp() {
  const served = await serve({ world: 'empty', tokenCallsPerMinute: Number.POSITIVE_INFINITY })
  const { oauth, people, faults, requests } = served.simulator
  const app = createApp(served)
  const { body: tokens } = await app.connect(people.adviser)
  return { served, oauth, people, faults, requests, app, tokens }
}

describe('a refresh that Calendly has done and whose answer is lost', () => {
  const deaths: Fault[] = [
    { kind: 'reset', template },
    { kind: 'cut', template },
    { kind: 'wrongLength', template },
    { kind: 'status', status: 502, template },
    { kind: 'html', template },
    { kind: 'empty', template },
  ]

  it.each(deaths)('by $kind: the old token is gone, and nobody knows the new one', async (death) => {
    const { oauth, faults, app, tokens } = await setUp()
    faults.add({ ...death, actsFirst: true, nth: 1 })
    const answer = await app.refresh(tokens.refresh_token).catch(() => undefined)
    expect(answer?.body.access_token).toBeUndefined()
    expect(oauth.grants()).toMatchObject([{ state: 'active', refreshes: 1, accessTokens: 2 }])
    expect(oauth.tokenCalls.at(-1)).toMatchObject({ grantType: 'refresh_token', outcome: 'issued' })
    expect((await app.refresh(tokens.refresh_token)).body.error).toBe('invalid_grant')
  })

  it('because it hangs until the app has lost its patience', async () => {
    const { served, oauth, faults, requests, app, tokens } = await setUp()
    faults.add({ kind: 'hang', template, actsFirst: true, nth: 1 })
    const impatient = fetch(`${served.url}${template}`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${app.client.clientId}:${app.client.clientSecret}`)}` },
      body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token: tokens.refresh_token ?? '' }),
      signal: AbortSignal.timeout(300),
    })
    await expect(impatient).rejects.toThrow()
    expect(oauth.grants()).toMatchObject([{ refreshes: 1 }])
    expect(requests.all().at(-1)).toMatchObject({ template, status: null })
    expect((await app.refresh(tokens.refresh_token)).body.error).toBe('invalid_grant')
  })
})

describe('a refresh that never reached Calendly', () => {
  it.each([
    { kind: 'reset', template },
    { kind: 'status', status: 503, template },
  ] as Fault[])('by $kind: the old token is still good', async (fault) => {
    const { oauth, faults, app, tokens } = await setUp()
    faults.add({ ...fault, nth: 1 })
    const answer = await app.refresh(tokens.refresh_token).catch(() => undefined)
    expect(answer?.status ?? 503).toBe(503)
    expect(oauth.grants()).toMatchObject([{ refreshes: 0 }])
    expect(oauth.tokenCalls).toHaveLength(1)
    expect((await app.refresh(tokens.refresh_token)).status).toBe(200)
  })
})

describe('faults on the routes of OAuth', () => {
  it('can be aimed at one user and one kind of call, and speak as OAuth does', async () => {
    const { served, people, faults, app, tokens } = await setUp()
    const { body: colleague } = await app.connect(people.member)
    const aimed = { when: aim(people.adviser, 'refresh_token'), template, nth: 1 }
    faults.add({ kind: 'status', status: 503, ...aimed })
    expect((await app.refresh(colleague.refresh_token)).status).toBe(200)
    expect((await app.connect(people.adviser)).status).toBe(200)
    const { status, body } = await app.refresh(tokens.refresh_token)
    expect({ status, wrong: strictChecks().schema('OAuthError')(body) }).toEqual({ status: 503, wrong: [] })
    expect(body.error).toBe('server_error')

    const held = faults.hold(aimed)
    const waiting = app.refresh(tokens.refresh_token)
    await held.arrived
    expect((await app.refresh(tokens.refresh_token)).body.error).toBe('invalid_grant')
    held.release()
    const late = await waiting
    expect((await readMe(served, late.body.access_token)).status).toBe(200)
  })

  it('strike the page that asks and the other calls as well', async () => {
    const { faults, app } = await setUp()
    for (const path of ['/oauth/authorize', '/oauth/revoke', '/oauth/introspect']) {
      faults.add({ kind: 'status', status: 500, template: path, nth: 1 })
    }
    expect((await fetch(app.authorizeUrl(), { redirect: 'manual' })).status).toBe(500)
    expect((await app.post('/oauth/revoke', {})).status).toBe(500)
    expect((await app.post('/oauth/introspect', {})).status).toBe(500)
    faults.add({ kind: 'html', template: '/oauth/authorize', nth: 1 })
    expect(await (await fetch(app.authorizeUrl())).text()).toContain('right back')
  })
})

it('the log shows every call with its user, and no secret anywhere', async () => {
  const { served, oauth, people, requests, app, tokens } = await setUp()
  await fetch(app.authorizeUrl(), { redirect: 'manual' })
  const { body } = await app.refresh(tokens.refresh_token)
  const form = { client_id: app.client.clientId, client_secret: app.client.clientSecret ?? '' }
  await app.post('/oauth/introspect', { ...form, token: body.access_token ?? '' })
  await app.post('/oauth/revoke', { ...form, token: body.refresh_token ?? '' })
  // Put into the query by mistake.
  await app.post(`/oauth/token?refresh_token=${body.refresh_token}&code=${body.access_token}`, {})
  const seen = requests.all().filter(({ path }) => path.startsWith('/oauth/'))
  expect(seen.map(({ method, template, user, status }) => [method, template, user, status])).toEqual([
    ['POST', template, people.adviser, 200],
    ['GET', '/oauth/authorize', null, 200],
    ['POST', template, people.adviser, 200],
    ['POST', '/oauth/introspect', null, 200],
    ['POST', '/oauth/revoke', null, 200],
    ['POST', template, null, 400],
  ])
  expect(seen[2]?.query).toEqual({ grant_type: 'refresh_token' })
  const said = JSON.stringify([
    requests.all(),
    oauth.tokenCalls,
    oauth.grants(),
    served.simulator.faults.fired(),
  ])
  const secrets = oauth.secrets()
  // One code, two access tokens and two refresh tokens.
  expect(secrets).toHaveLength(5)
  for (const { access_token, refresh_token } of [tokens, body]) {
    expect(secrets).toEqual(expect.arrayContaining([access_token, refresh_token]))
  }
  for (const secret of [...secrets, app.client.clientSecret, app.verifier, 'state-of-the-app']) {
    expect(said).not.toContain(secret)
  }
})

function aim(user: string, grantType: string) {
  return (entry: RequestLogEntry) => entry.user === user && entry.query.grant_type === grantType
}
