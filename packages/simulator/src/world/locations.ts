import { addMonths } from '../stamps.ts'
import type { EventRecord, LocationKind } from './records.ts'
import type { LocationResource } from './resources.ts'

const conferences: ReadonlySet<LocationKind> = new Set([
  'google_conference',
  'zoom',
  'gotomeeting',
  'microsoft_teams_conference',
  'webex_conference',
])

export function isConference(kind: LocationKind): boolean {
  return conferences.has(kind)
}

/**
 * The event's location at `nowUs`: `processing` until the push, then `pushed` or `failed`; six months after
 * the event the details of a conference are null (Calendly's OpenAPI document, "Location").
 */
export function locationView(event: EventRecord, nowUs: number): LocationResource | null {
  const place = event.place
  if (!place) return null
  if (!isConference(place.kind)) {
    return {
      type: place.kind,
      location: place.text ?? null,
      ...(place.additionalInfo === undefined ? {} : { additional_info: place.additionalInfo }),
    }
  }
  const hasData = place.kind !== 'google_conference'
  if (addMonths(event.endUs, 6) <= nowUs) {
    return { type: place.kind, status: null, join_url: null, ...(hasData ? { data: null } : {}) }
  }
  const isPushed = event.pushAtUs <= nowUs
  const status = isPushed ? (place.fails ? 'failed' : 'pushed') : 'processing'
  if (place.kind === 'google_conference') {
    // Seen in real traffic: the redirecting address is there before the conference is.
    return {
      type: place.kind,
      status,
      join_url: place.fails ? null : `https://calendly.com/events/${event.id}/google_meet`,
    }
  }
  if (status !== 'pushed') return { type: place.kind, status, join_url: null, data: null }
  return { type: place.kind, status, ...conference(place.kind, numberOf(event)) }
}

function conference(kind: LocationKind, number: number): { join_url: string; data: Record<string, unknown> } {
  switch (kind) {
    case 'zoom':
      return {
        join_url: `https://us06web.zoom.us/j/${number}?pwd=simulated`,
        data: {
          // Calendly answers a number in some bodies and text in others.
          id: number % 2 === 0 ? number : String(number),
          settings:
            number % 3 === 0
              ? {}
              : { global_dial_in_numbers: [{ number: '+49 30 5550 0100', country: 'DE', type: 'toll' }] },
          extra: number % 3 === 0 ? null : { intl_numbers_url: 'https://zoom.us/u/simulated' },
          password: 'simulated',
        },
      }
    case 'gotomeeting':
      return {
        join_url: `https://www.gotomeeting.com/join/${number}`,
        data: {
          uniqueMeetingId: number,
          conferenceCallInfo: 'DE: +49 30 5550 0101\nAccess Code: 123-456-789',
        },
      }
    case 'microsoft_teams_conference':
      return {
        join_url: `https://teams.microsoft.com/l/meetup-join/${number}`,
        data: {
          id: String(number),
          audioConferencing:
            number % 2 === 0
              ? null
              : {
                  conferenceId: String(number),
                  dialinUrl: `https://dialin.teams.microsoft.com/simulated?id=${number}`,
                  tollNumber: '+493055500102',
                },
        },
      }
    default:
      return {
        join_url: `https://simulated.webex.com/simulated/j.php?MTID=m${number}`,
        data: {
          id: `m${number}`,
          telephony: {
            callInNumbers: [{ label: 'DE Toll', callInNumber: '493055500103', tollType: 'toll' }],
          },
          password: 'simulated',
        },
      }
  }
}

// Eleven digits, the same for the same event whenever it is asked.
function numberOf(event: EventRecord): number {
  return 80_000_000_000 + ((event.createdUs + event.seq * 7919) % 10_000_000_000)
}
