import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Rig, startRig, syncNow } from './support/rig.ts'

/*
 * What Calendly tells nobody: a no-show moves no stamp and no counter, a conference that is ready sends no word.
 */
const inviteeLists = { template: '/scheduled_events/{uuid}/invitees' }
const minuteMs = 60_000

let rig: Rig & { readonly userId: string }

beforeAll(async () => {
  rig = await startRig({ simulator: { world: 'empty' } })
})
afterAll(() => rig?.close())

test('a no-show is found an hour, a day, three and seven days after the meeting, and not in between', async () => {
  const { simulator, clock } = rig
  const { event, invitee } = simulator.world.book({
    host: simulator.people.adviser,
    start: clock.now() + 10 * minuteMs,
    durationMinutes: 30,
    invitee: { name: 'Ada Late', email: 'ada@example.com', timezone: 'Europe/Berlin' },
  })
  const uuid = event.slice(event.lastIndexOf('/') + 1)
  await syncNow(rig.sync, rig.userId)
  const endMs = clock.now() + 40 * minuteMs
  const noShows = async () => {
    const { data } = await rig.sync.meetings.list(rig.userId, { view: 'no-show' })
    return data.map((meeting) => meeting.calendlyEventUuid)
  }
  /** The database notes reads by its own clock, the test moves another: a read is put where it belongs. */
  const readAt = (ms: number) =>
    rig.pool.query('UPDATE calendly_sync.scheduled_events SET invitees_read_at = $2 WHERE uuid = $1', [
      uuid,
      new Date(ms).toISOString(),
    ])
  const checkAt = async (ms: number): Promise<number> => {
    clock.set(ms)
    simulator.requests.clear()
    await syncNow(rig.sync, rig.userId)
    return simulator.requests.count(inviteeLists)
  }
  await checkAt(clock.now() + minuteMs) // the calendar entry is made some seconds after the booking
  await readAt(clock.now())
  expect(await checkAt(endMs + 50 * minuteMs)).toBe(0)
  simulator.world.markNoShow(invitee)
  expect(await checkAt(endMs + 61 * minuteMs)).toBe(1)
  expect(await noShows()).toEqual([uuid])
  await readAt(endMs + 61 * minuteMs)
  expect(await checkAt(endMs + 120 * minuteMs)).toBe(0)
  simulator.world.unmarkNoShow(invitee)
  for (const days of [1, 3, 7]) {
    expect(await checkAt(endMs + days * 1440 * minuteMs - minuteMs)).toBe(0)
    expect(await checkAt(endMs + days * 1440 * minuteMs + minuteMs)).toBe(1)
    await readAt(endMs + days * 1440 * minuteMs + minuteMs)
  }
  expect(await noShows()).toEqual([])
  expect(await checkAt(endMs + 8 * 1440 * minuteMs)).toBe(0)
})

test('a conference that is still being set up is read again until it is ready', async () => {
  const { simulator, clock } = rig
  const { event } = simulator.world.book({
    host: simulator.people.adviser,
    start: clock.now() + 3 * 86_400_000,
    durationMinutes: 30,
    location: { kind: 'zoom' },
    invitee: { name: 'Bo Early', email: 'bo@example.com', timezone: 'Europe/Berlin' },
  })
  const uuid = event.slice(event.lastIndexOf('/') + 1)
  await syncNow(rig.sync, rig.userId)
  const meeting = async () => {
    const { data } = await rig.sync.meetings.list(rig.userId, { view: 'all', limit: 200 })
    return data.find((one) => one.calendlyEventUuid === uuid)
  }
  expect((await meeting())?.location).toMatchObject({ status: 'processing' })
  const asked = await rig.pool.query(
    `SELECT reread_at - now() BETWEEN interval '5 s' AND interval '15 s' AS soon
     FROM calendly_sync.scheduled_events WHERE uuid = $1`,
    [uuid],
  )
  expect(asked.rows).toEqual([{ soon: true }])
  clock.advance(20_000)
  await rig.pool.query('UPDATE calendly_sync.scheduled_events SET reread_at = now() WHERE uuid = $1', [uuid])
  await expect
    .poll(async () => (await meeting())?.location, { timeout: 20_000 })
    .toMatchObject({ status: 'pushed' })
  expect((await meeting())?.joinUrl).toMatch(/^https:/)
  const question = async () => {
    const { rows } = await rig.pool.query(
      'SELECT reread_at FROM calendly_sync.scheduled_events WHERE uuid = $1',
      [uuid],
    )
    return rows
  }
  await expect.poll(question, { timeout: 5000 }).toEqual([{ reread_at: null }])
})
