import { day, oneOf, text } from '../app/search.ts'

export const OUTCOMES = ['applied', 'duplicate', 'superseded', 'ignored', 'waiting', 'failed'] as const

/** Of a delivery, Calendly's own names. */
export const KINDS = [
  'invitee.created',
  'invitee.canceled',
  'invitee_no_show.created',
  'invitee_no_show.deleted',
] as const

/** What the address says of this screen: the filters of the deliveries and the one that is open. */
export interface WebhooksSearch {
  readonly outcome?: (typeof OUTCOMES)[number] | undefined
  readonly kind?: (typeof KINDS)[number] | undefined
  /** First and last day, "2026-11-25" in the reader's zone. */
  readonly from?: string | undefined
  readonly to?: string | undefined
  /** Calendly's identifier or address of an event, as typed. */
  readonly event?: string | undefined
  readonly delivery?: string | undefined
}

export function readWebhooksSearch(query: Record<string, unknown>): WebhooksSearch {
  return {
    outcome: oneOf(OUTCOMES, query['outcome']),
    kind: oneOf(KINDS, query['kind']),
    from: day(query['from']),
    to: day(query['to']),
    event: text(query['event']),
    delivery: text(query['delivery']),
  }
}
