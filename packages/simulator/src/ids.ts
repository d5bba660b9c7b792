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
  const bytes = Buffer.allocUnsafe(16)
  for (let i = 0; i < 16; i++) bytes[i] = letters.charCodeAt(random.int(0, 31))
  return bytes.toString('latin1')
}

const uuidShape = 'xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx'

// Written into bytes, for text pieced together stays in pieces: two identifiers for each of 100,000 meetings.
function uuid(random: Random): string {
  const bytes = Buffer.from(uuidShape, 'latin1')
  let digits = 0
  for (let i = 0; i < bytes.length; i++) {
    if (i % 6 === 0) digits = random.int(0, 0xff_ff_ff)
    const mark = uuidShape[i]
    if (mark === 'x') bytes[i] = hex.charCodeAt(digits & 15)
    if (mark === 'y') bytes[i] = hex.charCodeAt(8 + (digits & 3))
    digits >>>= 4
  }
  return bytes.toString('latin1')
}
