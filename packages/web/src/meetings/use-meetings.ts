import type { Meeting } from '../api/types.ts'
import { useAskAhead, usePages } from '../api/use-pages.ts'
import type { Question } from './ask.ts'

/**
 * The meetings that a question finds, page after page.
 *
 * @param place - earlier rows stay until there are new ones, as long as this is the same.
 */
export function useMeetings(place: string, question: Question | undefined) {
  return usePages<Meeting>(WHAT, PATH, place, question)
}

/** Asks for meetings that are about to be shown, in the same words as `useMeetings`. */
export function useMeetingsAhead() {
  return useAskAhead<Meeting>(WHAT, PATH)
}

const WHAT = 'meetings'
const PATH = '/api/meetings'
