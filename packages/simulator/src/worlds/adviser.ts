import type { Random } from '../random.ts'
import { msPerDay, msPerMinute } from '../stamps.ts'
import type { World } from '../world/world.ts'
import { createAgenda } from './agenda.ts'
import { germanTime, isWorkday } from './calendar.ts'
import { personAt } from './names.ts'
import { addAdviserOffers, type Offer, pickOffer } from './offers.ts'
import { addSmallCast, type People } from './people.ts'
import { planGroup, planVisit } from './visits.ts'

// A little less than two years: a mirror of two years is to hold all of it.
const daysBack = 725
const daysAhead = 120
const clients = 140
const slots = [
  [9, 0],
  [10, 30],
  [13, 0],
  [14, 30],
  [16, 0],
] as const

/** One adviser's practice: two years of meetings of every kind, and some months ahead. */
export function seedAdviser(world: World, random: Random, nowMs: number): People {
  const agenda = createAgenda()
  const { people, offers } = world.at(nowMs - (daysBack + 60) * msPerDay, () => {
    const people = addSmallCast(world)
    return { people, offers: addAdviserOffers(world, people.adviser, people.member) }
  })
  const person = personAt()
  // Some come again and again, most once or twice.
  const anyone = () => person(Math.floor(random.next() ** 2 * clients))
  const meet = (startMs: number, offer: Offer) => {
    const visit = { world, random, agenda, nowMs, offer, startMs, host: undefined }
    if (!offer.isGroup) return planVisit(visit, anyone())
    return planGroup(
      visit,
      Array.from({ length: random.int(3, 10) }, () => anyone()),
    )
  }
  for (let day = -daysBack; day <= daysAhead; day++) {
    for (const [hour, minute] of slots) {
      const startMs = germanTime(nowMs, day, hour, minute)
      if (random.chance(density(day, isWorkday(startMs)))) meet(startMs, pickOffer(random, offers))
    }
  }
  // Somebody is always about to come, at whatever hour one looks.
  const soonMs = Math.ceil((nowMs + 40 * msPerMinute) / (15 * msPerMinute)) * 15 * msPerMinute
  for (const offer of offers.slice(0, 1)) meet(soonMs, offer)
  agenda.play(world, nowMs)
  return people
}

/** How likely a slot is taken: full these days (also at a weekend), thinner the further ahead. */
function density(day: number, workday: boolean): number {
  if (day >= 0 && day <= 3) return workday ? 0.7 : 0.45
  if (!workday) return 0
  if (day > 45) return 0.06
  return day > 3 ? 0.3 : 0.14
}
