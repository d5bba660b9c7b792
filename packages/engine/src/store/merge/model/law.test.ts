import { describe, expect, test } from 'vitest'
import { live } from './history.ts'
import { type Law, law } from './law.ts'

/*
 * The merge law, reliability F1: any history of one event, told in any order, ends in what Calendly says, and on the way
 * nothing goes back and nothing dies that lives. A seed that fails replays with `live(seed, law)`.
 */
const seeds = process.env.PROVE ? 1_000_000 : 100_000

test(`in ${seeds.toLocaleString('en')} histories nothing goes back, nothing dies that lives, and the end is right`, () => {
  expect(firstFault(law, seeds)).toBeUndefined()
}, 600_000)

test('the histories hold what they are for', () => {
  const seen = { asks: 0, lateCreated: 0, overtakenReads: 0, deadEvents: 0, groups: 0, reassigned: 0 }
  for (let seed = 1; seed <= 2000; seed++) {
    live(seed, law, {
      asked: () => {},
      told({ isRead, mark, event }, { clock, question, rows: [stored, ...seats] }) {
        seen.asks += Number(question !== null)
        seen.lateCreated += Number(stored?.isCanceled === true && event?.isCanceled === false)
        seen.overtakenReads += Number(isRead && mark < clock - 1)
        seen.deadEvents += Number(stored?.isCanceled === true)
        seen.groups += Number(seats.length > 1)
        seen.reassigned += Number(stored?.fact.isHosted === false)
      },
    })
  }
  for (const [what, times] of Object.entries(seen)) expect(times, what).toBeGreaterThan(300)
})

describe('a wrong law is found out', () => {
  const wrong: Record<string, Partial<Law>> = {
    'the last write wins': { judge: () => 'wins', isCanceledFinal: false },
    'equal stamps apply': { judge: by((told, stored) => told >= stored) },
    'a read applies to equal stamps, whatever was learned since it was sent': {
      judge(row, fact, { isRead }) {
        if (fact.stamp !== row.stamp) return fact.stamp > row.stamp ? 'wins' : 'loses'
        return isRead ? 'wins' : 'asks'
      },
    },
    'equal stamps change nothing and ask nothing': { judge: by((told, stored) => told > stored) },
    'of equal stamps the fuller record wins': {
      judge(row, fact) {
        if (fact.stamp !== row.stamp) return fact.stamp > row.stamp ? 'wins' : 'loses'
        return fullness(fact) > fullness(row.fact) ? 'wins' : 'loses'
      },
    },
    'any canceled invitee kills the event': { seatKillsEvent: true },
    'stamps are read in milliseconds': { stampOf: (fact) => fact.stamp - (fact.stamp % 1000) },
    'stamps are compared in milliseconds': {
      judge: by((told, stored) => Math.floor(told / 1000) >= Math.floor(stored / 1000)),
    },
  }
  for (const [name, part] of Object.entries(wrong)) {
    test(name, () => {
      expect(firstFault({ ...law, ...part }, 5000)).toBeDefined()
    })
  }
})

function by(isNew: (told: number, stored: number) => boolean): Law['judge'] {
  return (row, fact) => (isNew(fact.stamp, row.stamp) ? 'wins' : 'loses')
}

/** What a record says: a mark on a seat, seats of an event. */
function fullness(fact: { readonly isNoShow: boolean; readonly total: number; readonly detail: number }) {
  return Number(fact.isNoShow) + fact.total + fact.detail
}

function firstFault(by: Law, histories: number): string | undefined {
  for (let seed = 1; seed <= histories; seed++) {
    const fault = live(seed, by)
    if (fault) return `seed ${seed}: ${fault}`
  }
  return undefined
}
