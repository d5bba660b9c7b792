import type { Random } from '../random.ts'
import { msPerDay } from '../stamps.ts'
import type { CalendarKind, Role } from '../world/records.ts'
import type { World } from '../world/world.ts'
import { createAgenda } from './agenda.ts'
import { germanTime, isWorkday } from './calendar.ts'
import { personAt } from './names.ts'
import { type Offer, office } from './offers.ts'
import type { People } from './people.ts'
import { planGroup, planVisit } from './visits.ts'

const headcount = 50
const daysBack = 365
const daysAhead = 60
const calendars: readonly (CalendarKind | null)[] = ['google', 'outlook', 'exchange', null]

interface Desk {
  host: string
  offers: Offer[]
}

/**
 * A firm of fifty: an owner, two admins and advisers, who have meetings of their own and share round-robin,
 * collective and group types; some round-robin meetings change hands.
 */
export function seedFirm(world: World, random: Random, nowMs: number): People {
  const agenda = createAgenda()
  const person = personAt()
  const { organization, staff, desks, shared } = world.at(nowMs - 800 * msPerDay, () => {
    const organization = world.addOrganization({ name: 'Nordlicht Finanzplanung' })
    const staff = Array.from({ length: headcount }, (_, i) => hire(world, random, organization, i))
    const desks = staff.map((host, i) => ({ host, offers: [ownOffer(world, host, i)] }))
    return { organization, staff, desks, shared: sharedOffers(world, staff) }
  })
  const meet = (startMs: number, offer: Offer, host: string | undefined) => {
    const visit = { world, random, agenda, nowMs, offer, startMs, host }
    const client = () => person(random.int(0, 799))
    if (offer.isGroup) planGroup(visit, [client(), client(), client(), client()])
    else planVisit(visit, client())
  }
  for (let day = -daysBack; day <= daysAhead; day++) {
    if (!isWorkday(germanTime(nowMs, day, 12))) continue
    const chance = day < 0 ? 0.07 : 0.2
    for (const desk of desks) bookDesk(desk, day, chance)
    if (random.chance(0.5)) meet(germanTime(nowMs, day, random.int(9, 16)), random.pick(shared), undefined)
  }
  agenda.play(world, nowMs)
  handOver(world, random, staff)
  world.addGroup({
    name: 'Privatkunden',
    organization,
    members: staff.slice(3, 13),
    admins: staff.slice(3, 4),
  })
  return {
    organization,
    admin: staff[0] ?? '',
    adviser: staff[5] ?? '',
    member: staff[6] ?? '',
  }

  function bookDesk({ host, offers }: Desk, day: number, chance: number): void {
    if (!random.chance(chance)) return
    meet(germanTime(nowMs, day, random.int(9, 16), random.pick([0, 30])), random.pick(offers), host)
  }
}

function hire(world: World, random: Random, organization: string, number: number): string {
  // Staff are named like clients, from the far end of the list.
  const { name } = personAt()(480 - number)
  const role: Role = number === 0 ? 'owner' : number < 3 ? 'admin' : 'user'
  return world.addUser({
    name,
    email: `staff${number + 1}@nordlicht.example`,
    role,
    organization,
    locale: 'de',
    calendar: random.pick(calendars),
  })
}

function ownOffer(world: World, host: string, number: number): Offer {
  const places = [{ kind: 'google_conference' }, { kind: 'zoom' }, office, { kind: 'outbound_call' }] as const
  const eventType = world.addEventType({
    name: 'Beratungsgespräch',
    hosts: [host],
    durationMinutes: 45,
    locations: [places[number % places.length] ?? office],
    locale: 'de',
  })
  return { eventType, weight: 1, isGroup: false, details: () => ({}) }
}

function sharedOffers(world: World, staff: readonly string[]): Offer[] {
  const pool = (name: string, hosts: readonly string[], pooling: 'round_robin' | 'collective'): Offer => ({
    eventType: world.addEventType({ name, hosts, pooling, durationMinutes: 30, locale: 'de' }),
    weight: 1,
    isGroup: false,
    details: () => ({}),
  })
  const webinar = world.addEventType({
    name: 'Webinar Geldanlage',
    hosts: staff.slice(3, 4),
    seats: 25,
    durationMinutes: 60,
    locations: [{ kind: 'webex_conference' }],
    locale: 'de',
  })
  return [
    pool('Erstkontakt', staff.slice(3, 23), 'round_robin'),
    pool('Rückrufservice', staff.slice(10, 40), 'round_robin'),
    pool('Zweitmeinung zu zweit', staff.slice(4, 6), 'collective'),
    { eventType: webinar, weight: 1, isGroup: true, details: () => ({}) },
  ]
}

/** Every seventh round-robin meeting ahead goes to somebody else. */
function handOver(world: World, random: Random, staff: readonly string[]): void {
  const pooled = new Set(
    world.eventTypes().flatMap((type) => (type.pooling_type === 'round_robin' ? [type.uri] : [])),
  )
  for (const event of world.events()) {
    if (!pooled.has(event.event_type) || event.status === 'canceled' || !random.chance(1 / 7)) continue
    world.reassignHost(event.uri, { to: random.pick(staff.slice(3, 40)) })
  }
}
