import type { TransportTimeouts } from '../calendly/transport.ts'
import type { Clock } from '../clock.ts'
import type {
  Client,
  ClientDetail,
  ClientExport,
  ClientSuggestion,
  SuggestionDecision,
} from '../contract/clients.ts'
import type { Insights, InsightsQuery } from '../contract/insights.ts'
import type { RunChange } from '../contract/run-change.ts'
import type {
  AccountState,
  AccountStatus,
  Change,
  Instant,
  LiveEvent,
  Meeting,
  MeetingDetail,
  MeetingFacets,
  MeetingFilters,
  MeetingQuery,
  Page,
  Run,
  RunCounts,
  SchedulerStatus,
  Status,
} from '../contract.ts'
import type { Alerts } from '../contract-alerts.ts'
import type { Operations } from '../contract-operations.ts'
import type { Window } from '../flows/plan.ts'
import type { Log } from '../log.ts'
import type { EncryptionKey } from '../secrets.ts'
import type { SuggestionQuery } from '../store/clients/suggestions.ts'
import type { ClientChange } from '../store/clients/update.ts'
import type { Export } from '../store/exports.ts'
import type { ClientQuery } from '../store/read/clients.ts'
import type { InboxFigures } from '../store/read/inbox.ts'
import type { RunQuery, Viewer } from '../store/read/runs.ts'
import type { SessionKind } from '../store/sessions.ts'
import type { Activity } from './activity.ts'
import type { Feed } from './feed.ts'
import type { Keys } from './keys.ts'
import type { Linking } from './linking.ts'
import type { Receiver } from './receive.ts'
import type { Webhooks } from './webhooks.ts'

export interface SyncOptions {
  readonly database: {
    /** Postgres 14 or newer, Supabase included. */
    readonly connectionString: string
    /** Of `meetings`, `clients` and `meeting_clients`; default `public`. */
    readonly schema?: string | undefined
    /** Connections at most, beside five for webhooks, queue and bell; default 10. */
    readonly poolSize?: number | undefined
  }
  readonly calendly: {
    /** Default `https://api.calendly.com`. */
    readonly origin?: string | undefined
    readonly personalAccessToken?: string | undefined
    /** Where people sign in at Calendly; default `https://auth.calendly.com`. */
    readonly authOrigin?: string | undefined
    /** The app that users sign in with, so that they connect accounts of their own. */
    readonly oauth?:
      | {
          readonly clientId: string
          readonly clientSecret: string
          /** As registered with Calendly, to the letter. */
          readonly redirectUri: string
        }
      | undefined
    /** Never more calls a minute than this, whatever Calendly would allow. */
    readonly requestsPerMinute?: number | undefined
    /** Deadlines of a call; defaults 10 s to connect, 15 s to the headers, 30 s in all. */
    readonly timeouts?: TransportTimeouts | undefined
  }
  /** Absent: no webhooks are taken, and none are subscribed to. */
  readonly webhooks?:
    | {
        /** How Calendly reaches us; deliveries come to `/api/calendly/webhook` below it. */
        readonly publicUrl: string
        /** Keys of hand-made subscriptions and of the OAuth app; several while they rotate. */
        readonly signingKeys?: readonly string[] | undefined
        /** Age of a signature up to which the payload itself is applied; default 180 s. */
        readonly toleranceMs?: number | undefined
        /** Take deliveries of hand-made subscriptions unproved while there is no key; default no. */
        readonly acceptsUnsigned?: boolean | undefined
        /** Deliveries are kept so long after they were settled; default 30 days. */
        readonly keepDays?: number | undefined
      }
    | undefined
  /** Keep secrets in the database; newest first. Without them no subscription is made. */
  readonly encryptionKeys?: readonly EncryptionKey[] | undefined
  /** Where the operator finds a key of this id, for sentences about one that is missing; default `ENCRYPTION_KEYS`. */
  readonly whereIsKey?: ((keyId: string) => string) | undefined
  /** `local`: the one user is the token's Calendly user. `matched`: users come by `users.ensure` and are matched by e-mail. */
  readonly users: 'local' | 'matched'
  /**
   * SQL of the host application that yields `(id uuid, email text)` of its users, in the same database: run read-only at
   * the start and with every tick. It vouches for the addresses; whom it drops is not synced until it names him again.
   */
  readonly usersQuery?: string | undefined
  /** Default 730 days back and 365 ahead. */
  readonly window?: Window | undefined
  readonly schedule?: {
    /** Default 15 minutes. */
    readonly intervalMs?: number | undefined
    /** Until the first tick; default 5 s. A first import does not wait for it. */
    readonly startupDelayMs?: number | undefined
    /** Runs at a time in this process; default 16, half of them of one token at most. */
    readonly concurrency?: number | undefined
  }
  readonly alerts?:
    | {
        /** Somebody sends what `alerts.mails.take` gives out; default no: then no mails are put in line. */
        readonly isMailed?: boolean | undefined
      }
    | undefined
  readonly clock?: Clock | undefined
  readonly log?: Log | undefined
  /** In [0, 1); for jitter. */
  readonly random?: (() => number) | undefined
}

