import { describe, expect, it } from 'vitest'
import { strictChecks } from '../testing/openapi.ts'
import { readAll, serve } from '../testing/serve.ts'

const isError = strictChecks().schema('ErrorResponse')
const uri = encodeURIComponent

describe('who may read what', () => {
  it('gives the admin the whole organization and a member only his own events', async () => {
    const served = await serve({ world: 'firm' })
    const { world, people, tokens } = served.simulator
    const whole = await readAll(
      served,
      `/scheduled_events?organization=${uri(people.organization)}&count=100`,
      tokens.admin,
    )
    expect(whole.length).toBe(world.size)
    const own = await readAll(served, `/scheduled_events?user=${uri(people.member)}`, tokens.member)
    expect(own.map((event) => event.uri)).toEqual(world.truthFor(people.member).map(({ event }) => event.uri))
    const ofMember = await readAll(
      served,
      `/scheduled_events?organization=${uri(people.organization)}&user=${uri(people.member)}`,
      tokens.admin,
    )
    expect(ofMember).toEqual(own)
  })

  it('refuses in the words that Calendly documents', async () => {
    const served = await serve({ world: 'firm' })
    const { world, people, tokens } = served.simulator
    const stranger = world.addUser({ name: 'Stranger', email: 'stranger@else.example' })
    const refusals: [token: string, query: string, message: string][] = [
      [
        tokens.member,
        `organization=${uri(people.organization)}`,
        'You do not have permission to access this resource.',
      ],
      [
        tokens.admin,
        `user=${uri(people.member)}`,
        'Please also specify organization when requesting events for a user within your organization.',
      ],
      [tokens.admin, `user=${uri(stranger)}`, 'You do not have permission'],
      [
        tokens.admin,
        `organization=${uri(people.organization)}&user=${uri(stranger)}`,
        'This user is not in your organization',
      ],
    ]
    for (const [token, query, message] of refusals) {
      const { status, body } = await served.get(`/scheduled_events?${query}`, token)
      expect({ status, body }).toEqual({ status: 403, body: { title: 'Permission Denied', message } })
    }
    const foreign = world.truthFor(people.admin).concat(world.truthFor(people.adviser))[0]?.event.uri ?? ''
    const path = foreign.replace('https://api.calendly.com', '')
    const token = tokens.of(stranger)
    expect((await served.get(path, token)).body).toEqual({
      title: 'Permission Denied',
      message: 'You are not allowed to view this event',
    })
    expect((await served.get(`${path}/invitees`, token)).status).toBe(404)
  })

  it('turns a demoted admin away and lets a group admin read the group', async () => {
    const served = await serve({ world: 'firm' })
    const { world, people, tokens } = served.simulator
    const path = `/scheduled_events?organization=${uri(people.organization)}`
    expect((await served.get(path, tokens.admin)).status).toBe(200)
    world.setRole(people.admin, 'user')
    expect((await served.get(path, tokens.admin)).status).toBe(403)
    const group = world.addGroup({
      name: 'Two',
      organization: people.organization,
      members: [people.adviser, people.member],
      admins: [people.member],
    })
    const rows = await readAll(served, `/scheduled_events?group=${uri(group)}&count=100`, tokens.member)
    expect(rows.length).toBeGreaterThanOrEqual(world.truthFor(people.adviser).length)
  })

  it('keeps showing a user who left the events of the former organization, and only to him', async () => {
    const served = await serve({ world: 'firm' })
    const { world, people, tokens } = served.simulator
    const before = world.truthFor(people.member).length
    world.removeUser(people.member)
    const own = await readAll(served, `/scheduled_events?user=${uri(people.member)}&count=100`, tokens.member)
    expect(own.length).toBe(before)
    const { status } = await served.get(
      `/scheduled_events?organization=${uri(people.organization)}&user=${uri(people.member)}`,
      tokens.admin,
    )
    expect(status).toBe(403)
  })

  it('asks for scopes, and takes a write scope for the read one', async () => {
    const served = await serve({ world: 'adviser' })
    const { tokens, people } = served.simulator
    const path = `/scheduled_events?user=${uri(people.adviser)}`
    const narrow = tokens.issue({ user: people.adviser, scopes: ['users:read'] })
    expect(await served.get(path, narrow)).toMatchObject({
      status: 403,
      body: {
        title: 'Insufficient scope',
        message: "This operation requires the scopes listed in the 'required_scopes' array.",
        required_scopes: ['scheduled_events:read'],
      },
    })
    const writing = tokens.issue({ user: people.adviser, scopes: ['scheduled_events:write'] })
    expect((await served.get(path, writing)).status).toBe(200)
    tokens.revoke(writing)
    expect((await served.get(path, writing)).status).toBe(401)
  })
})

describe('errors', () => {
  it('have the documented shape for wrong tokens, paths and parameters', async () => {
    const served = await serve({ world: 'adviser' })
    const user = uri(served.simulator.people.adviser)
    const cases: [path: string, token: string | null, status: number][] = [
      ['/users/me', null, 401],
      ['/users/me', 'wrong', 401],
      ['/nowhere', 'sim-adviser-token', 404],
      ['/scheduled_events/none', 'sim-adviser-token', 404],
      ['/users/none', 'sim-adviser-token', 404],
      ['/scheduled_events', 'sim-adviser-token', 400],
      [`/scheduled_events?user=${user}&count=0`, 'sim-adviser-token', 400],
      [`/scheduled_events?user=${user}&count=101`, 'sim-adviser-token', 400],
      [`/scheduled_events?user=${user}&sort=name:asc`, 'sim-adviser-token', 400],
      [`/scheduled_events?user=${user}&status=active,canceled`, 'sim-adviser-token', 400],
      [`/scheduled_events?user=${user}&min_start_time=yesterday`, 'sim-adviser-token', 400],
      ['/scheduled_events?user=not-a-uri', 'sim-adviser-token', 400],
    ]
    for (const [path, token, status] of cases) {
      const reply = await served.get(path, token)
      expect({ path, status: reply.status, wrong: isError(reply.body) }).toEqual({ path, status, wrong: [] })
    }
  })

  it('stop cancelling what is over or canceled, and no-shows before the start', async () => {
    const served = await serve({ world: 'empty' })
    const { world, clock } = served.simulator
    const invitee = { name: 'Ada', email: 'ada@client.example' }
    const past = world.book({ start: clock.now() - 7_200_000, invitee })
    const ahead = world.book({ start: clock.now() + 7_200_000, invitee })
    const cancel = (event: string) =>
      served.call('POST', `${event.replace('https://api.calendly.com', '')}/cancellation`)
    expect((await cancel(past.event)).body).toMatchObject({ message: 'Event in the past' })
    const early = await served.call('POST', '/invitee_no_shows', { body: { invitee: ahead.invitee } })
    expect(early).toMatchObject({ status: 400, body: { message: 'Event is not started yet' } })
    expect((await cancel(ahead.event)).status).toBe(201)
    expect((await cancel(ahead.event)).body).toMatchObject({ message: 'Event is already canceled' })
  })
})
