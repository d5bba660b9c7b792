import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { last } from '../engine/support/truth.ts'
import { until } from '../server/support/installation.ts'
import { type Firm, type Member, memberNames, post, startFirm } from './support/firm.ts'

/*
 * T2, H19, I7: one subscription tells of a whole organization. Whom a delivery speaks to, and who may look at it, follows
 * from who hosts the meeting now, and from nothing else.
 */

let firm: Firm

beforeAll(async () => {
  firm = await startFirm()
}, 120_000)
afterAll(() => firm?.close())

const words = () => `secret${randomUUID().slice(0, 8)}`
const of = (name: Member['name']) => firm.members[name]
const userOf = (name: Member['name']) => of(name).calendlyUsers[0] ?? ''
let start = Math.ceil(Date.now() / 3_600_000) * 3_600_000 + 40 * 86_400_000

function nextStart(): number {
  start += 3_600_000
  return start
}

/** Waits until nothing is under way, neither a delivery nor a run. */
async function settled(): Promise<void> {
  await firm.simulator.webhooks.idle()
  await until(
    async () =>
      (
        await firm.admin.query(
          `SELECT FROM calendly_sync.webhook_deliveries WHERE due_at IS NOT NULL
           UNION ALL SELECT FROM calendly_sync.account_runs WHERE finished_at IS NULL
           UNION ALL SELECT FROM calendly_sync.events_to_read q JOIN calendly_sync.accounts a ON a.id = q.account_id AND a.state <> 'paused'
           UNION ALL SELECT FROM calendly_sync.scheduled_events WHERE reread_at <= now()`,
        )
      ).rows.length,
    (count) => count === 0,
  )
}

/** Who is shown a text by any of the doors that show deliveries, meetings, changes or clients. */
async function whoSees(text: string): Promise<string[]> {
  const seen: string[] = []
  for (const name of [...memberNames, 'olga' as const]) {
    const { text: list } = await firm.as(of(name), '/api/calendly/webhook/deliveries?limit=200')
    const paths = [
      ...JSON.parse(list).data.map(({ id }: { id: string }) => `/api/calendly/webhook/deliveries/${id}`),
      '/api/meetings?view=all&limit=200',
      '/api/changes?limit=1000',
      '/api/clients?limit=200',
      '/api/meetings.csv?view=all',
    ]
    const answers = await Promise.all(paths.map((path) => firm.as(of(name), path)))
    if (answers.some((answer) => answer.text.includes(text))) seen.push(name)
  }
  return seen
}

function subscription(): string {
  const [only] = firm.simulator.webhooks.subscriptions()
  return only?.uri ?? ''
}

/** A payload as it was before 2022: it names the event and says nothing of it. */
function oldBody(event: string, word: string) {
  const stamp = new Date().toISOString().replace('Z', '000Z')
  const payload = {
    uri: `${event}/invitees/${randomUUID()}`,
    event,
    email: `${word}@example.com`,
    name: `Client ${word}`,
    status: 'active',
    created_at: stamp,
    updated_at: stamp,
  }
  return { event: 'invitee.created', created_at: stamp, created_by: userOf('ada'), payload }
}

test('a delivery that does not say who hosts its meeting is shown to those who host it, and to nobody else', async () => {
  const [meeting] = firm.simulator.world.truthFor(userOf('cleo'))
  const word = words()
  await firm.simulator.webhooks.deliver(subscription(), oldBody(meeting?.event.uri ?? '', word))
  await settled()
  // What it tells of the client is masked for everybody; that it came at all, and for which meeting, is shown as well.
  expect(await whoSees(word)).toEqual(expect.toBeOneOf([['cleo'], []]))
  expect(await whoSees(last(meeting?.event.uri ?? ''))).toEqual(['cleo', 'olga'])
})

test('one whose meeting nobody has yet is shown to nobody, and its meeting comes to its host alone', async () => {
  const { world, webhooks } = firm.simulator
  webhooks.conduct({ lose: 1 })
  const word = words()
  const { event } = world.book({
    host: userOf('ben'),
    hosts: [userOf('ben')],
    start: nextStart(),
    invitee: { name: `Client ${word}`, email: `${word}@example.com` },
  })
  webhooks.conduct({})
  const told = words()
  await webhooks.deliver(subscription(), oldBody(event, told))
  await settled()
  expect(await whoSees(told)).toEqual([])
  expect(await whoSees(word)).toEqual(['ben'])
  expect(await whoSees(last(event))).toEqual(['ben', 'olga'])
})

