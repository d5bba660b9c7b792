import { describe, expect, it } from 'vitest'
import { oauthRoutes } from '../oauth/routes.ts'
import { readDocument, strictChecks } from '../testing/openapi.ts'
import { asList, readAll, type Served, serve } from '../testing/serve.ts'
import { routes } from './server.ts'

const checks = strictChecks()
const api = 'https://api.calendly.com'

describe('every answer is what the OpenAPI document says', () => {
  it('describes exactly the routes that are served', () => {
    const described = Object.entries(readDocument().paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    )
    const served = [...routes, ...oauthRoutes].map(({ method, template }) => `${method} ${template}`)
    expect(served.sort()).toEqual(described.sort())
  })

  it('in the adviser world, on every list and for every object', async () => {
    const served = await serve({ world: 'adviser' })
    const { people } = served.simulator
    await lists(served, `user=${encodeURIComponent(people.adviser)}`, people.organization)
    for (const { event } of served.simulator.world.truthFor(people.adviser).slice(0, 60)) {
      const id = event.uri.split('/').at(-1)
      await expectOk(served, '/scheduled_events/{uuid}', `/scheduled_events/${id}`)
      const template = '/scheduled_events/{uuid}/invitees'
      const { body } = await expectOk(served, template, `/scheduled_events/${id}/invitees`)
      const first = asList(body).collection[0]
      if (first) {
        const single = '/scheduled_events/{event_uuid}/invitees/{invitee_uuid}'
        await expectOk(served, single, first.uri.replace(api, ''))
      }
    }
  })

  it('in the firm, for its admin', async () => {
    const served = await serve({ world: 'firm' })
    const { organization, member } = served.simulator.people
    await lists(served, `organization=${encodeURIComponent(organization)}`, organization, 'sim-admin-token')
    const id = member.split('/').at(-1)
    await expectOk(served, '/users/{uuid}', `/users/${id}`)
  })

  it('for writes: cancelling, marking and unmarking a no-show', async () => {
    const served = await serve({ world: 'empty' })
    const { world, clock } = served.simulator
    const invitee = { name: 'Ada', email: 'ada@client.example' }
    const past = world.book({ start: clock.now() - 3_600_000, invitee })
    const ahead = world.book({ start: clock.now() + 3_600_000, invitee })
    const marked = await served.call('POST', '/invitee_no_shows', { body: { invitee: past.invitee } })
    expect(marked.status).toBe(201)
    expect(checks.response('/invitee_no_shows', 'post', '201')(marked.body)).toEqual([])
    const uri = world.invitees(past.event)[0]?.no_show?.uri.replace(api, '') ?? ''
    await expectOk(served, '/invitee_no_shows/{uuid}', uri)
    expect((await served.call('DELETE', uri)).status).toBe(204)
    expect(world.invitees(past.event)[0]?.no_show).toBeNull()
    const path = `${ahead.event.replace(api, '')}/cancellation`
    const canceled = await served.call('POST', path, { body: { reason: 'Ill' } })
    expect(canceled.status).toBe(201)
    expect(checks.response('/scheduled_events/{uuid}/cancellation', 'post', '201')(canceled.body)).toEqual([])
    expect(world.event(ahead.event)?.status).toBe('canceled')
  })

  it('names everything by official URIs, never by its own address', async () => {
    const served = await serve({ world: 'adviser' })
    const user = encodeURIComponent(served.simulator.people.adviser)
    const { body } = await served.get(`/scheduled_events?user=${user}&count=100`)
    expect(JSON.stringify(body)).not.toContain('127.0.0.1')
    const ids = (await readAll(served, `/scheduled_events?user=${user}&count=100`)).map(({ uri }) =>
      uri.split('/').at(-1),
    )
    expect(ids.some((id) => /^[A-Z2-7]{16}$/.test(id ?? ''))).toBe(true)
    expect(ids.some((id) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id ?? ''))).toBe(true)
  })
})

async function lists(served: Served, scope: string, organization: string, token?: string) {
  await expectOk(served, '/users/me', '/users/me', token)
  await expectOk(served, '/organizations/{uuid}', `/organizations/${organization.split('/').at(-1)}`, token)
  const whose = `organization=${encodeURIComponent(organization)}`
  for (let next: string | null = `/scheduled_events?${scope}&count=100`; next; ) {
    const { body } = await expectOk(served, '/scheduled_events', next, token)
    next = asList(body).pagination.next_page?.replace(api, '') ?? null
  }
  const { body } = await expectOk(
    served,
    '/organization_memberships',
    `/organization_memberships?${whose}`,
    token,
  )
  const membership = asList(body).collection[0]?.uri.replace(api, '') ?? ''
  await expectOk(served, '/organization_memberships/{uuid}', membership, token)
  const types = await expectOk(served, '/event_types', `/event_types?${whose}&count=100`, token)
  for (const { uri } of asList(types.body).collection.slice(0, 5)) {
    await expectOk(served, '/event_types/{uuid}', uri.replace(api, ''), token)
    const now = served.simulator.clock.now()
    const span = `start_time=${new Date(now + 60_000).toISOString()}&end_time=${new Date(now + 9e8).toISOString()}`
    const path = `/event_type_available_times?event_type=${encodeURIComponent(uri)}&${span}`
    await expectOk(served, '/event_type_available_times', path, token)
  }
  await expectOk(
    served,
    '/webhook_subscriptions',
    `/webhook_subscriptions?${whose}&scope=organization`,
    token,
  )
}

async function expectOk(served: Served, template: string, path: string, token?: string) {
  const reply = await served.get(path, token)
  expect({ path, status: reply.status }).toEqual({ path, status: 200 })
  expect({ path, wrong: checks.response(template, 'get', '200')(reply.body) }).toEqual({ path, wrong: [] })
  return reply
}
