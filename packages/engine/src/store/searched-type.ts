/**
 * An event type as `meeting_search` keeps it: an index takes no text of any length, and URIs that begin alike for so long
 * are one (`migrations/0016_search_by_type.sql`).
 *
 * @param text - SQL of the whole.
 */
export function searchedType(text: string): string {
  return `left(${text}, 500)`
}
