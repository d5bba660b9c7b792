import type { SimulatorClock } from '../clock.ts'
import { idOf, newId, uriOf } from '../ids.ts'
import type { Random } from '../random.ts'
import { microsPerMs } from '../stamps.ts'
import type { Listener } from './happening.ts'
import type {
  EventRecord,
  EventType,
  Group,
  InviteeRecord,
  Membership,
  Organization,
  Subscription,
  User,
} from './records.ts'
import { createTimeline, type Timeline } from './timeline.ts'
import { lastChangeUs } from './views.ts'

/** What no public source settles about Calendly. Each can be turned, so that nothing comes to depend on it. */
export interface Quirks {
  /** A further booking or a single cancellation of a group moves the event's `updated_at`. */
  groupChangeMovesEvent: boolean
  /** A change of host moves the event's `updated_at`. */
  reassignMovesEvent: boolean
  /** A change of guests or notes moves the event's `updated_at`. */
  guestMovesEvent: boolean
  /** A group event whose last invitee leaves becomes canceled. */
  emptyGroupDies: boolean
  /** `min_start_time` includes that moment. */
  minStartInclusive: boolean
  /** `max_start_time` includes that moment. */
  maxStartInclusive: boolean
  /** A page token is refused unless the filters are spelled as in `next_page`. */
  tokenNeedsCanonicalFilters: boolean
  /** How long a page token lives, in milliseconds of the simulator's clock. */
  pageTokenLifeMs: number
  /** Each retry of a webhook message is signed with the time of that attempt; else with that of the first one. */
  retriesResign: boolean
  /** `invitees_counter` in a webhook message is that of the moment of sending; else of what the message tells. */
  counterAtSend: boolean
  /** Webhooks need a paid plan, as until November 2026. */
  webhooksNeedPaidPlan: boolean
  /** Messages of a subscription that an app made are signed with the app's key; else with the one it gave. */
  appKeySigns: boolean
  /** Status of `invalid_grant`: Calendly names both. */
  invalidGrantStatus: 400 | 401
  /** A refresh token that comes twice ends its whole grant. */
  refreshReuseRevokes: boolean
  /** How long after its first attempt a message is sent again; each further wait is twice as long. */
  firstRetryMs: number
}

export const defaultQuirks: Quirks = {
  groupChangeMovesEvent: true,
  reassignMovesEvent: false,
  guestMovesEvent: false,
  emptyGroupDies: false,
  minStartInclusive: true,
  maxStartInclusive: false,
  tokenNeedsCanonicalFilters: false,
  pageTokenLifeMs: Number.POSITIVE_INFINITY,
  retriesResign: true,
  counterAtSend: true,
  webhooksNeedPaidPlan: false,
  appKeySigns: true,
  invalidGrantStatus: 400,
  refreshReuseRevokes: false,
  firstRetryMs: 60_000,
}

export interface WorldState {
  readonly clock: SimulatorClock
  readonly random: Random
  readonly quirks: Quirks
  /** Set while history is being written: verbs happen at this moment instead of now. */
  pretendedNowMs: number | undefined
  nextSeq: number
  readonly organizations: Map<string, Organization>
  readonly users: Map<string, User>
  readonly memberships: Map<string, Membership>
  readonly groups: Map<string, Group>
  readonly eventTypes: Map<string, EventType>
  readonly events: Map<string, EventRecord>
  readonly noShows: Map<string, { event: EventRecord; invitee: InviteeRecord }>
  readonly everything: Timeline
  readonly byOrganization: Map<Organization, Timeline>
  readonly byHost: Map<User, Timeline>
  readonly subscriptions: Map<string, Subscription>
  /** Learns of what webhooks tell; see `tell.ts`. */
  listener: Listener | undefined
}

