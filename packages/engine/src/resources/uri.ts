import { cleanText } from './text.ts'

/**
 * The id in a Calendly URI: its last path segment, decoded.
 *
 * Published and real payloads name objects under several hosts and prefixes (`https://calendly.com/…`, `/api/v2/…`),
 * so only the end of the path counts; query, fragment and trailing slashes are ignored. A bare id is its own segment.
 *
 * @param uri - whatever stood in the payload.
 * @returns the id, or undefined for anything that is not a text with a segment that could be a key in it.
 * @see Calendly developer docs, "API conventions" (every object is named by its full URI).
 */
export function lastSegment(uri: unknown): string | undefined {
  return pathSegments(uri).at(-1)
}

/**
 * The id that follows `collection` in a Calendly URI: `segmentAfter('…/scheduled_events/A/invitees/B',
 * 'scheduled_events')` is `A`. Undefined when the path does not hold it.
 */
export function segmentAfter(uri: unknown, collection: string): string | undefined {
  const segments = pathSegments(uri)
  const at = segments.lastIndexOf(collection)
  return at === -1 ? undefined : segments[at + 1]
}

function pathSegments(uri: unknown): string[] {
  if (typeof uri !== 'string') return []
  const path = uri
    .trim()
    .replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '')
    .replace(/[?#].*$/s, '')
  const segments = path.split('/').filter(Boolean).map(decoded)
  return segments.every(isUsable) ? segments : []
}

/** Ids are keys of ours: one that Postgres cannot store or index (B-tree rows end near 2.7 kB) is none. */
function isUsable(segment: string): boolean {
  return segment.length <= longestId && cleanText(segment) === segment
}

/** Calendly's own are 36 characters at most. */
const longestId = 255

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment // a stray percent sign is part of the id, not a reason to lose it
  }
}
