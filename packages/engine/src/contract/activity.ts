import type { Instant } from '../contract.ts'

/*
 * The timeline: what happened, whoever or whatever did it, newest first.
 */

/** `connection`: an account was connected, connected again, linked or disconnected. */
export type ActivityKind = 'run' | 'delivery' | 'setting' | 'connection' | 'sign-in' | 'export' | 'alert'

/** `changed`: meetings differ since; `late`: it waits or was only done in part; `plain`: nothing to judge. */
export type ActivityOutcome = 'good' | 'changed' | 'late' | 'bad' | 'plain'

export interface ActivityEntry {
  readonly id: string
  readonly at: Instant
  readonly kind: ActivityKind
  readonly title: string
  readonly outcome: ActivityOutcome
  /** Of a run or delivery: its own word for how it stands; null for the others. */
  readonly state: string | null
  readonly accountId: string | null
  readonly runId: string | null
  readonly deliveryId: string | null
  /** How many alike that followed each other this entry stands for; the ids are the newest one's. */
  readonly count: number
  /** The oldest of them; equal to `at` where there is one. */
  readonly since: Instant
  /** What there is to say of it, by kind. */
  readonly facts: Readonly<Record<string, unknown>>
}

export interface ActivityQuery {
  readonly kind?: ActivityKind
  readonly outcome?: ActivityOutcome
  /** State of a run, or outcome of a delivery. */
  readonly state?: string
  readonly accountId?: string
  /** At or after. */
  readonly from?: Instant
  /** Before. */
  readonly to?: Instant
  /** Words that must all occur in title, state, errors, reasons or facts. */
  readonly q?: string
  /** Whether entries alike that follow each other become one; default yes. */
  readonly fold?: boolean
  readonly limit?: number
  readonly cursor?: string
}

/** What somebody did, as the audit log keeps it. */
export type AuditAction =
  | 'account.connected'
  | 'account.disconnected'
  | 'account.reconnected'
  | 'account.linked'
  | 'account.unlinked'
  | 'account.paused'
  | 'account.resumed'
  | 'account.interval_changed'
  | 'account.missing_confirmed'
  | 'account.retried'
  | 'delivery.revealed'
  | 'webhook.recreated'
  | 'webhook.rotated'
  | 'webhook.tried_out'
  | 'installation.paused'
  | 'installation.resumed'
  | 'alerts.muted'
  | 'alerts.unmuted'
  | 'alerts.rules_changed'
  | 'invitation.made'
  | 'invitation.withdrawn'
  | 'invitation.accepted'
  | 'person.removed'
  | 'password.changed'
  | 'session.opened'
  | 'session.ended_everywhere'
  | 'meetings.exported'
  | 'meetings.feed_opened'
  | 'meetings.feed_closed'
  | 'client.changed'
  | 'client.merged'
  | 'client.unmerged'
  | 'client.erased'
  | 'client.exported'
  | 'client.suggestion_decided'

export interface AuditEntry {
  /** Whose data it is about; `installation`: the whole of it, which operators see. */
  readonly about: string | 'installation'
  /** A user of ours; null: somebody at the shell. */
  readonly actor: string | null
  readonly action: AuditAction
  /** Ids and words, never personal data or secrets. */
  readonly facts?: Readonly<Record<string, string | number | boolean | null>>
}
