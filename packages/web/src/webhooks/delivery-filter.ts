import { dayRange } from '../time/day-range.ts'
import type { WebhooksSearch } from './search.ts'

/** A filter as the API takes it. */
export interface DeliveryFilter {
  readonly outcome?: string
  readonly kind?: string
  readonly eventUuid?: string
  readonly from?: string
  readonly to?: string
}

/**
 * The filter of an address; days become the instants between which they lie in the reader's zone.
 *
 * @param timeZone - IANA name.
 */
export function filterOf(search: WebhooksSearch, timeZone: string): DeliveryFilter {
  const { outcome, kind, event, from, to } = search
  const eventUuid = eventOf(event)
  return {
    ...(outcome && { outcome }),
    ...(kind && { kind }),
    ...(eventUuid && { eventUuid }),
    ...(from && { from: dayRange(from, timeZone).from }),
    ...(to && { to: dayRange(to, timeZone).to }),
  }
}

/** Whether anything is left out by it. */
export function isFiltered(filter: DeliveryFilter): boolean {
  return Object.keys(filter).length > 0
}

/**
 * Calendly's identifier in what somebody typed or pasted: itself, or an address that ends with it. Text that cannot be one
 * stands for an identifier that no event has, so that it finds nothing.
 */
export function eventOf(typed: string | undefined): string | undefined {
  const given = typed?.trim() ?? ''
  if (given === '') return undefined
  const last = given.replace(/[?#].*$/, '').match(/([\w-]+)\/?$/)?.[1]
  return last ?? '-'
}
