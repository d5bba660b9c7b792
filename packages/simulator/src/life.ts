import type { Random } from './random.ts'
import { msPerDay, msPerMinute } from './stamps.ts'
import type { EventResource, InviteeResource } from './world/resources.ts'
import { WorldError } from './world/state.ts'
import type { World } from './world/world.ts'
import { personAt } from './worlds/names.ts'

/** What was done in one step, and to what. */
export interface Deed {
  verb: string
  /** URI of the event concerned; of the new one for `book` and `reschedule`. */
  event: string
  invitee?: string
}

const verbs = [
  'book',
  'book',
  'book',
  'join',
  'cancelEvent',
  'cancelInvitee',
  'reschedule',
  'reschedule',
  'reassignHost',
  'markNoShow',
  'unmarkNoShow',
  'addGuest',
  'changeLocation',
  'changeStartTime',
] as const

/**
 * Lets life happen: `steps` random deeds of all kinds, decided by `random` alone, so that the same numbers
 * give the same life. Meetings begin from two days ago to thirty days ahead.
 *
 * @param onDeed - called after each deed, such as to move the clock or to check a mirror.
 * @returns what was done; a step that found nothing to do is left out.
 */
export function live(world: World, random: Random, steps: number, onDeed?: (deed: Deed) => void): Deed[] {
  const deeds: Deed[] = []
  const events = world.events().map((event) => event.uri)
  for (let step = 0; step < steps; step++) {
    const deed = attempt(world, random, events)
    if (!deed) continue
    if (!events.includes(deed.event)) events.push(deed.event)
    deeds.push(deed)
    onDeed?.(deed)
  }
  return deeds
}

function attempt(world: World, random: Random, events: readonly string[]): Deed | undefined {
  const verb = random.pick(verbs)
  try {
    if (verb === 'book' || events.length === 0) return book(world, random)
    const event = world.event(random.pick(events))
    return event && doTo(world, random, verb, event)
  } catch (error) {
    // A full slot or a chain that came back to its own slot: nothing happened in this step.
    if (error instanceof WorldError) return undefined
    throw error
  }
}

function book(world: World, random: Random): Deed {
  const type = random.pick(world.eventTypes().filter((one) => one.active))
  const booked = world.book({
    eventType: type.uri,
    start: someStart(world, random),
    invitee: personAt()(random.int(0, 39)),
  })
  return { verb: 'book', ...booked }
}

function doTo(
  world: World,
  random: Random,
  verb: Exclude<(typeof verbs)[number], 'book'>,
  event: EventResource,
): Deed | undefined {
  const deed = { verb, event: event.uri }
  const invitees = world.invitees(event.uri)
  const active = invitees.filter((one) => one.status === 'active')
  switch (verb) {
    case 'join': {
      if (event.status === 'canceled' || event.invitees_counter.limit === 1) return undefined
      const invitee = personAt()(random.int(0, 39))
      return { verb, ...world.book({ eventType: event.event_type, start: event.start_time, invitee }) }
    }
    case 'cancelEvent':
      if (event.status === 'canceled') return undefined
      world.cancelEvent(event.uri, { reason: 'Host is away' })
      return deed
    case 'cancelInvitee':
      return withOne(random, active, ({ uri }) => {
        world.cancelInvitee(uri, { reason: null })
        return { ...deed, invitee: uri }
      })
    case 'reschedule':
      return withOne(random, active, ({ uri }) => ({
        verb,
        ...world.reschedule(uri, someStart(world, random), { by: random.pick(['host', 'invitee']) }),
      }))
    case 'reassignHost': {
      const from = event.event_memberships[0]?.user
      if (from === undefined || event.status === 'canceled') return undefined
      world.reassignHost(event.uri, { from, to: random.pick(world.users()).uri })
      return deed
    }
    case 'markNoShow':
      return withOne(random, active, ({ uri }) => {
        world.markNoShow(uri)
        return { ...deed, invitee: uri }
      })
    case 'unmarkNoShow': {
      const marked = invitees.filter((one) => one.no_show !== null)
      return withOne(random, marked, ({ uri }) => {
        world.unmarkNoShow(uri)
        return { ...deed, invitee: uri }
      })
    }
    case 'addGuest':
      world.addGuest(event.uri, `guest${random.int(1, 99)}@guests.example`)
      return deed
    case 'changeLocation': {
      const places = [{ kind: 'zoom' }, { kind: 'physical', text: 'Markt 5' }, null] as const
      world.changeLocation(event.uri, random.pick(places))
      return deed
    }
    case 'changeStartTime':
      if (event.status === 'canceled') return undefined
      world.changeStartTime(event.uri, someStart(world, random))
      return deed
  }
}

function withOne(
  random: Random,
  invitees: readonly InviteeResource[],
  act: (invitee: InviteeResource) => Deed,
): Deed | undefined {
  return invitees.length === 0 ? undefined : act(random.pick(invitees))
}

// Full half hours, few enough that group slots meet again.
function someStart(world: World, random: Random): number {
  const stepMs = 30 * msPerMinute
  return (
    Math.floor((world.now() + random.int(-2, 30) * msPerDay) / stepMs) * stepMs + random.int(0, 4) * stepMs
  )
}
