/*
 * The shapes that the outside relies on: camelCase, instants as ISO 8601 text in UTC with up to six fraction digits.
 * A change here is a change of the public API.
 */

/** ISO 8601 in UTC, e.g. `2026-11-22T21:05:00.123456Z`; never through a JavaScript `Date`. */
export type Instant = string

export type AccountState = 'active' | 'paused' | 'reconnect' | 'limited' | 'failing'

/** Why something is not as it should be, what that means, and what to do about it. */
export interface Problem {
  readonly code: string
  readonly message: string
  readonly nextStep: string
  readonly since: Instant
}

/** Start times in [from, to) are mirrored completely up to the moment `completeAsOf`. */
export interface Coverage {
  readonly from: Instant
  readonly to: Instant
  readonly completeAsOf: Instant | null
}

/** How quiet a subscription is, and how long it has until Calendly disables it. */
export interface WebhookSilence {
  /** Since the last delivery; null: there was none yet. */
  readonly silentForSeconds: number | null
  /** The longest silence among its last 200 deliveries; null: too few to tell, or nobody's in particular was asked for. */
  readonly usualSilenceSeconds: number | null
  /** Calendly disables a subscription after 24 h of failures; null: it is not failing. */
  readonly secondsUntilDisabled: number | null
  /** Path of its URL; null where the token is the installation's and somebody else than its operator asks, or there is none. */
  readonly endpoint: string | null
}

export interface AccountStatus {
  readonly id: string
  readonly email: string | null
  readonly name: string | null
  readonly role: string | null
  /** Of its organization: `basic`, `essentials`, …; null: not known. */
  readonly plan: string | null
  /** Whose token reads it: the installation's, one that the user has pasted, or his sign-in at Calendly. */
  readonly connectedBy: 'installation' | 'token' | 'oauth'
  /** What the token may not do, what that means, and what would help. */
  readonly missing: readonly Omit<Problem, 'since'>[]
  readonly state: AccountState
  readonly lastSyncedAt: Instant | null
  readonly completeAsOf: Instant | null
  readonly coverage: readonly Coverage[]
  readonly nextSyncAt: Instant | null
  readonly syncIntervalMinutes: number
  /** When a meeting of it last differed from before. */
  readonly lastChangeAt: Instant | null
  /** Calls to Calendly that may still begin within the next minute, and what a minute allows in all. */
  readonly callsLeft: number | null
  readonly callsLimit: number | null
  readonly webhook: {
    readonly state: 'active' | 'failing' | 'disabled' | 'impossible' | 'off'
    readonly lastDeliveryAt: Instant | null
    readonly failingSince: Instant | null
    readonly disabledAt: Instant | null
    /** Why it is not active. */
    readonly problem: Omit<Problem, 'since'> | null
  } & WebhookSilence
  readonly problem: Problem | null
}

/** One delivery of a webhook. */
export interface Delivery {
  readonly id: string
  readonly receivedAt: Instant
  /** When it was signed, by Calendly's clock. */
  readonly signedAt: Instant | null
  /** When it got its outcome. */
  readonly settledAt: Instant | null
  /** Calendly's name of it, such as `invitee.created`; null when it has none. */
  readonly kind: string | null
  readonly verified: boolean
  readonly outcome: DeliveryOutcome
  /** Code of what there is to say about the outcome, and the same in words. */
  readonly reason: string | null
  readonly message: string | null
  /** How often it was tried. */
  readonly attempts: number
  /** How often the same bytes came. */
  readonly seen: number
  /** Calendly's identifier of the event it speaks of. */
  readonly eventUuid: string | null
}

export interface DeliveryDetail extends Delivery {
  /** The body as it came: JSON where it is that, else text; null for operators whom it does not concern. */
  readonly payload: unknown
  /** Personal data in `payload` is hidden; asked for with `reveal`, it is shown, and that is noted. */
  readonly isMasked: boolean
  /** The viewer's own meeting that it speaks of. */
  readonly meetingId: string | null
  readonly headers: Readonly<Record<string, string>> | null
}

/** A subscription of this installation, as last seen. */
export interface SubscriptionStatus extends WebhookSilence {
  readonly accountIds: readonly string[]
  readonly callbackUrl: string | null
  readonly scope: 'user' | 'organization' | null
  readonly state: AccountStatus['webhook']['state']
  readonly lastDeliveryAt: Instant | null
  readonly failingSince: Instant | null
  readonly disabledAt: Instant | null
  readonly checkedAt: Instant | null
  readonly problem: Omit<Problem, 'since'> | null
}

export interface Status {
  readonly connected: boolean
  /** The upcoming range, the oldest over the active accounts; null before a first import ended with its invitees. */
  readonly completeAsOf: Instant | null
  readonly coverage: readonly Coverage[]
  readonly accounts: readonly AccountStatus[]
  /** Why there are no accounts, when there are none. */
  readonly problem: Problem | null
}

