import type { Meeting } from '../api/types.ts'

/**
 * Looks for a meeting in an answer that is kept already: a page of a list, or several of them. What has another shape
 * holds none.
 */
export function knownRow(answer: unknown, id: string): Meeting | undefined {
  for (const page of pagesOf(answer)) for (const row of page) if (isMeeting(row) && row.id === id) return row
  return undefined
}

function pagesOf(answer: unknown): readonly (readonly unknown[])[] {
  if (typeof answer !== 'object' || answer === null) return []
  if ('pages' in answer && Array.isArray(answer.pages)) return answer.pages.flatMap(pagesOf)
  return 'data' in answer && Array.isArray(answer.data) ? [answer.data] : []
}

/** Rows of meetings are the only ones with a Calendly event. */
function isMeeting(row: unknown): row is Meeting {
  return typeof row === 'object' && row !== null && 'calendlyEventUuid' in row && 'startTime' in row
}
