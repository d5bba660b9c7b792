import { describe, expect, it } from 'vitest'
import { manualClock } from '../clock.ts'
import { strictChecks } from '../testing/openapi.ts'
import { resourceOf, subscribe } from '../testing/receive.ts'
import { asList, readAll, type Served, serve } from '../testing/serve.ts'

const checks = strictChecks()
const api = 'https://api.calendly.com'
const now = Date.UTC(2026, 10, 22, 12)
const one = '/webhook_subscriptions/{webhook_uuid}'

function empty() {
  return serve({ world: 'empty', clock: manualClock(now) })
}

function post(served: Served, members: object, token?: string) {
  const body = {
    url: 'http://127.0.0.1:9/hook',
    events: ['invitee.created'],
    organization: served.simulator.people.organization,
    scope: 'organization',
    ...members,
  }
  return served.call('POST', '/webhook_subscriptions', token === undefined ? { body } : { token, body })
}

const pathOf = (uri: string) => uri.replace(api, '')

describe('a subscription', () => {
  it('is made, read, listed and ended, and never shows its key', async () => {
    const served = await empty()
    const { people, webhooks } = served.simulator
    const made = await post(served, { signing_key: 'hush' })
    expect(made.status).toBe(201)
    expect(checks.response('/webhook_subscriptions', 'post', '201')(made.body)).toEqual([])
    expect(made.body).toMatchObject({
      resource: {
        callback_url: 'http://127.0.0.1:9/hook',
        events: ['invitee.created'],
        scope: 'organization',
        organization: people.organization,
        user: null,
        group: null,
        creator: people.adviser,
        state: 'active',
        retry_started_at: null,
      },
    })
    const { uri } = resourceOf(made.body)
    const read = await served.get(pathOf(uri))
    expect(read.body).toEqual(made.body)
    expect(checks.response(one, 'get', '200')(read.body)).toEqual([])
    const path = `/webhook_subscriptions?organization=${encodeURIComponent(people.organization)}&scope=organization`
    const list = await served.get(path)
    expect(asList(list.body).collection).toEqual([resourceOf(made.body)])
    expect(webhooks.subscriptions()).toEqual([resourceOf(made.body)])
    expect(JSON.stringify([made, read, list, webhooks.subscriptions()])).not.toContain('hush')
    expect((await served.call('DELETE', pathOf(uri))).status).toBe(204)
    expect((await served.get(pathOf(uri))).status).toBe(404)
    expect((await served.call('DELETE', pathOf(uri))).status).toBe(404)
    expect(webhooks.subscriptions()).toEqual([])
  })

  it('is refused when its address is taken in the organization, until that one is deleted', async () => {
    const served = await empty()
    const { people, webhooks } = served.simulator
    const { uri } = resourceOf((await post(served, {})).body)
    const taken = { title: 'Already Exists', message: 'Hook with this url already exists' }
    expect(await post(served, {})).toMatchObject({ status: 409, body: taken })
    expect(await post(served, { scope: 'user', user: people.member })).toMatchObject({ status: 409 })
    webhooks.disable(uri)
    expect((await post(served, {})).status).toBe(409)
    await served.call('DELETE', pathOf(uri))
    expect((await post(served, {})).status).toBe(201)
    expect((await post(served, { url: 'http://127.0.0.1:9/hook/' })).status).toBe(201)
  })

  it('says which members are wrong', async () => {
    const served = await empty()
    const cases: [members: object, parameters: string[]][] = [
      [{ url: undefined }, ['url']],
      [{ url: 'ftp://127.0.0.1/' }, ['url']],
      [{ url: 'not an address' }, ['url']],
      [{ events: [] }, ['events']],
      [{ events: ['invitee.moved'] }, ['events']],
      [{ scope: 'everything' }, ['scope']],
      [{ scope: 'user' }, ['user']],
      [{ scope: 'group' }, ['group']],
      [{ organization: 'nowhere' }, ['organization']],
      [{ signing_key: 7 }, ['signing_key']],
      [{ organization: undefined, scope: undefined, url: 1 }, ['url', 'organization', 'scope']],
      [{ events: ['meeting_recap.created'] }, ['events']],
      [
        {
          events: ['routing_form_submission.created'],
          scope: 'user',
          user: served.simulator.people.adviser,
        },
        ['events'],
      ],
    ]
    for (const [members, parameters] of cases) {
      const { status, body } = await post(served, members)
      const details = Reflect.get(Object(body), 'details')
      expect({ members, status, wrong: checks.schema('ErrorResponse')(body) }).toMatchObject({
        status: 400,
        wrong: [],
      })
      expect(details.map((detail: { parameter: string }) => detail.parameter)).toEqual(parameters)
    }
    expect((await served.call('POST', '/webhook_subscriptions')).status).toBe(400)
    const routing = { events: ['routing_form_submission.created', 'event_type.updated'] }
    expect((await post(served, routing)).status).toBe(201)
  })

  it('of the organization is for owners and admins, of a user for himself and them', async () => {
    const served = await empty()
    const { world, tokens, people } = served.simulator
    const stranger = world.addUser({ name: 'Stranger', email: 'stranger@else.example' })
    const outsider = tokens.of(stranger)
    const denied = { status: 403, body: { title: 'Permission Denied' } }
    const own = { scope: 'user', user: people.member }
    expect(await post(served, {}, tokens.member)).toMatchObject(denied)
    expect(await post(served, {}, outsider)).toMatchObject(denied)
    expect(await post(served, { scope: 'user', user: people.adviser }, tokens.member)).toMatchObject(denied)
    expect(await post(served, { scope: 'user', user: stranger }, tokens.admin)).toMatchObject(denied)
    expect((await post(served, {}, 'wrong')).status).toBe(401)
    expect((await post(served, { organization: `${api}/organizations/none` })).status).toBe(404)
    expect((await post(served, { scope: 'user', user: `${api}/users/none` })).status).toBe(404)
    expect((await post(served, { scope: 'group', group: `${api}/groups/none` })).status).toBe(404)

    const made = await post(served, own, tokens.member)
    expect(made.status).toBe(201)
    const path = pathOf(resourceOf(made.body).uri)
    const org = encodeURIComponent(people.organization)
    const list = `/webhook_subscriptions?organization=${org}&scope=user&user=${encodeURIComponent(people.member)}`
    for (const [token, status] of [
      [tokens.member, 200],
      [tokens.admin, 200],
      [outsider, 403],
    ] as const) {
      expect((await served.get(path, token)).status).toBe(status)
      expect((await served.get(list, token)).status).toBe(status)
    }
    const all = `/webhook_subscriptions?organization=${org}&scope=organization`
    expect((await served.get(all, tokens.member)).status).toBe(403)
    expect((await served.call('DELETE', path, { token: outsider })).status).toBe(403)
    expect((await served.call('DELETE', path, { token: tokens.member })).status).toBe(204)
  })

  it('needs webhooks:write, and the scope to read what it tells', async () => {
    const served = await empty()
    const { tokens, people } = served.simulator
    const issue = (...scopes: string[]) => tokens.issue({ user: people.adviser, scopes })
    expect(await post(served, {}, issue('webhooks:read', 'scheduled_events:read'))).toMatchObject({
      status: 403,
      body: { title: 'Insufficient scope', required_scopes: ['webhooks:write'] },
    })
    expect(await post(served, {}, issue('webhooks:write'))).toMatchObject({
      status: 403,
      body: { title: 'Insufficient scope', required_scopes: ['scheduled_events:read'] },
    })
    const writing = issue('webhooks:write', 'scheduled_events:write')
    const made = await post(served, {}, writing)
    expect(made.status).toBe(201)
    const path = pathOf(resourceOf(made.body).uri)
    expect((await served.get(path, issue('users:read'))).status).toBe(403)
    expect((await served.call('DELETE', path, { token: issue('webhooks:read') })).status).toBe(403)
    expect((await served.get(path, writing)).status).toBe(200)
  })

  it('needs a paid plan only where that quirk is turned on', async () => {
    const served = await serve({ world: 'empty', quirks: { webhooksNeedPaidPlan: true } })
    const { tokens, people } = served.simulator
    const free = tokens.issue({ user: people.adviser, plan: 'free' })
    expect(await post(served, {}, free)).toMatchObject({
      status: 403,
      body: { message: 'Please upgrade to a paid Calendly account.' },
    })
    expect((await post(served, {})).status).toBe(201)
    const today = await empty()
    const freeToday = today.simulator.tokens.issue({ user: today.simulator.people.adviser, plan: 'free' })
    expect((await post(today, {}, freeToday)).status).toBe(201)
  })

  it('is listed by pages, newest first unless asked, among those of its own scope alone', async () => {
    const served = await empty()
    const { people } = served.simulator
    const uris = []
    for (let n = 0; n < 7; n++) uris.push(await subscribe(served, `http://127.0.0.1:9/${n}`))
    await subscribe(served, 'http://127.0.0.1:9/own', { scope: 'user', user: people.adviser })
    const path = `/webhook_subscriptions?organization=${encodeURIComponent(people.organization)}&scope=organization&count=3`
    const listed = async (more: string) => (await readAll(served, path + more)).map(({ uri }) => uri)
    expect(await listed('')).toEqual(uris.toReversed())
    expect(await listed('&sort=created_at:asc')).toEqual(uris)
  })

  it('is not made when a fault strikes first, and is made when only the answer is lost', async () => {
    const served = await empty()
    const { faults, webhooks } = served.simulator
    const fault = { kind: 'status', status: 503, template: '/webhook_subscriptions', method: 'POST' } as const
    faults.add({ ...fault, nth: 1 })
    expect((await post(served, {})).status).toBe(503)
    expect(webhooks.subscriptions()).toEqual([])
    faults.add({ ...fault, nth: 1, actsFirst: true })
    expect((await post(served, {})).status).toBe(503)
    expect(webhooks.subscriptions()).toHaveLength(1)
    const path = pathOf(webhooks.subscriptions()[0]?.uri ?? '')
    faults.add({ kind: 'status', status: 500, method: 'DELETE', template: one, nth: 1 })
    expect((await served.call('DELETE', path)).status).toBe(500)
    expect(webhooks.subscriptions()).toHaveLength(1)
    expect((await served.call('DELETE', path)).status).toBe(204)
  })
})

