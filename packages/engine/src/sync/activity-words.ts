import type { ActivityKind, ActivityOutcome, AuditAction } from '../contract/activity.ts'
import type { Trigger } from '../contract.ts'

/** How the timeline names things. Sent along with the question, so that a search finds what people read. */
export interface ActivityWords {
  readonly runs: Readonly<Record<Trigger, string>>
  /** By Calendly's name of the kind. */
  readonly deliveries: Readonly<Record<string, string>>
  readonly audit: Readonly<
    Record<
      AuditAction,
      { readonly kind: ActivityKind; readonly title: string; readonly outcome?: ActivityOutcome }
    >
  >
}

export const activityWords: ActivityWords = {
  runs: {
    schedule: 'Scheduled check',
    manual: 'Check asked for',
    operator: 'Check asked for by an operator',
    import: 'First import',
    reread: 'Single meetings read again',
    webhook: 'Check after a webhook',
    gap: 'Check of what webhooks missed',
  },
  deliveries: {
    'invitee.created': 'Webhook: booked',
    'invitee.canceled': 'Webhook: cancelled',
    'invitee_no_show.created': 'Webhook: marked as no-show',
    'invitee_no_show.deleted': 'Webhook: no-show taken back',
    'routing_form_submission.created': 'Webhook: routing form sent in',
  },
  audit: {
    'account.connected': { kind: 'connection', title: 'Account connected', outcome: 'good' },
    'account.reconnected': { kind: 'connection', title: 'Account connected again', outcome: 'good' },
    'account.disconnected': { kind: 'connection', title: 'Account disconnected' },
    'account.linked': { kind: 'connection', title: 'Account linked', outcome: 'good' },
    'account.unlinked': { kind: 'connection', title: 'Account unlinked' },
    'account.paused': { kind: 'setting', title: 'Account paused' },
    'account.resumed': { kind: 'setting', title: 'Account resumed' },
    'account.interval_changed': { kind: 'setting', title: 'Time between checks changed' },
    'account.missing_confirmed': { kind: 'setting', title: 'Missing meetings confirmed as gone' },
    'account.retried': { kind: 'setting', title: 'Check asked for again' },
    'delivery.revealed': { kind: 'setting', title: 'Personal data of a webhook shown' },
    'webhook.recreated': { kind: 'setting', title: 'Webhook subscription replaced' },
    'webhook.rotated': { kind: 'setting', title: 'Signing key of a webhook changed' },
    'webhook.tried_out': { kind: 'setting', title: 'Webhook tried out' },
    'installation.paused': { kind: 'setting', title: 'Installation paused' },
    'installation.resumed': { kind: 'setting', title: 'Installation resumed' },
    'alerts.muted': { kind: 'setting', title: 'Alerts muted' },
    'alerts.unmuted': { kind: 'setting', title: 'Alerts no longer muted' },
    'alerts.rules_changed': { kind: 'setting', title: 'Rules of alerts changed' },
    'invitation.made': { kind: 'sign-in', title: 'Invitation made' },
    'invitation.withdrawn': { kind: 'sign-in', title: 'Invitation withdrawn' },
    'invitation.accepted': { kind: 'sign-in', title: 'Invitation accepted', outcome: 'good' },
    'person.removed': { kind: 'sign-in', title: 'Person removed' },
    'password.changed': { kind: 'sign-in', title: 'Password changed' },
    'session.opened': { kind: 'sign-in', title: 'Signed in' },
    'session.ended_everywhere': { kind: 'sign-in', title: 'Signed out everywhere' },
    'meetings.exported': { kind: 'export', title: 'Meetings exported' },
    'meetings.feed_opened': { kind: 'export', title: 'Calendar feed opened' },
    'meetings.feed_closed': { kind: 'export', title: 'Calendar feed closed' },
    'client.exported': { kind: 'export', title: 'Client exported' },
    'client.changed': { kind: 'setting', title: 'Client changed' },
    'client.merged': { kind: 'setting', title: 'Clients merged' },
    'client.unmerged': { kind: 'setting', title: 'Clients parted' },
    'client.erased': { kind: 'setting', title: 'Client erased' },
    'client.suggestion_decided': { kind: 'setting', title: 'Suggested match decided' },
  },
}