/** Who of our users is which member of the Calendly organization. */
export interface Matching {
  readonly accounts: readonly (AccountStatus & { readonly userId: string; readonly calendlyUser: string })[]
  /** Users without any account, oldest first, at most 500. */
  readonly unmatchedUsers: readonly UnmatchedUser[]
  /** All of them. */
  readonly unmatchedUserCount: number
  /** Members of the organization, as far as the token sees them, whom nobody is linked with. */
  readonly unmatchedMembers: readonly UnmatchedMember[]
}

export interface UnmatchedUser {
  readonly id: string
  readonly email: string | null
  readonly problem: Omit<Problem, 'since'>
}

export interface UnmatchedMember {
  readonly uri: string
  readonly email: string | null
  readonly name: string | null
  readonly role: string | null
}

export type Trigger = 'schedule' | 'manual' | 'operator' | 'import' | 'reread' | 'webhook' | 'gap'
export type DeliveryOutcome = 'waiting' | 'applied' | 'duplicate' | 'superseded' | 'ignored' | 'failed'
export type RunState = 'queued' | 'running' | 'waiting' | 'succeeded' | 'partial' | 'failed'

export interface RunError {
  readonly code: string
  readonly message: string
}

export interface RunCounts {
  /** Meetings that appeared live. */
  readonly new: number
  /** Meetings with another visible change. */
  readonly updated: number
  /** Meetings that became or arrived cancelled. */
  readonly deleted: number
  readonly unchanged: number
}

export interface RunProgress {
  readonly done: number
  readonly total: number | null
  readonly secondsLeft: number | null
  /** What is being read, in words. */
  readonly doing: string
}

interface RunFacts extends RunCounts {
  readonly id: string
  readonly trigger: Trigger
  readonly state: RunState
  readonly errors: readonly RunError[]
  readonly requests: number
  readonly startedAt: Instant | null
  readonly finishedAt: Instant | null
  readonly durationMs: number | null
  /** While it waits for Calendly's limit: until when, as far as is known. */
  readonly waitingUntil: Instant | null
}

export interface AccountRun extends RunFacts {
  readonly accountId: string
  readonly userId: string
  readonly progress: RunProgress | null
}

export interface Run extends RunFacts {
  readonly queuedAt: Instant
  readonly accounts: readonly AccountRun[]
}

export interface Attendee {
  readonly name: string | null
  readonly email: string | null
  readonly status: string
  readonly noShow: boolean
  readonly isGuest: boolean
  readonly clientId: string | null
}

/** A row of `meetings` in camelCase. */
export interface Meeting {
  readonly id: string
  readonly userId: string
  readonly calendlyAccountId: string
  /** Accounts of the user that show it, oldest first; empty once they are disconnected. */
  readonly accountIds: readonly string[]
  readonly meetingSource: 'calendly'
  readonly calendlyEventUuid: string
  readonly title: string
  readonly startTime: Instant
  readonly endTime: Instant
  readonly status: string
  readonly isDeleted: boolean
  readonly deletedAt: Instant | null
  readonly deletedReason: 'canceled' | 'reassigned' | 'gone' | null
  readonly syncStatus: 'synced' | 'deleted'
  readonly location: Readonly<Record<string, unknown>> | null
  readonly locationText: string | null
  readonly joinUrl: string | null
  readonly attendees: readonly Attendee[] | null
  readonly cancelReason: string | null
  readonly canceledBy: string | null
  readonly rescheduledFrom: string | null
  readonly rescheduledTo: string | null
  readonly calendlyCreatedAt: Instant | null
  readonly calendlyUpdatedAt: Instant | null
  readonly createdAt: Instant
  readonly updatedAt: Instant
  /** Who gives it: of a round robin the one it was assigned to. */
  readonly hosts: readonly { readonly name: string | null; readonly email: string | null }[]
  /** URI of its event type; null where Calendly tells none. */
  readonly eventType: string | null
  /** Seats that are taken, and how many there are (null: no limit told); null as a whole where Calendly counts none. */
  readonly seats: { readonly taken: number; readonly limit: number | null } | null
  /** Has more seats than one. */
  readonly isGroup: boolean
  /** Where it stood before it was moved, oldest first. */
  readonly movedFrom: readonly { readonly id: string; readonly startTime: Instant }[]
  /** IANA name of the first client's zone; null where Calendly tells none. */
  readonly clientTimezone: string | null
  /** That of its account's person. */
  readonly hostTimezone: string | null
}

export type MeetingView = 'upcoming' | 'past' | 'cancelled' | 'no-show' | 'all'

