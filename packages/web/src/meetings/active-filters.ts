import type { MeetingFacets, Status } from '../api/types.ts'
import { dayRange } from '../time/day-range.ts'
import type { Formats } from '../time/formats.ts'
import type { Filters } from './search.ts'

export interface ActiveFilter {
  readonly name: keyof Filters
  /** "Host: Ada Adviser" */
  readonly words: string
}

/** What narrows the list down at the moment, in words. */
export function activeFilters(
  filters: Filters,
  menus: MeetingFacets | undefined,
  status: Status | undefined,
  formats: Formats,
): readonly ActiveFilter[] {
  const { q, account, host, type, place, from, to } = filters
  const found: readonly (readonly [keyof Filters, string, string | undefined])[] = [
    ['q', 'Search', q?.trim() && `“${q.trim()}”`],
    ['account', 'Account', account && accountName(account, status)],
    ['host', 'Host', host && hostName(menus?.hosts.find(({ value }) => value === host) ?? { value: host })],
    ['type', 'Event type', type && (menus?.eventTypes.find(({ value }) => value === type)?.title ?? 'one')],
    ['place', 'Place', place && placeName(place)],
    ['from', 'From', from && formats.fullDay(dayRange(from, formats.timeZone).from)],
    ['to', 'Until', to && formats.fullDay(dayRange(to, formats.timeZone).from)],
  ]
  return found.flatMap(([name, title, value]) => (value ? [{ name, words: `${title}: ${value}` }] : []))
}

export function accountName(id: string, status: Status | undefined): string {
  const account = status?.accounts.find((each) => each.id === id)
  return account?.name ?? account?.email ?? 'Disconnected account'
}

export function hostName(host: MeetingFacets['hosts'][number] | { readonly value: string }): string {
  if (!('count' in host)) return host.value
  return host.name ?? host.email ?? 'Unnamed host'
}

const PLACES: Readonly<Record<string, string>> = {
  none: 'No place',
  physical: 'In person',
  ask_invitee: 'Client says',
  custom: 'Other place',
  inbound_call: 'Client calls',
  outbound_call: 'Host calls',
  google_conference: 'Google Meet',
  zoom: 'Zoom',
  zoom_conference: 'Zoom',
  microsoft_teams_conference: 'Microsoft Teams',
  webex_conference: 'Webex',
  gotomeeting_conference: 'GoTo Meeting',
  gotomeeting: 'GoTo Meeting',
}

/** Calendly's type of a place in words; one that is new here is shown as Calendly writes it. */
export function placeName(type: string): string {
  return PLACES[type] ?? type.replaceAll('_', ' ')
}
