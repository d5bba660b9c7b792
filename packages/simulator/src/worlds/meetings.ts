import type { Random } from '../random.ts'
import { msPerDay, msPerMinute } from '../stamps.ts'
import type { World } from '../world/world.ts'
import { personAt } from './names.ts'
import { addSmallCast, type People } from './people.ts'

const slotMs = 15 * msPerMinute
const soonMs = 14 * msPerDay
// Short of the round numbers, so that a mirror of two years back and one ahead holds every one.
const pastSpanMs = 720 * msPerDay
const aheadSpanMs = 355 * msPerDay

/**
 * As many meetings of one user as asked for: `upcoming` lie ahead, `soon` of these within 14 days. They are
 * spread evenly over almost two years back and almost one ahead; very many share their starts.
 */
export function seedMeetings(
  world: World,
  random: Random,
  nowMs: number,
  options: { meetings?: number; upcoming?: number; soon?: number },
): People {
  const total = options.meetings ?? 2_000
  const upcoming = Math.min(total, options.upcoming ?? Math.round(total * 0.15))
  const soon = Math.min(upcoming, options.soon ?? Math.round(upcoming / 5))
  const past = total - upcoming
  const { people, types } = world.at(nowMs - 1500 * msPerDay, () => cast(world))
  const person = personAt()
  const book = (startMs: number, number: number) => {
    const createdMs = Math.min(startMs, nowMs) - random.int(1, 20) * msPerDay - random.int(0, msPerDay)
    world.at(createdMs, () =>
      world.book({
        eventType: types[number % types.length] ?? '',
        start: startMs,
        invitee: person(number % Math.max(1, Math.ceil(total / 4))),
      }),
    )
  }
  // In the order of start, so that every list only grows at its end.
  const pastStepMs = step(pastSpanMs, past)
  for (let i = 0; i < past; i++) book(aligned(nowMs - (past - i) * pastStepMs - 60 * msPerMinute), i)
  const soonStepMs = step(soonMs - msPerDay, soon)
  for (let i = 0; i < soon; i++) book(aligned(nowMs + 60 * msPerMinute + i * soonStepMs), past + i)
  const later = upcoming - soon
  const laterStepMs = step(aheadSpanMs - soonMs, later)
  for (let i = 0; i < later; i++) book(aligned(nowMs + soonMs + msPerDay + i * laterStepMs), past + soon + i)
  return people
}

function cast(world: World) {
  const people = addSmallCast(world)
  const kinds = ['google_conference', 'zoom', 'physical', 'outbound_call'] as const
  const types = kinds.map((kind, i) =>
    world.addEventType({
      name: ['Erstgespräch', 'Jahresgespräch', 'Beratung im Büro', 'Kurzer Anruf'][i] ?? 'Beratung',
      hosts: [people.adviser],
      durationMinutes: 30,
      locations: [{ kind, text: kind === 'physical' ? 'Lindenstraße 12, Berlin' : null }],
      locale: 'de',
    }),
  )
  return { people, types }
}

function step(spanMs: number, count: number): number {
  return count === 0 ? 0 : spanMs / count
}

function aligned(ms: number): number {
  return Math.ceil(ms / slotMs) * slotMs
}
