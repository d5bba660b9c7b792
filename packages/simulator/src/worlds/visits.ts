import type { Random } from '../random.ts'
import { msPerDay, msPerMinute } from '../stamps.ts'
import type { Booked } from '../world/book.ts'
import type { World } from '../world/world.ts'
import type { Agenda } from './agenda.ts'
import type { Person } from './names.ts'
import type { Offer } from './offers.ts'

/** One visit as it is being lived: booked, and then whatever becomes of it. */
interface Visit {
  world: World
  random: Random
  agenda: Agenda
  nowMs: number
  offer: Offer
  startMs: number
  bookedMs: number
  host: string | undefined
}

const reasons = ['Krank geworden', 'Terminkonflikt', 'Something came up, sorry!', 'Zug verpasst ', '', null]

/** Plans a visit with a believable fate: mostly it just takes place. */
export function planVisit(visit: Omit<Visit, 'bookedMs'>, person: Person): void {
  const { random, agenda, startMs, nowMs } = visit
  const leadMs = random.int(1, 35) * msPerDay + random.int(0, 600) * msPerMinute
  // What lies ahead was booked in the last weeks, not at this very minute.
  const bookedMs = Math.min(startMs - leadMs, nowMs - random.int(30, 20_000) * msPerMinute)
  const booked: { now?: Booked } = {}
  agenda.add(bookedMs, () => {
    booked.now = book(visit, person)
  })
  decideFate({ ...visit, bookedMs }, booked)
}

/** Several people in one slot of a group type, some of whom leave again. */
export function planGroup(visit: Omit<Visit, 'bookedMs'>, people: readonly Person[]): void {
  const seen = new Set<string>()
  for (const person of people) {
    if (seen.has(person.email)) continue
    seen.add(person.email)
    planVisit(visit, person)
  }
}

function book({ world, random, offer, startMs, host }: Omit<Visit, 'bookedMs'>, person: Person): Booked {
  const { more, ...details } = offer.details(random, person)
  return world.book({
    eventType: offer.eventType,
    start: startMs,
    ...(host === undefined ? {} : { host }),
    ...details,
    invitee: { name: person.name, email: person.email, timezone: person.timezone, ...more },
  })
}

function decideFate(visit: Visit, booked: { now?: Booked }): void {
  const { world, random, agenda, offer, startMs, bookedMs, nowMs } = visit
  const beforehand = () => between(random, bookedMs, Math.min(startMs, nowMs))
  const reason = random.pick(reasons)
  const dice = random.next()
  const invitee = () => booked.now?.invitee ?? ''
  const event = () => booked.now?.event ?? ''
  if (dice < 0.07) {
    agenda.add(beforehand(), () => world.cancelInvitee(invitee(), { reason }))
  } else if (dice < 0.12 && !offer.isGroup) {
    agenda.add(beforehand(), () => world.cancelEvent(event(), { reason }))
  } else if (dice < 0.21 && !offer.isGroup) {
    planMoves(visit, booked)
  } else if (dice < 0.25) {
    agenda.add(startMs + random.int(10, 600) * msPerMinute, () => world.markNoShow(invitee()))
  } else if (dice < 0.28) {
    agenda.add(beforehand(), () => world.addGuest(event(), 'familie@gast.example'))
  } else if (dice < 0.29) {
    agenda.add(beforehand(), () => world.setNotes(event(), 'Unterlagen vom letzten Jahr mitbringen'))
  }
}

/** One to four moves, each to a later day; the chain ends where it is carried out no more. */
function planMoves(visit: Visit, booked: { now?: Booked }): void {
  const { world, random, agenda, bookedMs, nowMs } = visit
  let startMs = visit.startMs
  let sinceMs = bookedMs
  for (let left = random.pick([1, 1, 1, 2, 2, 3, 4]); left > 0; left--) {
    const atMs = between(random, sinceMs, Math.min(startMs, nowMs))
    startMs += random.int(1, 9) * msPerDay
    const newStartMs = startMs
    const by = random.chance(0.3) ? 'host' : 'invitee'
    agenda.add(atMs, () => {
      if (booked.now) {
        booked.now = world.reschedule(booked.now.invitee, newStartMs, { by, reason: random.pick(reasons) })
      }
    })
    sinceMs = atMs
  }
}

function between(random: Random, fromMs: number, toMs: number): number {
  // Never the moment of the booking itself: what follows must be planned after it.
  return fromMs + Math.max(1, Math.floor((toMs - fromMs) * (0.05 + 0.9 * random.next())))
}
