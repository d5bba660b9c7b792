import { type Deed, live, seededRandom } from 'calendly-simulator'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Rig, startRig, syncNow } from './support/rig.ts'
import { expectTruth, last } from './support/truth.ts'

const lives = process.env.PROVE ? 200 : 15
const minuteMs = 60_000

let rig: Rig & { readonly userId: string }

beforeAll(async () => {
  rig = await startRig({ simulator: { world: 'empty' } })
  const { world, people } = rig.simulator
  world.addEventType({ name: 'Seminar', hosts: [people.adviser], seats: 4 })
  world.addEventType({ name: 'Together', hosts: [people.adviser, people.member], pooling: 'collective' })
  world.addEventType({ name: 'Either', hosts: [people.adviser, people.member], pooling: 'round_robin' })
})
afterAll(() => rig?.close())

// One world that lives on through all of them: each life meets a mirror full of others.
test('whatever happens between two syncs, the next one ends equal to Calendly', async () => {
  const { world, people } = rig.simulator
  const life = fc.record({ seed: fc.integer(), steps: fc.integer({ min: 1, max: 40 }) })
  await fc.assert(
    fc.asyncProperty(life, async ({ seed, steps }) => {
      const random = seededRandom(seed)
      await rig.pool.query('UPDATE calendly_sync.accounts SET asked_count = 0')
      const deeds = live(world, random, steps, () => rig.clock.advance(random.int(0, minuteMs)))
      await tellOfNoShows(deeds)
      rig.clock.advance(minuteMs) // every conference that was booked is set up
      const run = await syncNow(rig.sync, rig.userId)
      expect(run).toMatchObject({ state: 'succeeded', errors: [] })
      await expectTruth(rig.sync, rig.userId, world, people.adviser)
    }),
    // Shrinking would go on in a world that the failed life has changed.
    { numRuns: lives, endOnFailure: true },
  )
}, 600_000)

/**
 * No-shows move no stamp and no counter: a webhook tells of them, or they are looked for at fixed times after a
 * meeting. These lives mark whomever they like, so each mark asks for a read of its meeting, as its webhook will.
 */
async function tellOfNoShows(deeds: readonly Deed[]): Promise<void> {
  const marked = deeds.filter((deed) => /noShow/i.test(deed.verb)).map((deed) => last(deed.event))
  await rig.pool.query('UPDATE calendly_sync.scheduled_events SET invitees_due = true WHERE uuid = ANY($1)', [
    marked,
  ])
}
