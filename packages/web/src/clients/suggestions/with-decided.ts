import type { ClientSuggestion } from '../../api/types.ts'

export type Decision = ClientSuggestion['decision']

/** The list of one decision, after a pair was decided: it leaves, or comes in where the server would put it. */
export function withDecided(
  list: readonly ClientSuggestion[],
  decided: ClientSuggestion,
  decision: Decision,
): readonly ClientSuggestion[] {
  const others = list.filter(({ id }) => id !== decided.id)
  return decided.decision === decision ? [...others, decided].sort((a, b) => (a.id < b.id ? -1 : 1)) : others
}
