import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { readCatalogue } from '../../../../../tests/isolation/support/catalogue.ts'
import { type Adviser, at, event, openScene, type Scene, seat } from '../merge/testing/scene.ts'
import { eraseClient } from './erase.ts'
import { joinClients } from './join.ts'

/*
 * Whoever was erased stays so. Laws: nothing of the person stands anywhere; whatever is told again, by whatever way and in
 * whatever order, ends in the same rows as telling it first and erasing then.
 */

let scene: Scene
let ann: Adviser
let run: string

beforeAll(async () => {
  scene = await openScene()
})
afterAll(() => scene.close())
beforeEach(async () => {
  ann = await scene.adviser()
  run = randomUUID()
})

/** What the person has left everywhere; nothing else in these tests has it in it. */
const traces = /zelda|quux|0199887766|zeldas secret/i
const zelda = {
  email: 'Zelda.Quux@Example.com',
  name: 'Zelda Quux',
  text_reminder_number: '+49 0199887766',
  questions_and_answers: [{ question: 'Why?', answer: 'Zeldas secret' }],
  tracking: { utm_source: 'zelda' },
  payment: { external_id: 'quux' },
}
const link = 'https://calendly.com/cancellations/zelda'
const booker = { created_at: at(1), updated_at: at(1) }

/** All that is ever told: bookings, a move, a cancel, a group, a meeting that the person is a guest of. Later stamps last. */
function tellings(): { readonly uuid: string; readonly events: object[]; readonly seats: object[] }[] {
  const told = (n: number, of: object, over: object, more: object[] = []) => {
    const uuid = `${run}-${n}`
    return {
      uuid,
      events: [event(uuid, ann, { ...booker, ...over })],
      seats: [seat(`${uuid}s`, uuid, { ...booker, ...of }), ...more],
    }
  }
  const late = { updated_at: at(5) }
  const end = { canceled_by: 'Zelda Quux', reason: 'Zeldas secret', canceler_type: 'invitee' }
  const outbound = { location: { type: 'outbound_call', location: '+49 0199887766' } }
  const other = { email: 'other@example.com', name: 'Other', ...booker }
  const group = { invitees_counter: { total: 2, active: 2, limit: 5 } }
  return [
    told(1, { ...zelda, cancel_url: link }, { ...outbound, meeting_notes_plain: 'Zeldas secret' }),
    told(
      1,
      { ...zelda, ...late, status: 'canceled', cancellation: end },
      { ...outbound, ...late, status: 'canceled', cancellation: end },
    ),
    told(
      2,
      {
        ...zelda,
        rescheduled: true,
        status: 'canceled',
        new_invitee: `https://api.calendly.com/scheduled_events/${run}-3/invitees/${run}-3s`,
      },
      { status: 'canceled' },
    ),
    told(
      3,
      { ...zelda, old_invitee: `https://api.calendly.com/scheduled_events/${run}-2/invitees/${run}-2s` },
      {},
    ),
    told(4, zelda, group, [seat(`${run}-4t`, `${run}-4`, other)]),
    told(5, other, { event_guests: [{ email: 'zelda.quux@example.com' }, { email: 'guest@example.com' }] }),
    told(
      6,
      {
        ...zelda,
        ...late,
        no_show: { uri: 'https://api.calendly.com/invitee_no_shows/1', created_at: at(6) },
      },
      late,
    ),
  ]
}

type Telling = ReturnType<typeof tellings>[number]

async function tell(telling: Telling, by: 'read' | 'webhook'): Promise<void> {
  const { uuid, events, seats } = telling
  if (by === 'read') await scene.read(ann, { events, seats, complete: [uuid] })
  else for (const one of seats) await scene.webhook(ann, { events, seats: [one] })
}

async function erase(email: string, who = ann): Promise<boolean> {
  const [row] = await scene.rows<{ id: string }>(
    'SELECT id FROM clients WHERE user_id = $1 AND email_key = $2',
    [who.userId, email],
  )
  return row ? eraseClient(scene.database, who.userId, row.id) : false
}

/** Every row of the user's in which something of the person stands. */
async function found(): Promise<string[]> {
  const names = (await readCatalogue(scene.database.pool, ['public', 'calendly_sync'])).filter(
    (one) => one.has_user_id,
  )
  const rows = await Promise.all(
    names.map(({ name }) =>
      scene.rows<{ text: string }>(`SELECT '${name} ' || t::text AS text FROM ${name} t WHERE user_id = $1`, [
        ann.userId,
      ]),
    ),
  )
  return rows
    .flat()
    .map((row) => row.text)
    .filter((text) => traces.test(text))
}

