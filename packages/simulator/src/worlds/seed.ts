import type { Random } from '../random.ts'
import { msPerDay } from '../stamps.ts'
import type { World } from '../world/world.ts'
import { seedAdviser } from './adviser.ts'
import { seedFirm } from './firm.ts'
import { seedMeetings } from './meetings.ts'
import { addSmallCast, type People } from './people.ts'

export type WorldName = 'empty' | 'adviser' | 'firm' | 'meetings'

export interface SeedOptions {
  world?: WorldName
  meetings?: number
  upcoming?: number
  soon?: number
}

/** Fills a new world. */
export function seedWorld(world: World, random: Random, nowMs: number, options: SeedOptions): People {
  switch (options.world ?? 'adviser') {
    case 'meetings':
      return seedMeetings(world, random, nowMs, options)
    case 'adviser':
      return seedAdviser(world, random, nowMs)
    case 'firm':
      return seedFirm(world, random, nowMs)
    case 'empty':
      return seedEmpty(world, nowMs)
  }
}

/** People and something that can be booked, but no meeting. */
function seedEmpty(world: World, nowMs: number): People {
  return world.at(nowMs - 730 * msPerDay, () => {
    const people = addSmallCast(world)
    world.addEventType({ name: 'Erstgespräch', hosts: [people.adviser], durationMinutes: 30, locale: 'de' })
    world.addEventType({
      name: 'Consultation',
      hosts: [people.member],
      durationMinutes: 45,
      locations: [{ kind: 'microsoft_teams_conference' }],
    })
    return people
  })
}
