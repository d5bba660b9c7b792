import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { instant } from '../resources/lenient.ts'
import { bodyLike, hostileText } from '../resources/testing/arbitrary-json.ts'
import { type Adviser, event, openScene, type Scene, seat } from './merge/testing/scene.ts'

/* H31: whatever stands in a payload, the batch it came with is stored; one odd body never holds up the others. */

let scene: Scene
let ann: Adviser

beforeAll(async () => {
  scene = await openScene()
  ann = await scene.adviser()
})
afterAll(() => scene.close())

test('any payload that is a fact can be stored, beside sound ones', async () => {
  const oddEvent = bodyLike(event('odd', ann))
  const oddSeat = bodyLike(seat('odd-seat', 'sound'))
  await fc.assert(
    fc.asyncProperty(
      fc.array(oddEvent, { maxLength: 4 }),
      fc.array(oddSeat, { maxLength: 4 }),
      async (events, seats) => {
        const sound = randomUUID()
        await scene.read(ann, {
          events: [...events, event(sound, ann)],
          seats: [...seats, seat(`${sound}s`, sound)],
        })
        expect(await scene.meeting(ann, sound)).toMatchObject({
          attendees: [{ email: `${sound}s@example.com` }],
        })
      },
    ),
    { numRuns: process.env.PROVE ? 2000 : 100 },
  )
})

test('every text field takes every hostile text', async () => {
  const texts = fc.sample(hostileText, 60)
  for (const text of [...new Set(texts)]) {
    const id = randomUUID()
    const words = {
      name: text,
      location: { type: 'physical', location: text },
      meeting_notes_plain: text,
      event_type: text,
    }
    const person = {
      name: text,
      email: text,
      timezone: text,
      questions_and_answers: [{ question: text, answer: text }],
    }
    await scene.read(ann, {
      events: [event(id, ann, { ...words, event_guests: [{ email: text }] })],
      seats: [seat(`${id}s`, id, { ...person, tracking: { utm_source: text }, text_reminder_number: text })],
    })
    expect(await scene.meeting(ann, id)).toBeDefined()
  }
})

test('every instant that the reader takes is one that Postgres takes, and means the same', async () => {
  const parts = [fc.nat(9999), fc.nat(13), fc.nat(32), fc.nat(25), fc.nat(60), fc.nat(61)] as const
  const zone = fc.oneof(
    fc.constant('Z'),
    fc
      .tuple(fc.constantFrom('+', '-'), fc.nat(24), fc.nat(60))
      .map(([sign, h, m]) => `${sign}${two(h)}:${two(m)}`),
  )
  const spelled = fc
    .tuple(...parts, fc.stringMatching(/^(\.\d{1,9})?$/), zone)
    .map(
      ([y, mo, d, h, mi, s, fraction, offset]) =>
        `${String(y).padStart(4, '0')}-${two(mo)}-${two(d)}T${two(h)}:${two(mi)}:${two(s)}${fraction}${offset}`,
    )
  const taken = fc.sample(spelled, 20_000).filter((value) => instant(value) !== null)
  expect(taken.length).toBeGreaterThan(1000)
  // V8 cuts what is finer than a millisecond, Postgres rounds what is finer than a microsecond.
  const apart = await scene.rows(
    `SELECT value, ms FROM unnest($1::text[], $2::numeric[]) AS t(value, ms)
     WHERE extract(epoch FROM value::timestamptz) * 1000 - ms NOT BETWEEN 0 AND 1`,
    [taken, taken.map((value) => Date.parse(value))],
  )
  expect(apart).toEqual([])
})

function two(part: number): string {
  return String(part).padStart(2, '0')
}
