import { expect, test } from 'vitest'
import { readMeetings } from './support/mirror.ts'
import { recorded, startRecordedCalendly } from './support/recorded-calendly.ts'
import { createRig, importRun, localUser } from './support/rig.ts'
import { last, shapeOf, trueShape } from './support/truth.ts'

test('every payload recorded or published of the read API is read without an error and stored right', async () => {
  const calendly = await startRecordedCalendly()
  const rig = await createRig({
    sync: {
      calendly: { origin: calendly.url, personalAccessToken: 'recorded' },
      window: { lookbackDays: 3650, lookaheadDays: 365 },
    },
  })
  try {
    const sync = await rig.start()
    const userId = await localUser(sync)
    const run = await importRun(sync, userId)
    expect(run).toMatchObject({ state: 'succeeded', errors: [], updated: 0 })
    expect(calendly.unanswered).toEqual([])
    const meetings = await readMeetings(sync, userId)
    // Where one event was recorded twice the later `updated_at` is right, of equal ones the canceled one.
    const truth = new Map<string, (typeof recorded)[number]>()
    for (const one of recorded) {
      const uuid = last(one.event.uri)
      const rank = ({ event }: typeof one) => `${event.updated_at} ${event.status}`
      const other = truth.get(uuid)
      if (!other || rank(one) >= rank(other)) truth.set(uuid, one)
    }
    expect([...meetings.keys()].sort()).toEqual([...truth.keys()].sort())
    for (const [uuid, one] of truth) {
      const meeting = meetings.get(uuid)
      const right = trueShape(one, (link) => meetings.get(link)?.id)
      expect.soft(meeting && shapeOf(meeting), uuid).toEqual(right)
    }
  } finally {
    await rig.close()
    await calendly.close()
  }
})
