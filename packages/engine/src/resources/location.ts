import { type JsonObject, object, text } from './lenient.ts'

/** What is shown of a meeting's place: words, and the address to join. */
export interface Place {
  readonly location: JsonObject | null
  readonly location_text: string | null
  readonly join_url: string | null
  /** A conference or place whose details are absent, as Calendly answers six months after the event. */
  readonly isBlank: boolean
  /** A conference that is still being set up: Calendly sends no word when it is ready. */
  readonly isPending: boolean
}

/** Reads an event's `location` (Calendly API reference, "Location of an event"); unknown types are kept as they are. */
export function place(value: unknown): Place {
  const location = object(value)
  if (!location)
    return { location: null, location_text: null, join_url: null, isBlank: true, isPending: false }
  const type = text(location.type) ?? ''
  const words = named(text(location.location))
  const joinUrl = httpUrl(text(location.join_url))
  return {
    location,
    location_text: words ?? labels.get(type) ?? (type === '' ? null : type.replaceAll('_', ' ')),
    join_url: joinUrl,
    isBlank: words === null && joinUrl === null && !location.data && !location.status,
    isPending: location.status === 'processing' || location.status === 'initiated',
  }
}

/** Whose number is called, when the host calls the invitee. */
export function outboundNumber(location: JsonObject | null): string | null {
  return location?.type === 'outbound_call' ? named(text(location.location)) : null
}

/** A map: a type that happens to be called "constructor" is no member of it. */
const labels: ReadonlyMap<string, string> = new Map([
  ['google_conference', 'Google Meet'],
  ['zoom', 'Zoom'],
  ['gotomeeting', 'GoTo Meeting'],
  ['microsoft_teams_conference', 'Microsoft Teams'],
  ['webex_conference', 'Webex'],
  ['physical', 'In person'],
  ['outbound_call', 'Phone call to the client'],
  ['inbound_call', 'Phone call from the client'],
  ['ask_invitee', 'Chosen by the client'],
  ['custom', 'Other place'],
])

/** The string "null" was seen in recorded payloads. */
function named(words: string | null): string | null {
  const trimmed = words?.trim() ?? ''
  return trimmed === '' || trimmed === 'null' ? null : trimmed
}

/** Only what a browser may safely open. */
function httpUrl(url: string | null): string | null {
  return url !== null && /^https?:\/\//i.test(url) ? url : null
}
