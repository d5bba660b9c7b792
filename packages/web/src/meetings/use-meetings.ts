import type { Meeting } from '../api/types.ts'
import { usePages } from '../api/use-pages.ts'
import type { Question } from './ask.ts'

/**
 * The meetings that a question finds, page after page.
 *
 * @param place - earlier rows stay until there are new ones, as long as this is the same.
 */
export function useMeetings(place: string, question: Question | undefined) {
  return usePages<Meeting>('meetings', '/api/meetings', place, question)
}