/** What the mirror holds, without what is drawn anew each time: ids, versions, moments of our own. */
async function state(): Promise<unknown> {
  const meetings = await scene.rows<{ attendees: object[] | null }>(
    `SELECT replace(calendly_event_uuid, $2, '') AS uuid, title, status, deleted_reason, location, location_text, attendees,
       cancel_reason, canceled_by, rescheduled_from IS NOT NULL AS was_moved, rescheduled_to IS NOT NULL AS is_moved
     FROM meetings WHERE user_id = $1 ORDER BY 1`,
    [ann.userId, run],
  )
  const seats = await scene.rows(
    `SELECT replace(uuid, $2, '') AS uuid, status, name, email, timezone, answers, tracking, payment, no_show, cancellation, is_erased, raw = '{}' AS is_bare
     FROM calendly_sync.meeting_invitees WHERE user_id = $1 ORDER BY 1`,
    [ann.userId, run],
  )
  const events = await scene.rows(
    `SELECT replace(uuid, $2, '') AS uuid, status, guests, notes, cancellation, has_erased FROM calendly_sync.scheduled_events WHERE user_id = $1 ORDER BY 1`,
    [ann.userId, run],
  )
  const clients = await scene.rows(
    `SELECT c.email, c.name, array_agg(replace(m.calendly_event_uuid, $2, '') ORDER BY m.calendly_event_uuid) AS meetings FROM clients c
     LEFT JOIN meeting_clients l ON l.client_id = c.id LEFT JOIN meetings m ON m.id = l.meeting_id WHERE c.user_id = $1 GROUP BY c.id ORDER BY 1`,
    [ann.userId, run],
  )
  const people = meetings.map((meeting) => ({
    ...meeting,
    attendees: meeting.attendees?.map((one) => ({
      ...one,
      clientId: 'clientId' in one && one.clientId !== null,
    })),
  }))
  return { people, seats, events, clients }
}

async function begin(): Promise<Telling[]> {
  ann = await scene.adviser()
  run = randomUUID()
  return tellings()
}

test('nothing of the person stands anywhere, and the meetings stay with an "Erased client"', async () => {
  for (const one of await begin()) await tell(one, 'read')
  expect((await found()).length).toBeGreaterThan(10)
  expect(await erase('zelda.quux@example.com')).toBe(true)
  expect(await found()).toEqual([])
  const moved = await scene.meeting(ann, `${run}-3`)
  expect(moved).toMatchObject({
    status: 'active',
    attendees: [{ name: 'Erased client', email: null, clientId: null }],
  })
  expect(moved?.rescheduled_from).toBe((await scene.meeting(ann, `${run}-2`))?.id)
  expect((await scene.meeting(ann, `${run}-5`))?.attendees).toMatchObject([
    { email: 'other@example.com', clientId: expect.any(String) },
    { isGuest: true, email: 'guest@example.com' },
    { isGuest: true, name: 'Erased client', email: null },
  ])
  expect((await scene.clients(ann)).map(({ email }) => email)).toEqual([
    'guest@example.com',
    'other@example.com',
  ])
})

test('whatever is told again, by whatever way, ends in the same rows as telling it first and erasing then', async () => {
  const order = fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6], { minLength: 7, maxLength: 7 })
  const ways = fc.array(fc.constantFrom('read' as const, 'webhook' as const), { minLength: 7, maxLength: 7 })
  await fc.assert(
    fc.asyncProperty(order, ways, fc.nat(6), async (turns, by, before) => {
      for (const one of await begin()) await tell(one, 'read')
      await erase('zelda.quux@example.com')
      const erasedLast = await state()
      const told = await begin()
      const say = async (n: number) => tell(told[turns[n] ?? 0] ?? fail(), by[n] ?? 'read')
      await tell(told[3] ?? fail(), 'read') // somebody must be there to be erased
      for (let n = 0; n < before; n++) await say(n)
      await erase('zelda.quux@example.com')
      for (let n = before; n < 7; n++) await say(n)
      expect(await found()).toEqual([])
      for (const one of told) await tell(one, 'read') // the next pass lists everything again
      for (const one of [...told].reverse()) await tell(one, 'webhook')
      expect(await found()).toEqual([])
      expect(await state()).toEqual(erasedLast)
    }),
    { numRuns: 8 },
  )
}, 120_000)

function fail(): never {
  throw new Error('there is one for each turn')
}

