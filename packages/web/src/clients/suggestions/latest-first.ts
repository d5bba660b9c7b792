import type { ClientSuggestion } from '../../api/types.ts'

/** Several lists as one, what was decided last at the top. */
export function latestFirst(...lists: readonly (readonly ClientSuggestion[])[]): readonly ClientSuggestion[] {
  const when = ({ decidedAt }: ClientSuggestion) => Date.parse(decidedAt ?? '') || 0
  return lists.flat().sort((a, b) => when(b) - when(a))
}