describe('sample data', () => {
  const isSample = checks.response('/sample_webhook_data', 'get', '200')
  const events = ['invitee.created', 'invitee.canceled', 'invitee_no_show.created', 'invitee_no_show.deleted']

  it.each(['empty', 'adviser'] as const)(
    'is a bare body for every event about invitees: %s',
    async (world) => {
      const served = await serve({ world })
      const { people } = served.simulator
      const organization = encodeURIComponent(people.organization)
      for (const event of events) {
        for (const scope of ['organization', `user&user=${encodeURIComponent(people.adviser)}`]) {
          const path = `/sample_webhook_data?event=${event}&organization=${organization}&scope=${scope}`
          const { status, body } = await served.get(path)
          expect({ path, status, wrong: isSample(body) }).toEqual({ path, status: 200, wrong: [] })
          expect(body).toMatchObject({ event, created_by: people.adviser })
        }
      }
      expect(served.simulator.webhooks.deliveries()).toEqual([])
    },
  )

  it('is of the latest meeting that it can happen to', async () => {
    const served = await empty()
    const { world, people } = served.simulator
    const invitee = { name: 'Ada', email: 'ada@client.example' }
    world.at(now - 5e6, () => world.book({ start: now + 9e6, invitee }))
    const { event } = world.at(now - 4e6, () => world.book({ start: now + 2e6, invitee }))
    const path = `/sample_webhook_data?organization=${encodeURIComponent(people.organization)}&scope=organization`
    const { body } = await served.get(`${path}&event=invitee.created`)
    expect(body).toMatchObject({ payload: { scheduled_event: { uri: event }, event } })
    expect((await served.get(`${path}&event=routing_form_submission.created`)).status).toBe(404)
    expect((await served.get(`${path}&event=nonsense`)).status).toBe(400)
    expect((await served.get(path)).status).toBe(400)
    expect((await served.get(`${path}&event=invitee.created`, served.simulator.tokens.member)).status).toBe(
      403,
    )
  })
})
