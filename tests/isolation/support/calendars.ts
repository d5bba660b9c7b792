import { randomBytes, randomInt } from 'node:crypto'
import type { Booked, Simulator } from 'calendly-simulator'
import type { Member } from './firm.ts'

/**
 * Meetings of the same people with words of their own in every field that a client or host can fill: whoever else sees
 * one of them has seen too much.
 */
export interface Calendar {
  /** Names of the users of ours who may see these meetings. */
  readonly of: readonly string[]
  /** URIs of the Calendly users who host them, all of them together. */
  readonly hosts: readonly string[]
  /** Stands in names, addresses, answers, places, reasons and notes. */
  readonly word: string
  /** Digits of the clients' telephone number. */
  readonly phone: string
}

const dayMs = 86_400_000
const halfHourMs = 1_800_000

/** One calendar for each Calendly user, one that ben and cleo share, and one that ben's two accounts share. */
export function fillCalendars(simulator: Simulator, members: readonly Member[]): Calendar[] {
  const host = (name: string, at = 0) =>
    members.find((member) => member.name === name)?.calendlyUsers[at] ?? ''
  const own = members.flatMap(({ name, calendlyUsers }) =>
    calendlyUsers.map((uri) => newCalendar([name], [uri])),
  )
  const calendars = [
    ...own,
    newCalendar(['ben', 'cleo'], [host('ben'), host('cleo')]),
    newCalendar(['ben'], [host('ben'), host('ben', 1)]),
  ]
  for (const calendar of calendars) fill(simulator, calendar)
  return calendars
}

function newCalendar(of: readonly string[], hosts: readonly string[]): Calendar {
  return { of, hosts, word: `w${randomBytes(5).toString('hex')}`, phone: `15${randomInt(1e8, 1e9)}` }
}

/** Past and future, canceled and moved, with and without guests: every table gets rows of everybody. */
function fill(simulator: Simulator, calendar: Calendar): void {
  const { world } = simulator
  world.at(world.now() - 20 * dayMs, () => {
    world.markNoShow(book(simulator, calendar, 5).invitee)
    for (const halfHours of [25 * 48, 26 * 48]) book(simulator, calendar, halfHours)
    world.reschedule(book(simulator, calendar, 27 * 48).invitee, startAt(simulator, 28 * 48), {
      reason: `moved ${calendar.word}`,
    })
    const { event } = book(simulator, calendar, 29 * 48)
    world.setNotes(event, `notes ${calendar.word}`)
    world.cancelEvent(event, { reason: `canceled ${calendar.word}` })
  })
}

let booked = 0

/** Somebody new books a meeting so many half hours from now. */
export function book(simulator: Simulator, { hosts, word, phone }: Calendar, halfHours = 24 * 2): Booked {
  booked += 1
  const { world } = simulator
  const person = `${word}n${booked}`
  return world.book({
    eventType: eventTypeOf(simulator, hosts),
    hosts,
    start: startAt(simulator, halfHours + booked),
    durationMinutes: 30,
    location: { kind: 'physical', text: `Room ${person}` },
    guests: [`${person}guest@example.com`],
    tracking: { utm_source: person },
    invitee: {
      name: `Client ${person}`,
      email: `${person}@example.com`,
      timezone: 'Europe/Berlin',
      text_reminder_number: `+49 ${phone}`,
      answers: [{ question: 'What about?', answer: `It is about ${person}`, position: 0 }],
    },
  })
}

function startAt({ world }: Simulator, halfHours: number): number {
  return (Math.floor(world.now() / halfHourMs) + halfHours) * halfHourMs
}

/** Each host has a type of meeting of his own; it is made with the first booking. */
function eventTypeOf({ world }: Simulator, hosts: readonly string[]): string {
  const [first = ''] = hosts
  const name = `Talk with ${first.split('/').at(-1)}`
  const known = world.eventTypes().find((type) => type.name === name)
  return known?.uri ?? world.addEventType({ name, hosts: [first], durationMinutes: 30 })
}