/** What meetings are narrowed down by. */
export interface MeetingFilters {
  readonly view?: MeetingView
  readonly includeDeleted?: boolean
  /** `collapsed`: a meeting that was moved is one row, the last; views other than `no-show` leave the earlier ones out. */
  readonly chains?: 'collapsed'
  readonly from?: Instant
  readonly to?: Instant
  /** Words that all occur in title, place, names, addresses or answers. */
  readonly q?: string
  readonly clientId?: string
  readonly accountId?: string
  /** E-mail or Calendly user URI. */
  readonly host?: string
  /** Event type's URI, or the meeting's title. */
  readonly eventType?: string
  /** Calendly's type of the place, such as `zoom` or `physical`; `none`: without a place. */
  readonly location?: string
  readonly updatedSince?: Instant
}

export interface MeetingQuery extends MeetingFilters {
  readonly sort?: 'startTime' | '-startTime'
  readonly limit?: number
  readonly cursor?: string
}

/** What a user's meetings can be narrowed down to, each with how many there are. */
export interface MeetingFacets {
  /** By view, whatever `view` the filters name. */
  readonly tabs: {
    readonly upcoming: number
    readonly past: number
    readonly cancelled: number
    readonly noShow: number
    readonly all: number
  }
  /** `value` is what the filter `host` takes. */
  readonly hosts: readonly {
    readonly value: string
    readonly name: string | null
    readonly email: string | null
    readonly count: number
  }[]
  readonly eventTypes: readonly { readonly value: string; readonly title: string; readonly count: number }[]
  readonly locations: readonly { readonly value: string; readonly count: number }[]
  readonly accounts: readonly { readonly value: string; readonly count: number }[]
}

export interface Page<Row> {
  readonly data: readonly Row[]
  readonly nextCursor: string | null
}

export interface Change {
  /** Grows in the order in which changes became visible. */
  readonly seq: number
  readonly at: Instant
  readonly kind: string
  readonly meetingId: string
  readonly before: Readonly<Record<string, unknown>> | null
  readonly after: Readonly<Record<string, unknown>>
}

/** Something that a user sees has changed. `id` is the place in the history to go on from; null where there is none. */
export type LiveEvent =
  | {
      readonly id: string
      readonly event: 'meeting.changed'
      /** `meetingId` null: too much has changed to be told one by one; read everything again. */
      readonly data:
        | { readonly meetingId: string; readonly kind: string; readonly seq: number }
        | { readonly meetingId: null }
    }
  | { readonly id: null; readonly event: 'run.changed'; readonly data: { readonly runId: string } }
  | { readonly id: null; readonly event: 'account.changed'; readonly data: { readonly accountId: string } }
  | { readonly id: null; readonly event: 'delivery.changed'; readonly data: { readonly deliveryId?: string } }
  | { readonly id: null; readonly event: 'alert.changed'; readonly data: { readonly alertId: string } }

/** One seat of a meeting, as `GET /api/meetings/:id` shows it. */
export interface InviteeDetail {
  readonly id: string
  readonly email: string | null
  readonly name: string | null
  readonly status: string
  readonly timezone: string | null
  readonly noShow: boolean
  readonly answers: readonly { readonly question: string | null; readonly answer: string | null }[]
  readonly tracking: Readonly<Record<string, unknown>> | null
  readonly payment: Readonly<Record<string, unknown>> | null
  readonly rescheduledFrom: string | null
  readonly rescheduledTo: string | null
  readonly cancelReason: string | null
  readonly canceledBy: string | null
  /** Where this seat can be moved, by whoever has the link. */
  readonly rescheduleUrl: string | null
}

export interface MeetingDetail extends Meeting {
  readonly notes: string | null
  readonly invitees: readonly InviteeDetail[]
  /** The meetings that this one was moved from and to, oldest first, itself included. */
  readonly chain: readonly Pick<Meeting, 'id' | 'startTime' | 'status'>[]
  readonly history: readonly ExplainedChange[]
  /** Why the row is as it is. */
  readonly explanation: {
    /** The last change. */
    readonly writtenBy: Writing | null
    /** What was told of it and changed nothing, oldest first. */
    readonly ignored: readonly {
      readonly at: Instant
      readonly path: WritingPath
      readonly reason: string
      readonly message: string | null
      readonly deliveryId: string
    }[]
  }
}

/** How something got into a row: `sweep`, one list for several accounts; `reread`, the meeting read by itself. */
export type WritingPath = 'poll' | 'sweep' | 'webhook' | 'reread'

/** What wrote a row: a run, or a delivery. */
export interface Writing {
  readonly path: WritingPath
  readonly at: Instant
  readonly runId: string | null
  readonly deliveryId: string | null
}

export interface ExplainedChange extends Change, Writing {
  readonly cause: string
}

export interface SchedulerStatus {
  readonly isRunning: boolean
  readonly intervalMinutes: number
  readonly nextRunAt: Instant | null
  readonly lastRunAt: Instant | null
}
