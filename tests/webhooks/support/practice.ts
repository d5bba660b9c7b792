import type { Booked, Simulator } from 'calendly-simulator'

const dayMs = 86_400_000
const halfHourMs = 1_800_000

/** Meetings of the adviser: `past` have ended within the last days, `ahead` are to come. */
interface Agenda {
  readonly past: readonly Booked[]
  readonly ahead: readonly Booked[]
}

let booked = 0

/** Books a meeting with somebody new, so many half hours from now. */
export function book({ world, people }: Simulator, halfHours: number): Booked {
  booked += 1
  return world.book({
    host: people.adviser,
    start: (Math.floor(world.now() / halfHourMs) + halfHours) * halfHourMs,
    durationMinutes: 30,
    location: { kind: 'physical', text: `Room ${booked}` },
    invitee: { name: `Client ${booked}`, email: `client${booked}@example.com`, timezone: 'Europe/Berlin' },
  })
}

/** Ten meetings of the last days and twenty of the next. */
export function fillAgenda(simulator: Simulator): Agenda {
  const { world } = simulator
  const bookedAt = world.now() - 10 * dayMs
  const past = Array.from({ length: 10 }, (_, i) =>
    world.at(bookedAt, () => book(simulator, 5 * 48 + i * 20)),
  )
  const ahead = Array.from({ length: 20 }, (_, i) => world.at(bookedAt, () => book(simulator, 12 * 48 + i)))
  return { past, ahead }
}

/**
 * Fifty things happen: twenty bookings, ten moves, ten cancellations, ten no-shows; then so much time passes that every
 * calendar entry is made and nothing changes by itself any more.
 *
 * @param kinds.noShows - false: ten more bookings instead; a mirror that only polls looks for no-shows at fixed times.
 */
export function live(simulator: Simulator, agenda: Agenda, { noShows = true } = {}): void {
  const { world, clock } = simulator
  for (let i = 0; i < 20; i++) book(simulator, 96 + i)
  for (const [i, { invitee }] of agenda.ahead.slice(0, 10).entries())
    world.reschedule(invitee, Math.floor(world.now() / halfHourMs) * halfHourMs + (20 + i) * dayMs)
  for (const { event } of agenda.ahead.slice(10)) world.cancelEvent(event, { reason: 'ill' })
  for (const { invitee } of agenda.past) {
    if (noShows) world.markNoShow(invitee)
    else book(simulator, 200 + booked)
  }
  clock.advance(30_000)
}
