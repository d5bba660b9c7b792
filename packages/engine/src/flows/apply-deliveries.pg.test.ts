import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { step, unknowns, World } from '../store/merge/testing/world.ts'
import { type Mailroom, openMailroom, webhook } from './testing/mailroom.ts'

/*
 * The law of the merge (reliability I1–I6, F1) for webhooks as they come: real bodies, kept in the real inbox, claimed and
 * applied in batches of any size, for two users of ours, with polls in between. `npm test` runs 250 histories,
 * `npm run prove` 5,000.
 */
const histories = process.env.PROVE ? 5_000 : 250

let mailroom: Mailroom

beforeAll(async () => {
  mailroom = await openMailroom()
})
afterAll(() => mailroom.close())

const drain = fc.record({ do: fc.constant('drain'), pick: fc.nat(20) })
const steps = fc.array(fc.oneof({ weight: 3, arbitrary: step }, { weight: 1, arbitrary: drain }), {
  minLength: 8,
  maxLength: 45,
})

test('deliveries in any order, repeated, lost and late, between polls, converge and never go back', async () => {
  await fc.assert(
    fc.asyncProperty(steps, unknowns, async (steps, unknowns) => {
      const advisers = [await mailroom.adviser(), await mailroom.adviser()]
      const users = new Map(advisers.map((one) => [one.calendlyUser, one.userId]))
      const world = new World(mailroom.database, users, unknowns, async ({ kind, event, seat }, pick) => {
        // A retry of Calendly's has the same bytes; the same news may also come in others.
        await mailroom.post(webhook(kind, seat, event, `2026-06-01T08:00:0${pick % 2}Z`))
      })
      for (const one of steps) {
        if (one.do === 'drain') await mailroom.drain(1 + one.pick)
        else await world.act(one)
        await world.checkNoRetreat()
      }
      while ((await mailroom.drain()) > 0) await world.checkNoRetreat()
      await world.checkEnd()
    }),
    { numRuns: histories, endOnFailure: false },
  )
  expect(await outcomes()).toEqual(['applied', 'duplicate', 'superseded'])
}, 3_600_000)

/** Every history is meant, and every delivery has ended well. */
async function outcomes(): Promise<string[]> {
  const found = await mailroom.rows<{ outcome: string }>(
    'SELECT DISTINCT outcome FROM calendly_sync.webhook_deliveries ORDER BY outcome',
  )
  return found.map((row) => row.outcome)
}
