import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Adviser, at, event, openScene, type Scene, seat } from './testing/scene.ts'

/* Design, "Clients": one row per person and user, matched by normalised e-mail. */

let scene: Scene
let ann: Adviser
let id: string

beforeAll(async () => {
  scene = await openScene()
})
afterAll(() => scene.close())

beforeEach(async () => {
  ann = await scene.adviser()
  id = randomUUID()
})

/** A booking of a client: the n-th of this test. */
function booking(n: number, person: object, over: object = {}) {
  const uuid = `${id}-${n}`
  const stamps = { created_at: at(n), updated_at: at(n) }
  return {
    events: [event(uuid, ann, { ...stamps, ...over })],
    seats: [seat(`${uuid}s`, uuid, { ...stamps, ...person })],
  }
}

const kim = { email: 'Kim@Example.com', name: 'Kim' }

describe('a client', () => {
  test('is one row for every spelling of the address, as it was first written', async () => {
    for (const [n, email] of ['Kim@Example.com', 'kim@example.com', 'KIM@EXAMPLE.COM'].entries()) {
      await scene.read(ann, booking(n, { ...kim, email }))
    }
    expect(await scene.clients(ann)).toMatchObject([{ email: 'Kim@Example.com', name: 'Kim' }])
  })

  test('with a plus tag is another row', async () => {
    await scene.read(ann, booking(1, kim))
    await scene.read(ann, booking(2, { ...kim, email: 'kim+work@example.com' }))
    expect(await scene.clients(ann)).toHaveLength(2)
  })

  test('has the name and zone of the latest booking, in whatever order they are told', async () => {
    const early = booking(1, { ...kim, timezone: 'Europe/Berlin' })
    const late = booking(2, { ...kim, name: 'Kim Lee', timezone: 'Asia/Tokyo' })
    await scene.read(ann, late)
    await scene.read(ann, early)
    expect(await scene.clients(ann)).toMatchObject([{ name: 'Kim Lee', timezone: 'Asia/Tokyo' }])
  })

  test('keeps a name that the latest booking left out', async () => {
    await scene.read(ann, booking(1, kim))
    await scene.read(ann, booking(2, { ...kim, name: null, timezone: null }))
    expect(await scene.clients(ann)).toMatchObject([{ name: 'Kim', timezone: 'Europe/Berlin' }])
  })

  test('is reached at the reminder number, else the number called, else the number answered', async () => {
    const phone = async () => (await scene.clients(ann))[0]?.phone
    const answers = [{ question: 'Your phone number', answer: '+1 555-010-0001' }]
    await scene.read(ann, booking(1, kim))
    expect(await phone()).toBeNull()
    await scene.read(ann, booking(2, { ...kim, questions_and_answers: answers }))
    expect(await phone()).toBe('+1 555-010-0001')
    await scene.read(
      ann,
      booking(1, kim, {
        location: { type: 'outbound_call', location: '+1 555-010-0002' },
        updated_at: at(5),
      }),
    )
    await scene.read(ann, booking(3, { ...kim, questions_and_answers: answers }))
    expect(await phone()).toBe('+1 555-010-0002')
    await scene.read(ann, booking(4, { ...kim, text_reminder_number: '+1 555-010-0003' }))
    await scene.read(ann, booking(5, { ...kim, questions_and_answers: answers }))
    expect(await phone()).toBe('+1 555-010-0003')
  })

  test('belongs to one user: the same person at another adviser is another row', async () => {
    const bob = await scene.adviser()
    await scene.read(ann, booking(1, kim))
    await scene.read(bob, { events: [event(`${id}-b`, bob)], seats: [seat(`${id}-bs`, `${id}-b`, kim)] })
    expect((await scene.clients(bob))[0]?.id).not.toBe((await scene.clients(ann))[0]?.id)
  })

  test('is written once when two bookings arrive at once', async () => {
    for (let round = 0; round < 20; round++) {
      const person = { email: `twice${round}@example.com`, name: 'Twice' }
      await Promise.all([
        scene.read(ann, booking(round * 2, person)),
        scene.read(ann, { ...booking(round * 2 + 1, person), database: scene.elsewhere }),
      ])
    }
    expect(await scene.clients(ann)).toHaveLength(20)
    expect(await links()).toHaveLength(40)
  })
})

