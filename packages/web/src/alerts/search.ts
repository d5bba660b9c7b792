import { oneOf, text } from '../app/search.ts'

export const TABS = ['open', 'healed', 'rules'] as const
export const KINDS = [
  'reconnect',
  'failing',
  'stale',
  'webhook',
  'brake',
  'import',
  'clock',
  'outage',
] as const
export const MAIL_TYPES = ['opened', 'digest', 'healed'] as const

export type Tab = (typeof TABS)[number]

/** What the address says of this screen; what is undefined is at its default. */
export interface AlertsSearch {
  readonly tab?: Tab | undefined
  /** Id of the alert that a mail leads to. */
  readonly alert?: string | undefined
  /** Whose rules: the installation's; none: the reader's own. */
  readonly for?: 'operator' | undefined
  /** The mail that is shown. */
  readonly kind?: (typeof KINDS)[number] | undefined
  readonly mail?: (typeof MAIL_TYPES)[number] | undefined
}

export function readAlertsSearch(query: Record<string, unknown>): AlertsSearch {
  return {
    tab: oneOf(TABS, query['tab']),
    alert: text(query['alert']),
    for: oneOf(['operator'], query['for']),
    kind: oneOf(KINDS, query['kind']),
    mail: oneOf(MAIL_TYPES, query['mail']),
  }
}