export function createState(clock: SimulatorClock, random: Random, quirks: Quirks): WorldState {
  return {
    clock,
    random,
    quirks,
    pretendedNowMs: undefined,
    nextSeq: 0,
    organizations: new Map(),
    users: new Map(),
    memberships: new Map(),
    groups: new Map(),
    eventTypes: new Map(),
    events: new Map(),
    noShows: new Map(),
    everything: createTimeline(),
    byOrganization: new Map(),
    byHost: new Map(),
    subscriptions: new Map(),
    listener: undefined,
  }
}

export function nowMs(state: WorldState): number {
  return state.pretendedNowMs ?? state.clock.now()
}

/** Now, to a believable microsecond. */
export function stampUs(state: WorldState): number {
  return Math.floor(nowMs(state)) * microsPerMs + state.random.int(0, 999)
}

/** The latest microsecond of the present millisecond: what has been planned up to now has happened. */
export function presentUs(state: WorldState): number {
  return Math.floor(nowMs(state)) * microsPerMs + microsPerMs - 1
}

/** Moves the event's `updated_at` to now, always forward, also past a push that has happened meanwhile. */
export function touch(state: WorldState, event: EventRecord, us: number = stampUs(state)): void {
  event.updatedUs = Math.max(us, lastChangeUs(event, presentUs(state)) + 1)
}

export function freshId(state: WorldState): string {
  return newId(state.random)
}

export function timelineOf<K>(timelines: Map<K, Timeline>, key: K): Timeline {
  let timeline = timelines.get(key)
  if (!timeline) {
    timeline = createTimeline()
    timelines.set(key, timeline)
  }
  return timeline
}

/** Enters the event in every list that shows it. */
export function index(state: WorldState, event: EventRecord): void {
  state.everything.add(event)
  timelineOf(state.byOrganization, event.organization).add(event)
  for (const host of event.hosts) timelineOf(state.byHost, host).add(event)
}

/** Takes the event out of every list; call it before hosts or start change. */
export function unindex(state: WorldState, event: EventRecord): void {
  state.everything.remove(event)
  timelineOf(state.byOrganization, event.organization).remove(event)
  for (const host of event.hosts) timelineOf(state.byHost, host).remove(event)
}

export function findUser(state: WorldState, uri: string): User {
  return found(state.users.get(idOf(uri)), 'user', uri)
}

export function findOrganization(state: WorldState, uri: string): Organization {
  return found(state.organizations.get(idOf(uri)), 'organization', uri)
}

export function findEventType(state: WorldState, uri: string): EventType {
  return found(state.eventTypes.get(idOf(uri)), 'event type', uri)
}

export function findEvent(state: WorldState, uri: string): EventRecord {
  return found(state.events.get(idOf(uri)), 'event', uri)
}

export function findSubscription(state: WorldState, uri: string): Subscription {
  return found(state.subscriptions.get(idOf(uri)), 'webhook subscription', uri)
}

export function findInvitee(state: WorldState, uri: string): { event: EventRecord; invitee: InviteeRecord } {
  const path = /scheduled_events\/([^/]+)\/invitees\/([^/]+)$/.exec(uri)
  const event = state.events.get(path?.[1] ?? '')
  const invitee = event?.invitees.find((one) => one.id === path?.[2])
  if (!event || !invitee) throw new WorldError(`there is no invitee ${uri}: give the invitee's full URI`)
  return { event, invitee }
}

export function membershipOf(
  state: WorldState,
  user: User,
  organization: Organization,
): Membership | undefined {
  for (const membership of state.memberships.values()) {
    if (membership.user === user && membership.organization === organization) return membership
  }
  return undefined
}

export function userUri(user: User): string {
  return uriOf('users', user.id)
}

/** A verb that the world cannot do: the slot is full, the thing does not exist. */
export class WorldError extends Error {
  override name = 'WorldError'
}

function found<T>(thing: T | undefined, noun: string, uri: string): T {
  if (thing === undefined) throw new WorldError(`there is no ${noun} ${uri} in this world`)
  return thing
}
