import type { Change, Instant, Meeting } from '../contract.ts'

/*
 * The shapes of clients, as the outside relies on them; the rest is in contract.ts.
 */

export interface Client {
  readonly id: string
  readonly email: string
  readonly name: string | null
  readonly phone: string | null
  readonly timezone: string | null
  readonly meetingCount: number
  readonly canceledCount: number
  readonly noShowCount: number
  readonly firstMeetingAt: Instant | null
  /** The last live meeting that has begun. */
  readonly lastMeetingAt: Instant | null
  readonly nextMeetingAt: Instant | null
  /** Of the meetings that have begun, how many the client did not come to: 0 to 1; null before the first. */
  readonly noShowRate: number | null
  /** Was never an invitee, only added to meetings of others. */
  readonly isGuest: boolean
  /** The user's own. */
  readonly notes: string | null
  /** Who said it: what the user has set wins. */
  readonly nameFrom: 'calendly' | 'you'
  readonly phoneFrom: 'calendly' | 'you'
}

export interface ClientDetail extends Client {
  /** Every address it is known by, the own first, and why it belongs to it. */
  readonly joined: readonly {
    /** The record of that address: what `unmerge` takes. */
    readonly clientId: string
    readonly email: string
    /** When it was first booked with, or merged. */
    readonly at: Instant | null
    readonly how: 'same e-mail' | 'merged by you'
  }[]
  /** Newest first. */
  readonly meetings: readonly Meeting[]
}

export type SuggestionDecision = 'open' | 'accepted' | 'rejected'

/** Two clients that may be one person. */
export interface ClientSuggestion {
  readonly id: string
  readonly decision: SuggestionDecision
  readonly decidedAt: Instant | null
  readonly reasons: readonly {
    readonly code: 'same_name' | 'same_phone' | 'same_address'
    readonly message: string
  }[]
  /** The one that stays when they become one, then the other. */
  readonly clients: readonly Pick<Client, 'id' | 'name' | 'email' | 'phone'>[]
}

/** Everything that is kept of a client, for the client. */
export interface ClientExport {
  readonly exportedAt: Instant
  readonly client: Omit<ClientDetail, 'meetings'>
  /** With none but the client among the attendees. */
  readonly meetings: readonly Meeting[]
  /** Every seat, with answers and what Calendly sent. */
  readonly seats: readonly Readonly<Record<string, unknown>>[]
  /** When meetings of the client changed, and how. */
  readonly changes: readonly Pick<Change, 'seq' | 'at' | 'kind' | 'meetingId'>[]
}
