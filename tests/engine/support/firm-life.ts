import { type EventResource, type Random, type World, WorldError } from 'calendly-simulator'

const hourMs = 3_600_000

const verbs = [
  ...(['book', 'book', 'bookTogether', 'join', 'join', 'cancelEvent', 'cancelInvitee'] as const),
  ...(['reschedule', 'reassign', 'reassign', 'reassign', 'addGuest', 'move', 'erase'] as const),
]

/** What happens in a firm: meetings that lie ahead are booked, moved, shared, handed on, and end. */
export function liveInFirm(world: World, random: Random, hosts: readonly string[], steps: number): string[] {
  const done: string[] = []
  for (let step = 0; step < steps; step++) {
    const verb = random.pick(verbs)
    try {
      done.push(`${verb} ${act(world, random, hosts, verb)}`)
    } catch (error) {
      // A full group, a meeting that has ended, a slot that is the old one: nothing happens in this step.
      if (!(error instanceof WorldError)) throw error
    }
  }
  return done
}

function act(world: World, random: Random, hosts: readonly string[], verb: (typeof verbs)[number]): string {
  const start = () => world.now() + random.int(2, 1400) * (hourMs / 2)
  const name = `Client ${random.int(1, 60)}`
  const invitee = { name, email: `${name.replace(' ', '.').toLowerCase()}@client.example` }
  if (verb === 'book') {
    const eventType = random.pick(world.eventTypes().filter((type) => type.active)).uri
    return world.book({ eventType, start: start(), invitee }).event
  }
  if (verb === 'bookTogether') {
    const pair = [...new Set([random.pick(hosts), random.pick(hosts), random.pick(hosts)])]
    return world.book({ hosts: pair, start: start(), invitee }).event
  }
  const event = random.pick(ahead(world, hosts, verb === 'join'))
  const seats = world.invitees(event.uri).filter((one) => one.status === 'active')
  switch (verb) {
    case 'join':
      return world.book({ eventType: event.event_type, start: event.start_time, invitee }).event
    case 'cancelEvent':
      world.cancelEvent(event.uri, { reason: 'away' })
      return event.uri
    case 'cancelInvitee':
      world.cancelInvitee(random.pick(seats).uri, { reason: 'ill' })
      return event.uri
    case 'reschedule':
      return world.reschedule(random.pick(seats).uri, start()).event
    case 'reassign': {
      const from = random.pick(event.event_memberships).user
      // Mostly to somebody who is a user of ours too, sometimes to one who is not.
      const to = random.chance(0.8) ? random.pick(hosts) : random.pick(world.users()).uri
      world.reassignHost(event.uri, { from, to })
      return `${event.uri} to ${to}`
    }
    case 'addGuest':
      world.addGuest(event.uri, `guest${random.int(1, 20)}@guests.example`)
      return event.uri
    case 'move':
      world.changeStartTime(event.uri, start())
      return event.uri
    case 'erase':
      world.deleteEvent(event.uri)
      return event.uri
  }
}

function ahead(world: World, hosts: readonly string[], isGroup: boolean): EventResource[] {
  const fromMs = world.now() + hourMs
  const found = world.events().filter((event) => {
    const isOurs = event.event_memberships.some(({ user }) => hosts.includes(user))
    const fits = !isGroup || (event.invitees_counter.limit ?? 1) > 1
    return event.status === 'active' && fits && isOurs && Date.parse(event.start_time) > fromMs
  })
  if (found.length === 0) throw new WorldError('nothing lies ahead')
  return found
}