describe('no client', () => {
  test('is a host who books a seat, and a colleague whom the organization names', async () => {
    const organization = randomUUID()
    const [host, other] = [await scene.adviser(organization), await scene.adviser()]
    await scene.rows(
      `INSERT INTO calendly_sync.organization_members (organization, calendly_user, email, email_key)
       VALUES ($1, $2, 'Col@Firm.example', 'col@firm.example')`,
      [`https://api.calendly.com/organizations/${organization}`, other.calendlyUser],
    )
    await scene.read(host, {
      events: [event(id, host, { event_guests: [{ email: 'COL@firm.example' }] })],
      seats: [
        seat(`${id}h`, id, { email: host.email.toUpperCase() }),
        seat(`${id}c`, id, { email: 'col@firm.example' }),
        seat(`${id}k`, id, kim),
      ],
    })
    expect((await scene.clients(host)).map((one) => one.email)).toEqual([kim.email])
    const row = await scene.meeting(host, id)
    expect(row?.attendees).toHaveLength(4)
    expect(row?.attendees?.filter((one) => one.clientId !== null)).toMatchObject([{ email: kim.email }])
  })

  test("is somebody for being a colleague of another adviser's organization", async () => {
    await scene.rows(
      `INSERT INTO calendly_sync.organization_members (organization, calendly_user, email, email_key)
       VALUES ($1, 'x', $2, $2)`,
      [randomUUID(), 'kim@example.com'],
    )
    await scene.read(ann, booking(1, kim))
    expect(await scene.clients(ann)).toHaveLength(1)
  })

  test('is an attendee without an address', async () => {
    await scene.read(ann, booking(1, { email: null, name: 'Nobody' }))
    expect(await scene.clients(ann)).toEqual([])
    expect((await scene.meeting(ann, `${id}-1`))?.attendees).toMatchObject([{ email: null, clientId: null }])
  })
})

describe('a link', () => {
  test('names a guest as a guest, and ends when the guest is removed', async () => {
    const guests = (emails: readonly string[], n: number) =>
      event(id, ann, { event_guests: emails.map((email) => ({ email })), updated_at: at(n) })
    await scene.read(ann, { events: [guests(['guest@example.com'], 1)], seats: [seat(`${id}s`, id, kim)] })
    expect(await links()).toEqual([
      { email: 'Kim@Example.com', is_guest: false },
      { email: 'guest@example.com', is_guest: true },
    ])
    await scene.read(ann, { events: [guests([], 2)] })
    expect(await links()).toEqual([{ email: 'Kim@Example.com', is_guest: false }])
    expect(await scene.clients(ann)).toMatchObject([
      { email: 'Kim@Example.com' },
      { email: 'guest@example.com', first_meeting_at: null, last_meeting_at: null },
    ])
  })

  test('of a guest who books a seat too is no longer that of a guest', async () => {
    const guest = { event_guests: [{ email: 'kim@example.com' }] }
    await scene.read(ann, { events: [event(id, ann, guest)] })
    expect(await links()).toEqual([{ email: 'kim@example.com', is_guest: true }])
    await scene.webhook(ann, { seats: [seat(`${id}s`, id, kim)] })
    expect(await links()).toEqual([{ email: 'kim@example.com', is_guest: false }])
  })
})

describe('first and last meeting', () => {
  const on = (day: string) => ({ start_time: `${day}T09:00:00Z`, end_time: `${day}T09:30:00Z` })
  const span = async () => {
    const [client] = await scene.clients(ann)
    return [client?.first_meeting_at?.slice(0, 10), client?.last_meeting_at?.slice(0, 10)]
  }

  test('span the live meetings, and shrink when one is canceled', async () => {
    await scene.read(ann, booking(2, kim, on('2099-02-01')))
    expect(await span()).toEqual(['2099-02-01', '2099-02-01'])
    await scene.read(ann, booking(1, kim, on('2099-01-01')))
    await scene.read(ann, booking(3, kim, on('2099-03-01')))
    expect(await span()).toEqual(['2099-01-01', '2099-03-01'])
    await scene.read(ann, booking(3, kim, { ...on('2099-03-01'), status: 'canceled', updated_at: at(9) }))
    expect(await span()).toEqual(['2099-01-01', '2099-02-01'])
    await scene.read(ann, booking(1, kim, { ...on('2098-12-01'), updated_at: at(9) }))
    expect(await span()).toEqual(['2098-12-01', '2099-02-01'])
  })

  test('see both of two meetings that are written at once', async () => {
    for (let round = 0; round < 20; round++) {
      ann = await scene.adviser()
      await Promise.all([
        scene.read(ann, booking(round * 2, kim, on('2099-01-01'))),
        scene.read(ann, { ...booking(round * 2 + 1, kim, on('2099-03-01')), database: scene.elsewhere }),
      ])
      expect(await span()).toEqual(['2099-01-01', '2099-03-01'])
    }
  })
})

function links() {
  return scene.rows<{ email: string; is_guest: boolean }>(
    `SELECT c.email, l.is_guest FROM meeting_clients l JOIN clients c ON c.id = l.client_id
     WHERE l.user_id = $1 ORDER BY c.email`,
    [ann.userId],
  )
}
