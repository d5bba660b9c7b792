const mask = '(hidden)'

/** Members whose texts are Calendly's own words: kinds, states, zones. */
const plainMembers = new Set([
  ...['event', 'status', 'type', 'kind', 'canceler_type', 'state', 'provider', 'currency', 'scope'],
  ...['calendar_kind', 'pooling_type', 'invitee_publisher'],
])

/** Identifiers of Calendly's and moments name nobody. */
const plainText = [
  /^https:\/\/api\.calendly\.com\/[\w/-]*$/,
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/,
]

/**
 * Hides what clients told: every text but those that are known to be Calendly's own, so that a member which nobody has
 * heard of is hidden as well. Shape, numbers, moments and identifiers stay. Pure.
 *
 * @param payload - as `showPayload` answers it.
 */
export function maskPayload(payload: unknown, member = ''): unknown {
  if (typeof payload === 'string') return isPlain(payload, member) ? payload : mask
  if (Array.isArray(payload)) return payload.map((one) => maskPayload(one))
  if (typeof payload !== 'object' || payload === null) return payload
  return Object.fromEntries(Object.entries(payload).map(([name, value]) => [name, maskPayload(value, name)]))
}

function isPlain(text: string, member: string): boolean {
  if (text === '' || text === mask) return true
  if (plainText.some((shape) => shape.test(text))) return true
  return plainMembers.has(member) && /^[a-z_.]{1,64}$/.test(text)
}
