import type { World } from '../world/world.ts'

/** What of the world can be called from outside, by name. */
const verbs = [
  'addOrganization',
  'addUser',
  'setRole',
  'removeUser',
  'addMember',
  'changePlan',
  'addGroup',
  'addEventType',
  'deleteEventType',
  'book',
  'cancelEvent',
  'cancelInvitee',
  'reschedule',
  'reassignHost',
  'addGuest',
  'setNotes',
  'changeLocation',
  'changeStartTime',
  'markNoShow',
  'unmarkNoShow',
  'deleteEvent',
  'anonymise',
  'events',
  'event',
  'invitees',
  'truthFor',
  'users',
  'organizations',
  'memberships',
  'eventTypes',
] as const satisfies readonly (keyof World)[]

/** Calls a verb of the world; undefined when there is none of that name. */
export function findVerb(world: World, name: string): ((args: readonly unknown[]) => unknown) | undefined {
  const verb = verbs.find((one) => one === name)
  return verb && ((args) => callable(world, verb)(...args))
}

// The arguments come from JSON that a person or a test wrote. Verbs look up what they are given and throw
// when it does not exist; a wrong shape is the caller's own fault and can harm nothing but this world.
function callable(world: World, verb: (typeof verbs)[number]): (...args: readonly unknown[]) => unknown {
  return world[verb] as (...args: readonly unknown[]) => unknown
}
