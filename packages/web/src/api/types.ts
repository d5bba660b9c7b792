/*
 * The API's shapes as far as the page uses them. `npm run -w packages/web types` will write them from /openapi.json;
 * until that document names its answers they are kept by hand, equal to the engine's contract.
 */

/** ISO 8601 in UTC with up to six fraction digits. */
export type Instant = string

export interface Problem {
  readonly code: string
  readonly message: string
  readonly nextStep: string
  readonly since: Instant
}

export interface Coverage {
  readonly from: Instant
  readonly to: Instant
  readonly completeAsOf: Instant | null
}

export interface AccountStatus {
  readonly id: string
  readonly email: string | null
  readonly name: string | null
  readonly role: string | null
  readonly plan: string | null
  readonly connectedBy: 'installation' | 'token' | 'oauth'
  /** What its token may not do. */
  readonly missing: readonly Omit<Problem, 'since'>[]
  readonly state: 'active' | 'paused' | 'reconnect' | 'limited' | 'failing'
  readonly lastSyncedAt: Instant | null
  readonly completeAsOf: Instant | null
  readonly coverage: readonly Coverage[]
  readonly nextSyncAt: Instant | null
  readonly syncIntervalMinutes: number
  readonly webhook: {
    readonly state: 'active' | 'failing' | 'disabled' | 'impossible' | 'off'
    readonly lastDeliveryAt: Instant | null
    readonly failingSince: Instant | null
    readonly disabledAt: Instant | null
    /** Why it is not active. */
    readonly problem: Omit<Problem, 'since'> | null
  }
  readonly problem: Problem | null
}

export interface Status {
  readonly connected: boolean
  /** The simulator plays Calendly: nothing on the page is real. */
  readonly demo?: boolean
  /** How further accounts can be connected. */
  readonly connectBy: readonly ('token' | 'oauth')[]
  readonly completeAsOf: Instant | null
  readonly coverage: readonly Coverage[]
  readonly accounts: readonly AccountStatus[]
  readonly problem: Problem | null
}

export type RunState = 'queued' | 'running' | 'waiting' | 'succeeded' | 'partial' | 'failed'

export interface RunProgress {
  readonly done: number
  readonly total: number | null
  readonly secondsLeft: number | null
  readonly doing: string
}

interface RunFacts {
  readonly id: string
  readonly trigger: string
  readonly state: RunState
  readonly new: number
  readonly updated: number
  readonly deleted: number
  readonly unchanged: number
  readonly errors: readonly { readonly code: string; readonly message: string }[]
  readonly requests: number
  readonly startedAt: Instant | null
  readonly finishedAt: Instant | null
  readonly durationMs: number | null
}

export interface Run extends RunFacts {
  readonly queuedAt: Instant
  readonly accounts: readonly (RunFacts & {
    readonly accountId: string
    readonly progress: RunProgress | null
  })[]
}

export interface Attendee {
  readonly name: string | null
  readonly email: string | null
  readonly status: string
  readonly noShow: boolean
  readonly isGuest: boolean
}

export interface Meeting {
  readonly id: string
  readonly calendlyAccountId: string
  readonly accountIds: readonly string[]
  readonly calendlyEventUuid: string
  readonly title: string
  readonly startTime: Instant
  readonly endTime: Instant
  readonly status: string
  readonly isDeleted: boolean
  readonly deletedAt: Instant | null
  readonly deletedReason: 'canceled' | 'reassigned' | 'gone' | null
  readonly locationText: string | null
  readonly joinUrl: string | null
  readonly attendees: readonly Attendee[] | null
  readonly cancelReason: string | null
  readonly canceledBy: string | null
  readonly rescheduledFrom: string | null
  readonly rescheduledTo: string | null
  readonly updatedAt: Instant
}

export type MeetingView = 'upcoming' | 'past' | 'cancelled' | 'no-show'

export interface Page<Row> {
  readonly data: readonly Row[]
  readonly nextCursor: string | null
}

export interface Change {
  readonly seq: number
  readonly at: Instant
  readonly kind: string
  readonly cause: string
  readonly runId: string | null
  readonly before: Readonly<Record<string, unknown>> | null
  readonly after: Readonly<Record<string, unknown>>
}

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
  readonly cancelReason: string | null
  readonly canceledBy: string | null
}

export interface MeetingDetail extends Meeting {
  readonly hosts: readonly { readonly name: string | null; readonly email: string | null }[]
  readonly notes: string | null
  readonly invitees: readonly InviteeDetail[]
  readonly chain: readonly Pick<Meeting, 'id' | 'startTime' | 'status'>[]
  readonly history: readonly Change[]
}