test('a later booking makes a new client, and leaves what was erased alone', async () => {
  for (const one of await begin()) await tell(one, 'read')
  await erase('zelda.quux@example.com')
  const later = { created_at: '2099-01-01T00:00:00Z', updated_at: '2099-01-01T00:00:00Z' }
  await scene.read(ann, {
    events: [event(`${run}-9`, ann, later)],
    seats: [seat(`${run}-9s`, `${run}-9`, { ...zelda, ...later })],
  })
  const clients = await scene.clients(ann)
  expect(clients.map(({ name }) => name)).toContain('Zelda Quux')
  const linked = await scene.rows(
    `SELECT m.calendly_event_uuid AS uuid FROM meeting_clients l JOIN meetings m ON m.id = l.meeting_id WHERE l.client_id = $1`,
    [clients.find(({ name }) => name === 'Zelda Quux')?.id],
  )
  expect(linked).toEqual([{ uuid: `${run}-9` }])
})

test('who was merged is erased with all addresses', async () => {
  const second = { email: 'quux@work.example', name: 'Z. Quux', ...booker }
  await scene.read(ann, { events: [event(`${run}-1`, ann)], seats: [seat(`${run}-1s`, `${run}-1`, zelda)] })
  await scene.read(ann, { events: [event(`${run}-2`, ann)], seats: [seat(`${run}-2s`, `${run}-2`, second)] })
  const [one, other] = (await scene.clients(ann)).map(({ id }) => id)
  await joinClients(scene.database, ann.userId, one ?? '', other ?? '')
  expect(await erase('quux@work.example')).toBe(true)
  expect(await found()).toEqual([])
  expect(await scene.clients(ann)).toEqual([])
})

test('a sync under way while somebody is erased does not bring the person back', async () => {
  for (const one of await begin()) await tell(one, 'read')
  for (let n = 20; n < 32; n++) {
    const uuid = `${run}-${n}`
    const events = [event(uuid, ann, booker)]
    if (n % 3 === 0)
      await scene.read(ann, {
        events,
        seats: [seat(`${uuid}s`, uuid, { ...booker, email: 'zelda.quux@example.com' })],
      })
    await Promise.all([
      scene.read(ann, {
        events,
        seats: [seat(`${uuid}s`, uuid, { ...zelda, ...booker })],
        database: scene.elsewhere,
      }),
      erase('zelda.quux@example.com'),
    ])
  }
  await erase('zelda.quux@example.com')
  expect(await found()).toEqual([])
})

test('what is read while an erasure is half-way does not bring the person back', async () => {
  const [kept, late] = [`${run}-1`, `${run}-2`]
  const booking = (uuid: string) => ({
    events: [event(uuid, ann, booker)],
    seats: [seat(`${uuid}s`, uuid, { ...zelda, ...booker })],
  })
  await scene.read(ann, booking(kept))
  // Somebody holds the meeting until the erasure, which has looked whom it concerns, waits for it, and the read for both.
  const { both } = await scene.database.transaction('installation', async (tx) => {
    await tx.query('SELECT FROM calendly_sync.scheduled_events WHERE user_id = $1 FOR UPDATE', [ann.userId])
    const erasure = erase('zelda.quux@example.com')
    await scene.waiting(1)
    const told = scene.read(ann, { ...booking(late), database: scene.elsewhere })
    await Promise.race([told, scene.waiting(2)])
    return { both: Promise.all([erasure, told]) }
  })
  await both
  expect(await found()).toEqual([])
})

test('erasing for one user leaves the same person to another; a foreign client is not there', async () => {
  const bob = await scene.adviser()
  await scene.read(bob, { events: [event(`${run}-b`, bob)], seats: [seat(`${run}-bs`, `${run}-b`, zelda)] })
  await scene.read(ann, { events: [event(`${run}-1`, ann)], seats: [seat(`${run}-1s`, `${run}-1`, zelda)] })
  const [his] = await scene.clients(bob)
  expect(await eraseClient(scene.database, ann.userId, his?.id ?? '')).toBe(false)
  await erase('zelda.quux@example.com')
  expect(await scene.clients(bob)).toMatchObject([{ name: 'Zelda Quux' }])
})

test('the address is kept as a hash alone, which differs from user to user', async () => {
  const bob = await scene.adviser()
  for (const who of [ann, bob]) {
    const uuid = `${run}-${who.userId}`
    await scene.read(who, { events: [event(uuid, who)], seats: [seat(`${uuid}s`, uuid, zelda)] })
    await erase('zelda.quux@example.com', who)
  }
  const rows = await scene.rows<{ hash: Buffer }>(
    'SELECT hash FROM calendly_sync.erased_clients WHERE user_id = ANY($1)',
    [[ann.userId, bob.userId]],
  )
  expect(new Set(rows.map(({ hash }) => hash.toString('hex'))).size).toBe(2)
  expect(rows.every(({ hash }) => hash.length === 32)).toBe(true)
})
