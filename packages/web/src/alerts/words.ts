import type { Alert } from '../api/types.ts'
import { ago, type Formats, lasting } from '../time/formats.ts'

/** "Checks fail: Ada Adviser" */
export function headingOf({ title, account }: Pick<Alert, 'title' | 'account'>): string {
  const name = account?.name ?? account?.email
  return name ? `${title}: ${name}` : title
}

/** Since when, or from when to when. A notice is over as soon as it is told. */
export function spanWords(alert: Alert, formats: Formats, nowMs: number): string {
  const { kind, since, healedAt } = alert
  const began = formats.moment(since, nowMs)
  if (healedAt === null) return `Since ${began} (${ago(since, nowMs)})`
  if (kind === 'import') return `${began} (${ago(since, nowMs)})`
  const seconds = (Date.parse(healedAt) - Date.parse(since)) / 1000
  return `From ${began} to ${formats.moment(healedAt, nowMs)}, ${lasting(seconds)}`
}

const MAILED: Readonly<Record<Alert['mails'][number]['type'], string>> = {
  opened: 'when it opened',
  digest: 'as a daily reminder',
  healed: 'when it was over',
}

/** "Mailed when it opened (12:43) and when it was over (13:10)"; of many reminders the last one. */
export function mailedWords(
  { kind, mails, state }: Pick<Alert, 'kind' | 'mails' | 'state'>,
  formats: Formats,
  nowMs: number,
): string {
  // A notice neither opens nor heals.
  const [notice] = kind === 'import' ? mails : []
  if (notice) return `Mailed ${formats.moment(notice.sentAt, nowMs)}`
  const last = new Map(mails.map((mail) => [mail.type, mail.sentAt]))
  const told = [...last].map(([type, sentAt]) => `${MAILED[type]} (${formats.moment(sentAt, nowMs)})`)
  if (told.length === 0) return state === 'open' ? 'Not mailed so far' : 'Not mailed'
  return `Mailed ${told.join(' and ')}`
}

/** The one thing to press for an open alert. */
export type AlertAction = 'check' | 'confirm' | 'accounts' | 'webhooks' | 'setup' | 'operations' | 'none'

/** What helps: where nobody but the installation's owners can do anything, it is theirs to do. */
export function actionFor({ kind, account }: Pick<Alert, 'kind' | 'account'>): AlertAction {
  switch (kind) {
    case 'reconnect':
      return account ? 'accounts' : 'setup'
    case 'failing':
    case 'stale':
      return account ? 'check' : 'none'
    case 'brake':
      return account ? 'confirm' : 'none'
    case 'webhook':
      return 'webhooks'
    case 'clock':
      return 'setup'
    case 'outage':
      return 'operations'
    case 'import':
      return 'none'
  }
}

/** Kinds that wait for as long as their rule says; the others are told as soon as they are sure. */
export const TIMED: readonly Alert['kind'][] = ['failing', 'webhook', 'outage']