export interface DryRun extends RunCounts {
  readonly wouldChange: readonly Omit<Change, 'seq' | 'at'>[]
  readonly requests: number
}

/** The engine: mirrors Calendly into one Postgres. Any number of processes may run one on the same database. */
export interface Sync {
  /**
   * Brings the database to the newest shape, if the encryption keys fit what is in it.
   *
   * @throws SyncError `foreign_table`, `migration_failed`; `missing_key`, `wrong_key`
   */
  migrate(): Promise<string[]>
  pendingMigrations(): Promise<string[]>
  /**
   * Starts ticking; resolves at once and keeps trying while the database or Calendly is away.
   *
   * @param options.work - false: requests are queued here and worked on by other processes.
   */
  start(options?: { readonly work?: boolean }): Promise<void>
  /**
   * Drains: running work stops at its next step and is given back. Called again, it waits for the same end.
   *
   * @param options.lastly - until it has settled, everything but the work goes on: requests under way are answered.
   */
  stop(options?: { readonly lastly?: Promise<unknown> | undefined }): Promise<void>
  /** `sessions`: `lent`, when the database is reached through a pooler in transaction mode; null while it is away. */
  health(): Promise<{
    readonly database: 'up' | 'down' | 'unmigrated'
    readonly sessions: SessionKind | null
  }>
  readonly users: {
    /** Makes or refreshes a user, and looks for its Calendly account when it has none. */
    ensure(user: {
      readonly id: string
      readonly email?: string
      readonly isEmailVouched: boolean
      readonly name?: string
    }): Promise<void>
    /** The one user of `local` mode; undefined until Calendly has told whose the token is. */
    local(): Promise<string | undefined>
    /** Whether `usersQuery` can be read; changes nothing. @throws SyncError `users_query_failed` */
    check(): Promise<void>
  }
  status(userId: string): Promise<Status>
  /**
   * Syncs the user's accounts now: what lies ahead, then the whole past. Joins a run under way.
   *
   * @param options.waitMs - answer when the run has ended, or after so long; default 0.
   * @throws SyncError `no_account`, `account_withheld`
   */
  sync(userId: string, options?: { readonly accountId?: string; readonly waitMs?: number }): Promise<Run>
  /** Reads Calendly like a tick and tells what would change; nothing is kept. @throws SyncError `no_account`, CalendlyError */
  dryRun(userId: string, options?: { readonly accountId?: string }): Promise<DryRun>
  /** Ticks the accounts of one user, or of everybody. */
  trigger(who: string | 'everyone', requestedBy?: string): Promise<Run>
  scheduler(): Promise<SchedulerStatus>
  readonly runs: {
    list(viewer: Viewer, query?: RunQuery): Promise<Page<Run>>
    get(viewer: Viewer, id: string): Promise<Run | undefined>
    /** The viewer's own meetings that a run changed. @throws SyncError `bad_cursor` */
    changes(
      viewer: Viewer,
      id: string,
      query?: { readonly limit?: number; readonly cursor?: string },
    ): Promise<Page<RunChange> | undefined>
  }
  readonly meetings: {
    list(userId: string, query?: MeetingQuery): Promise<Page<Meeting>>
    /** How many there are by view and by what they can be narrowed down to. */
    facets(userId: string, filters?: MeetingFilters): Promise<MeetingFacets>
    get(userId: string, id: string): Promise<MeetingDetail | undefined>
    /** Notes that they were exported; whoever hands them out calls it before. */
    noteExport(userId: string, what: Export): Promise<void>
    /** What Calendly said of it, as it was kept; links that let anybody cancel or move stay hidden. */
    raw(
      userId: string,
      id: string,
    ): Promise<{ readonly event: unknown; readonly invitees: readonly unknown[] } | undefined>
  }
  readonly feed: Feed
  readonly changes: {
    list(
      userId: string,
      after?: string,
      limit?: number,
    ): Promise<{ readonly data: readonly Change[]; readonly next: string }>
  }
  readonly events: {
    /**
     * Calls back with what changes for the user from now on, in this process or any other, in the order of the history.
     *
     * @param options.after - `id` of the last event seen: what came since is told first. Unreadable: from now on.
     * @param options.isOperator - hears of the installation's incidents as well.
     * @returns where it starts, for the next time, and how to end it. `stop()` ends it as well.
     * @throws SyncError `stopping`; what the database says while it is away.
     */
    subscribe(
      userId: string,
      options: { readonly after?: string | undefined; readonly isOperator?: boolean },
      listener: (event: LiveEvent) => void,
    ): Promise<{ readonly from: string; close(): void }>
  }
  readonly activity: Pick<Activity, 'list'>
  /** Figures of the user over a span of time; default the last day. @throws SyncError `bad_span` */
  insights(userId: string, query?: InsightsQuery): Promise<Insights>
  readonly audit: Pick<Activity, 'note'>
  readonly clients: {
    list(userId: string, query?: ClientQuery): Promise<Page<Client>>
    /** The id of a record that was merged into a client finds the client. */
    get(userId: string, id: string): Promise<ClientDetail | undefined>
    /** What the user says wins over what Calendly says from then on; null gives Calendly's back. @returns undefined when there is no such client. */
    update(userId: string, id: string, change: ClientChange): Promise<ClientDetail | undefined>
    /** Makes two one: `other` belongs to `id` from now on, whatever syncs later. @returns the one; undefined when one of the two is missing. */
    merge(userId: string, id: string, other: string): Promise<ClientDetail | undefined>
    /** Takes a record that was merged into a client away again. @returns the client; undefined when it is not merged into it. */
    unmerge(userId: string, id: string, other: string): Promise<ClientDetail | undefined>
    /** Removes the person's data for good; the meetings stay. @returns false when there is no such client. */
    erase(userId: string, id: string): Promise<boolean>
    /** Everything that is kept of a client; noted. */
    export(userId: string, id: string): Promise<ClientExport | undefined>
    /** Pairs of clients that may be one person. */
    suggestions(userId: string, query?: SuggestionQuery): Promise<Page<ClientSuggestion>>
    /** `open` undoes. @returns undefined when there is no such suggestion. */
    decide(userId: string, id: string, decision: SuggestionDecision): Promise<ClientSuggestion | undefined>
  }
  readonly accounts: {
    list(who: string | 'everyone'): Promise<AccountStatus[]>
    /** @returns how many accounts changed. */
    pause(who: string | 'everyone', accountId?: string): Promise<number>
    resume(who: string | 'everyone', accountId?: string): Promise<number>
    /**
     * Connects the Calendly user of a personal access token; one that is connected already gets this token.
     *
     * @throws SyncError `token_refused`, `scope_missing`, `no_encryption_keys`; CalendlyError
     */
    connect(userId: string, token: string): Promise<AccountStatus>
    /** Where to send a user who signs in at Calendly. @throws SyncError `no_oauth_app`, `no_encryption_keys`, `too_many_sign_ins` */
    startOAuth(userId: string): Promise<{ readonly url: string }>
    /**
     * Completes a sign-in that the same user has started, once.
     *
     * @throws SyncError `oauth_state_unknown`, `oauth_refused`, `oauth_app_refused`, `oauth_unsent`, `oauth_unanswered`
     */
    completeOAuth(
      userId: string,
      answer: { readonly code: string; readonly state: string },
    ): Promise<AccountStatus>
    /**
     * @param data - `erase` removes the meetings that no other account of the user shows; `keep` leaves them.
     * @returns false when the user has no such account.
     * @throws SyncError `installation_account`, in local mode, of the installation's own token.
     */
    disconnect(userId: string, accountId: string, data: 'keep' | 'erase'): Promise<boolean>
    /** Releases the brake: what the lists no longer show is asked for at the next check. @returns how many meetings. */
    confirmMissing(userId: string, accountId: string): Promise<number>
    /** Minutes from 1 to 1440; null: the installation's own. @returns false when there is no such account. */
    setInterval(userId: string, accountId: string, minutes: number | null): Promise<boolean>
  }
  readonly webhooks: Webhooks & Receiver
  readonly keys: Omit<Keys, 'announce'>
  readonly linking: Linking
  readonly operations: Operations
  readonly alerts: Alerts
  metrics(): Promise<{
    readonly accounts: Readonly<Record<AccountState, number>>
    readonly runsUnfinished: number
    readonly oldestCompleteAsOf: Instant | null
    readonly inbox: InboxFigures
    readonly sessions: SessionKind
  }>
}
