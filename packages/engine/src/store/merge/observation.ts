import type { InviteeFact } from '../../resources/invitee.ts'
import type { ScheduledEventFact } from '../../resources/scheduled-event.ts'
import type { Fence } from '../fence.ts'

/** What one look at Calendly, or one word from it, tells: the only way anything gets into the mirror. */
export interface Observation {
  /** `read`: we asked, after noting `mark`. `webhook`: Calendly told, at an unknown moment. */
  readonly source: 'read' | 'webhook'
  /** `readMark()` from before the question was sent; of no meaning for webhooks. */
  readonly mark: bigint
  /** The webhook was `invitee_no_show.*`: no-shows move no stamp, so the row asks for a read. */
  readonly ofNoShow?: boolean
  /** It came from a list, which answers the question whether the account's list still shows the event. */
  readonly isListed?: boolean
  /** The account through which it was seen. */
  readonly accountId: string
  /** Users of ours that this observation may speak of, by the URI of their Calendly user. */
  readonly users: ReadonlyMap<string, string>
  /** Whose an event without hosts is: the user whose own list shows it. Absent: nobody's until it is read alone. */
  readonly hostlessOwner?: string
  readonly events: readonly ScheduledEventFact[]
  readonly invitees: readonly InviteeFact[]
  /** Uuids of events whose invitee list was read to its end for this observation. */
  readonly completeFor: readonly string[]
  /** Who is asking, for the history of changes. */
  readonly cause: Cause
  /** The run on whose behalf this is written. */
  readonly fence?: Fence
}

/** `client`: nobody told anything; a user has merged, taken apart or erased clients. */
export type Cause =
  | 'import'
  | 'tick'
  | 'recent'
  | 'history'
  | 'reread'
  | 'after-meeting'
  | 'webhook'
  | 'client'

/** An event as it concerns one user of ours. */
export interface PlacedEvent extends ScheduledEventFact {
  readonly user_id: string
  readonly presence: 'present' | 'reassigned'
}

/**
 * Whom each event belongs to: a row for every covered user among its hosts; for a covered user who had it and is
 * no host any more, the word that it was reassigned.
 *
 * @param holders - covered users that have a row of the event already, by event uuid.
 */
export function placeEvents(
  observation: Observation,
  holders: ReadonlyMap<string, readonly string[]>,
): PlacedEvent[] {
  return observation.events.flatMap((fact) => {
    const owners = ownersOf(fact, observation)
    const lost =
      fact.hosts.length === 0 ? [] : (holders.get(fact.uuid) ?? []).filter((user) => !owners.has(user))
    return [
      ...[...owners].map((user_id) => ({ ...fact, user_id, presence: 'present' as const })),
      ...lost.map((user_id) => ({ ...fact, user_id, presence: 'reassigned' as const })),
    ]
  })
}

function ownersOf(fact: ScheduledEventFact, observation: Observation): ReadonlySet<string> {
  if (fact.hosts.length === 0) return new Set(observation.hostlessOwner ? [observation.hostlessOwner] : [])
  return new Set(fact.hosts.flatMap(({ user }) => observation.users.get(user) ?? []))
}
