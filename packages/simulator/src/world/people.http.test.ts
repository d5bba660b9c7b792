import { describe, expect, it } from 'vitest'
import { manualClock } from '../clock.ts'
import { createApp } from '../testing/app.ts'
import { receive, subscribe } from '../testing/receive.ts'
import { asList, type Served, serve } from '../testing/serve.ts'

const now = Date.UTC(2026, 10, 22, 12)
const hour = 3_600_000
const ada = { name: 'Ada Lovelace', email: 'ada@client.example' }
const uri = encodeURIComponent

function small(quirks = {}) {
  return serve({ world: 'empty', clock: manualClock(now), quirks })
}

const statusOf = async (served: Served, path: string, token: string) => (await served.get(path, token)).status

describe('an admin who is one no more', () => {
  it('loses the lists of the organization; what he subscribed to for it goes on', async () => {
    const served = await small()
    const { world, webhooks, people } = served.simulator
    world.setRole(people.member, 'admin')
    const app = createApp(served, { scopes: ['default'] })
    const { body } = await app.connect(people.member, ['default'])
    const token = body.access_token ?? ''
    const receiver = await receive()
    const subscription = await subscribe(served, receiver.url, { token })
    const organization = uri(people.organization)
    const paths = [
      `/scheduled_events?organization=${organization}`,
      `/organization_memberships?organization=${organization}`,
      `/webhook_subscriptions?organization=${organization}&scope=organization`,
    ]
    for (const path of paths) expect(await statusOf(served, path, token)).toBe(200)

    world.setRole(people.member, 'user')
    for (const path of paths) expect(await statusOf(served, path, token)).toBe(403)
    expect(await statusOf(served, `/scheduled_events?user=${uri(people.member)}`, token)).toBe(200)
    const own = await served.get(`/organization_memberships?user=${uri(people.member)}`, token)
    expect(asList(own.body).collection).toMatchObject([{ role: 'user' }])
    world.book({ host: people.adviser, start: now + hour, invitee: ada })
    await webhooks.idle()
    expect(receiver.events()).toEqual(['invitee.created'])
    expect(webhooks.subscriptions()).toMatchObject([{ uri: subscription, state: 'active' }])
    const again = await served.call('POST', '/webhook_subscriptions', {
      token,
      body: {
        url: `${receiver.url}/again`,
        scope: 'organization',
        organization: people.organization,
        events: ['invitee.created'],
      },
    })
    expect(again.status).toBe(403)
  })
})

describe('a member who is removed', () => {
  it('keeps his tokens and his own meetings, and reaches nothing of the organization any more', async () => {
    const served = await small()
    const { world, webhooks, people, tokens } = served.simulator
    const app = createApp(served, { scopes: ['default'] })
    const { body } = await app.connect(people.member, ['default'])
    const token = body.access_token ?? ''
    const { event } = world.book({ host: people.member, start: now + hour, invitee: ada })
    const receiver = await receive()
    await subscribe(served, `${receiver.url}/own`, { scope: 'user', user: people.member, token })
    await subscribe(served, `${receiver.url}/all`)

    world.removeUser(people.member)
    expect(await statusOf(served, '/users/me', token)).toBe(200)
    const mine = await served.get(`/scheduled_events?user=${uri(people.member)}`, token)
    expect(asList(mine.body).collection).toMatchObject([{ uri: event }])
    const of = (organization: string) => `/scheduled_events?organization=${uri(organization)}`
    expect(await statusOf(served, of(people.organization), token)).toBe(403)
    const refreshed = await app.refresh(body.refresh_token)
    const alone = refreshed.body.organization ?? ''
    expect(await statusOf(served, of(alone), refreshed.body.access_token ?? '')).toBe(200)
    // The hook of the user ends with his membership, that of the organization lives on.
    world.cancelEvent(event)
    await webhooks.idle()
    expect(receiver.received.map(({ path }) => path)).toEqual(['/hook/all'])
    const asked = `${of(people.organization)}&user=${uri(people.member)}`
    expect(await statusOf(served, asked, tokens.admin)).toBe(403)
  })

  it('leaves a hook for the whole organization behind, if he had made one', async () => {
    const served = await small()
    const { world, webhooks, people, tokens } = served.simulator
    world.setRole(people.member, 'admin')
    const receiver = await receive()
    await subscribe(served, receiver.url, { token: tokens.member })
    world.removeUser(people.member)
    world.book({ host: people.adviser, start: now + hour, invitee: ada })
    await webhooks.idle()
    expect(receiver.events()).toEqual(['invitee.created'])
  })

  it('is never an owner, unless nobody else is left', async () => {
    const { simulator } = await small()
    const { world, people } = simulator
    expect(() => world.removeUser(people.adviser)).toThrow(/make him an admin first/)
    world.setRole(people.member, 'owner')
    world.setRole(people.adviser, 'admin')
    world.removeUser(people.adviser)
    expect(rolesIn(simulator, people.organization)).toEqual({ [people.member]: 'owner' })
  })
})

describe('a member who comes', () => {
  it('is in one organization at a time, with the role he was given', async () => {
    const served = await small()
    const { simulator } = served
    const { world, people, tokens } = simulator
    const stranger = world.addUser({ name: 'Stranger', email: 'stranger@else.example' })
    const token = tokens.of(stranger)
    const path = `/scheduled_events?organization=${uri(people.organization)}`
    expect(await statusOf(served, path, token)).toBe(403)
    world.addMember(people.organization, stranger, 'admin')
    expect(await statusOf(served, path, token)).toBe(200)
    expect(rolesIn(simulator, people.organization)).toMatchObject({ [stranger]: 'admin' })
    expect(world.memberships().filter(({ user }) => user.uri === stranger)).toHaveLength(1)
    expect((await served.get('/users/me', token)).body).toMatchObject({
      resource: { current_organization: people.organization },
    })
    expect(() => world.addMember(people.organization, stranger)).toThrow(/is in .* already/)
    world.removeUser(stranger)
    world.addMember(people.organization, stranger)
    expect(rolesIn(simulator, people.organization)).toMatchObject({ [stranger]: 'user' })
  })
})

describe('an organization that changes its plan', () => {
  it('has the rate limit of that plan at once, and where the quirk says so no webhooks', async () => {
    const served = await serve({
      world: 'empty',
      clock: manualClock(now),
      rateLimitPerMinute: 500,
      quirks: { webhooksNeedPaidPlan: true },
    })
    const { world, people, clock } = served.simulator
    const limit = async () => {
      clock.advance(60_000)
      const { headers } = await served.get('/users/me')
      return [headers.get('x-ratelimit-limit'), headers.get('x-ratelimit-tier')]
    }
    expect(await limit()).toEqual(['500', 'paid'])
    await subscribe(served, 'http://127.0.0.1:9/before')
    world.changePlan(people.organization, 'free')
    expect(await limit()).toEqual(['50', 'free'])
    await expect(subscribe(served, 'http://127.0.0.1:9/after')).rejects.toThrow('Please upgrade')
    const id = people.organization.split('/').at(-1)
    const read = await served.get(`/organizations/${id}`)
    expect(read.body).toMatchObject({ resource: { plan: 'basic', stage: 'free' } })
    world.changePlan(people.organization, 'trial')
    expect(await limit()).toEqual(['500', 'trial'])
  })
})

function rolesIn({ world }: Served['simulator'], organization: string): Record<string, string> {
  const memberships = world.memberships().filter((one) => one.organization === organization)
  return Object.fromEntries(memberships.map(({ user, role }) => [user.uri, role]))
}
