/** Whose call it is: a person waits for it, or nobody does. */
export type Priority = 'person' | 'background'

export interface Lease {
  /** Calls granted; at least 1. */
  granted: number
  /** The first may be sent this many milliseconds from now. */
  waitMs: number
  /** Each further one this many milliseconds later. */
  spacingMs: number
  /** The limit the store reckons with. */
  limitPerMinute: number
}

export interface LimitFact {
  limitPerMinute?: number
  /** Calls left in Calendly's window; told only when it is lower than our own sending explains. */
  remaining?: number
  /** Nothing may be sent for so many milliseconds. */
  blockedForMs?: number
}

/**
 * What is remembered of one Calendly bucket. Times are milliseconds of one clock.
 *
 *   place: every call takes the next free place, places lie one spacing apart
 *
 *   now        nextAt
 *    ├──●──●──●──┤──○──○──          ● taken by background calls, sent at their places
 *    ▲                              ▲ a person's call: sent now, its place is the next free one, paid later by
 *                                     background calls that start behind it
 */
export interface PaceState {
  limitPerMinute: number
  /** The next free place. */
  nextAt: number
  /** Places of people's calls that still lie ahead: calls sent before their turn. At most a handful. */
  personPlaces: number[]
  /** Nothing goes before this: Calendly said 429. */
  blockedUntil: number
  /** No background call goes before this: others have used up the window. */
  heldUntil: number
}

export const freshPace = (limitPerMinute: number): PaceState => ({
  limitPerMinute,
  nextAt: Number.NEGATIVE_INFINITY,
  personPlaces: [],
  blockedUntil: Number.NEGATIVE_INFINITY,
  heldUntil: Number.NEGATIVE_INFINITY,
})

/** A leased place may be used this much after its time; later it is void. The pace leaves room for exactly that. */
export const placeValidForMs = 500

/** People's calls that may be sent before their turn: one in a hundred of the limit. */
export function peopleAhead(limitPerMinute: number): number {
  return limitPerMinute >= 10 ? Math.max(1, Math.floor(limitPerMinute / 100)) : 0
}

/**
 * Milliseconds from one place to the next: 98 % of the limit, and always so that in no 60 s more calls are sent than the
 * limit: places in 60.5 s (a place is valid 0.5 s) + 1 for the edge + people's calls sent ahead of their place.
 */
export function spacingMs(limitPerMinute: number): number {
  const ahead = peopleAhead(limitPerMinute)
  const perMinute = Math.min(limitPerMinute * 0.98, ahead > 0 ? limitPerMinute - 1 - ahead : limitPerMinute)
  return 60_000 / perMinute
}

/** The largest block a process leases: ten calls, or half a second's worth where that is more. */
export function largestBlock(limitPerMinute: number): number {
  return Math.max(10, Math.ceil(limitPerMinute / 120))
}

/** Grants up to `want` places (a person gets one) and says when they are. */
export function leasePlaces(
  state: PaceState,
  now: number,
  want: number,
  priority: Priority,
): { lease: Lease; state: PaceState } {
  const spacing = spacingMs(state.limitPerMinute)
  const facts = { spacingMs: spacing, limitPerMinute: state.limitPerMinute }
  const personPlaces = state.personPlaces.filter((place) => place > now)
  const open = Math.max(now, state.blockedUntil)
  if (priority === 'background') {
    const granted = Math.max(1, Math.min(Math.floor(want), largestBlock(state.limitPerMinute)))
    const first = Math.max(open, state.nextAt, state.heldUntil)
    return {
      lease: { granted, waitMs: first - now, ...facts },
      state: { ...state, personPlaces, nextAt: first + granted * spacing },
    }
  }
  const place = Math.max(open, state.nextAt)
  const at = Math.max(open, Math.min(place, turnOfPerson(personPlaces, state.limitPerMinute)))
  return {
    lease: { granted: 1, waitMs: at - now, ...facts },
    state: {
      ...state,
      personPlaces: [...personPlaces, place].filter((p) => p > now),
      nextAt: place + spacing,
    },
  }
}

// With as many people's calls ahead as allowed, the next one waits until the oldest of them has come to its place.
function turnOfPerson(personPlaces: number[], limitPerMinute: number): number {
  const ahead = peopleAhead(limitPerMinute)
  if (ahead === 0) return Number.POSITIVE_INFINITY
  return personPlaces.at(-ahead) ?? Number.NEGATIVE_INFINITY
}

/**
 * Takes in what an answer told.
 *
 * @param msToNextMinute - until the wall clock's next full minute: Calendly's windows look aligned to it.
 */
export function learnFact(state: PaceState, now: number, fact: LimitFact, msToNextMinute: number): PaceState {
  const usedUp = fact.remaining !== undefined && fact.remaining <= 1
  return {
    ...state,
    limitPerMinute: fact.limitPerMinute ?? state.limitPerMinute,
    blockedUntil: Math.max(state.blockedUntil, now + (fact.blockedForMs ?? Number.NEGATIVE_INFINITY)),
    heldUntil: usedUp ? Math.max(state.heldUntil, now + msToNextMinute + 500) : state.heldUntil,
  }
}

/**
 * Calls that may still begin within the next minute. Places that are leased already are gone, whether or not they are
 * used; with nothing ahead the whole limit is there.
 */
export function callsLeft({ limitPerMinute, ...state }: PaceState, now: number): number {
  const opensAt = Math.max(now, state.nextAt, state.blockedUntil, state.heldUntil)
  return Math.max(0, Math.floor(limitPerMinute * (1 - (opensAt - now) / 60_000)))
}
