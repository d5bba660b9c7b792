import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, test } from 'vitest'
import { createTestDatabase } from '../../../../../tests/support/database.ts'
import { invitee } from '../../resources/invitee.ts'
import { scheduledEvent } from '../../resources/scheduled-event.ts'
import { type Database, openDatabase } from '../database.ts'
import { merge } from './merge.ts'
import type { Unknowns } from './model/upstream.ts'
import { november2026, step, unknowns, World } from './testing/world.ts'

/*
 * The law of the merge (reliability I1–I6): whatever order, repetition and delay of polls and single facts, no row
 * ever goes back, nothing dies that Calendly keeps alive, and one full read ends in exactly what Calendly says.
 * `npm test` runs 500 interleavings, `npm run prove` 5,000.
 */
const interleavings = process.env.PROVE ? 5_000 : 500

let testDatabase: Awaited<ReturnType<typeof createTestDatabase>>
let database: Database

beforeAll(async () => {
  testDatabase = await createTestDatabase({ migrated: true })
  database = openDatabase(testDatabase)
})

afterAll(async () => {
  await database.close()
  await testDatabase.drop()
})

test('any interleaving of polls, single facts, repetitions and stale copies converges and never goes back', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), unknowns, async (steps, unknowns) => {
      const world = openWorld(unknowns)
      for (const one of steps) {
        await world.act(one)
        await world.checkNoRetreat()
      }
      await world.checkEnd()
    }),
    { numRuns: interleavings, endOnFailure: false },
  )
}, 3_600_000)

function openWorld(unknowns: Unknowns): World {
  const id = randomUUID()
  const users = new Map(
    ['A', 'B'].map((host) => [`https://api.calendly.com/users/${id}-${host}`, randomUUID() as string]),
  )
  return new World(database, users, unknowns, async ({ kind, event, seat }) => {
    await merge(database, {
      source: 'webhook',
      mark: 0n,
      ofNoShow: kind.startsWith('invitee_no_show.'),
      accountId: id,
      users,
      events: [scheduledEvent.fact(event, november2026) ?? []].flat(),
      invitees: [invitee.fact(seat, 0) ?? []].flat(),
      completeFor: [],
      cause: 'webhook',
    })
  })
}