/** A meeting of several seats that ada hosts; each seat is booked by somebody with a word of his own. */
function openClass() {
  const { world } = firm.simulator
  const name = `Class ${words()}`
  const eventType = world.addEventType({ name, hosts: [userOf('ada')], seats: 9, durationMinutes: 30 })
  const start = nextStart()
  return (word: string) =>
    world.book({
      eventType,
      hosts: [userOf('ada')],
      start,
      invitee: { name: `Client ${word}`, email: `${word}@example.com` },
    })
}

/** The row of a meeting that a member has. */
async function meetingOf(name: Member['name'], event: string) {
  const { rows } = await firm.admin.query(
    'SELECT deleted_reason, attendees FROM meetings WHERE user_id = $1 AND calendly_event_uuid = $2',
    [of(name).userId, last(event)],
  )
  return rows[0]
}

test('H19: who has handed a meeting over is told no more of it', async () => {
  const [before, after] = [words(), words()]
  const seat = openClass()
  const { event } = seat(before)
  await settled()
  expect(await whoSees(before)).toEqual(['ada'])

  firm.simulator.world.reassignHost(event, { from: userOf('ada'), to: userOf('cleo') })
  seat(after)
  await settled()
  expect(await whoSees(after)).toEqual(['cleo'])
  expect(await meetingOf('ada', event)).toMatchObject({ deleted_reason: 'reassigned' })
  expect(await meetingOf('cleo', event)).toMatchObject({ deleted_reason: null })
})

test('H19: a handover that no webhook told of is learnt by reading, and nothing more', async () => {
  const { world, webhooks } = firm.simulator
  const after = words()
  const seat = openClass()
  const { event } = seat(words())
  await settled()
  webhooks.conduct({ lose: 1 })
  world.reassignHost(event, { from: userOf('ada'), to: userOf('cleo') })
  seat(after)
  webhooks.conduct({})
  await firm.admin.query(
    'UPDATE calendly_sync.scheduled_events SET reread_at = now() WHERE user_id = $1 AND uuid = $2',
    [of('ada').userId, last(event)],
  )
  await settled()
  expect(await meetingOf('ada', event)).toMatchObject({
    deleted_reason: 'reassigned',
    attendees: [{ status: 'active' }],
  })
  expect(await whoSees(after)).toEqual([])
})

test('H19: a meeting that comes back to its host has its seats as they are, also those that changed meanwhile', async () => {
  const { world } = firm.simulator
  const seat = openClass()
  const [leavesAway, leavesAfter] = [seat(words()), seat(words())]
  const { event } = seat(words())
  await settled()
  world.reassignHost(event, { from: userOf('ada'), to: userOf('cleo') })
  world.cancelInvitee(leavesAway.invitee)
  await settled()
  expect(await meetingOf('ada', event)).toMatchObject({ deleted_reason: 'reassigned' })

  world.reassignHost(event, { from: userOf('cleo'), to: userOf('ada') })
  world.cancelInvitee(leavesAfter.invitee)
  await settled()
  await firm.as(of('ada'), '/api/calendly/sync', post({}))
  await settled()
  const { attendees, deleted_reason } = await meetingOf('ada', event)
  expect(deleted_reason).toBeNull()
  const states = attendees.map(({ status }: { status: string }) => status).sort()
  expect(states).toEqual(['active', 'canceled', 'canceled'])
})

test('a meeting that names no host is not everybody’s who is asked to read it', async () => {
  const { world, webhooks, faults } = firm.simulator
  webhooks.conduct({ lose: 1 })
  const word = words()
  const { event } = world.book({
    host: userOf('cleo'),
    hosts: [userOf('cleo')],
    start: nextStart(),
    invitee: { name: `Client ${word}`, email: `${word}@example.com` },
  })
  webhooks.conduct({})
  const resource = { ...world.event(event), event_memberships: [] }
  const spoil = faults.add({
    kind: 'status',
    status: 200,
    template: '/scheduled_events/{uuid}',
    when: ({ path }) => path.endsWith(last(event)),
    body: { resource },
  })
  await webhooks.deliver(subscription(), oldBody(event, words()))
  await settled()
  spoil()
  expect(await whoSees(word)).toEqual([])
  const { rows } = await firm.admin.query('SELECT FROM meetings WHERE calendly_event_uuid = $1', [
    last(event),
  ])
  expect(rows).toEqual([])
})
