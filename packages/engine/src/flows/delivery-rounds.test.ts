import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { MeetingNews } from '../resources/webhook.ts'
import { partIntoRounds } from './delivery-rounds.ts'

interface Told {
  readonly event: number
  readonly version: number
  readonly seat: number
  readonly isOfNoShow: boolean
}

/** Only what the rounds look at. */
function item(told: Told): { news: MeetingNews; told: Told } {
  const fact = (uuid: string) => ({
    uuid,
    status: 'active',
    updated_at: `${told.version}`,
    digest: `${told.version}`,
  })
  const news = {
    event: fact(`event ${told.event}`),
    invitee: fact(`seat ${told.seat}`),
    isOfNoShow: told.isOfNoShow,
  } as unknown as MeetingNews // the other members are of no interest here
  return { news, told }
}

const told = fc.record({
  event: fc.nat(3),
  version: fc.nat(2),
  seat: fc.nat(5),
  isOfNoShow: fc.boolean(),
})

test('every delivery is in one round, and no round tells two different things about one thing', () => {
  fc.assert(
    fc.property(fc.array(told, { maxLength: 40 }), (all) => {
      const items = all.map(item)
      const rounds = partIntoRounds(items)
      expect(rounds.flatMap((round) => round.items).length).toBe(items.length)
      expect(new Set(rounds.flatMap((round) => round.items))).toEqual(new Set(items))
      for (const { items: some, isOfNoShow } of rounds) {
        const versions = new Map<string, number>()
        for (const { told: one } of some) {
          expect(one.isOfNoShow).toBe(isOfNoShow)
          for (const name of [`event ${one.event}`, `seat ${one.seat}`]) {
            expect(versions.get(name) ?? one.version).toBe(one.version)
            versions.set(name, one.version)
          }
        }
      }
    }),
  )
})

test('what speaks of different meetings shares a round, and so do copies', () => {
  const one = { event: 1, version: 1, seat: 1, isOfNoShow: false }
  expect(partIntoRounds([item(one), item(one), item({ ...one, event: 2, seat: 2 })])).toHaveLength(1)
  expect(partIntoRounds([item(one), item({ ...one, version: 2 })])).toHaveLength(2)
})
