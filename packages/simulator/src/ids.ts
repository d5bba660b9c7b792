import type { Random } from './random.ts'

/** Where every URI in a Calendly body begins, whatever address the request was sent to. */
export const calendlyOrigin = 'https://api.calendly.com'

const hex = '0123456789abcdef'
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/**
 * An identifier as Calendly gives them: mostly lower-case dashed UUIDs, one in five in the older form of
 * 16 upper-case letters and digits, so that nobody comes to rely on either.
 */
export function newId(random: Random): string {
  return random.chance(0.2) ? legacyId(random) : uuid(random)
}

/** The form of the noun's URI: `https://api.calendly.com/users/…`. */
export function uriOf(noun: string, id: string): string {
  return `${calendlyOrigin}/${noun}/${id}`
}

export function inviteeUri(eventId: string, inviteeId: string): string {
  return `${calendlyOrigin}/scheduled_events/${eventId}/invitees/${inviteeId}`
}

/** The last path segment of a URI; a bare identifier is its own last segment. */
export function idOf(uriOrId: string): string {
  return uriOrId.slice(uriOrId.lastIndexOf('/') + 1)
}

/** A name as it stands in a booking page's address: `erstgesprach`. */
export function slugify(name: string): string {
  return name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
}

function legacyId(random: Random): string {
  let id = ''
  for (let i = 0; i < 16; i++) id += letters[random.int(0, 31)]
  return id
}

function uuid(random: Random): string {
  return `${digits(random, 8)}-${digits(random, 4)}-4${digits(random, 3)}-${hex[random.int(8, 11)]}${digits(random, 3)}-${digits(random, 12)}`
}

// Up to six digits from one draw: a world of 100,000 meetings makes millions of them.
function digits(random: Random, length: number): string {
  let text = ''
  while (text.length < length) {
    const chunk = Math.min(6, length - text.length)
    text += random
      .int(0, 16 ** chunk - 1)
      .toString(16)
      .padStart(chunk, '0')
  }
  return text
}
