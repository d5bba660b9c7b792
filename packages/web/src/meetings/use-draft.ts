import { useState } from 'react'
import type { Filters } from './search.ts'

/**
 * The filters as their fields show them: what is chosen stands there at once, and the list follows.
 *
 * @param filters - of the list; when they are others, nothing is ahead of them any more.
 * @param set - told of everything that is ahead of the list.
 */
export function useDraft(filters: Filters, set: (change: Filters) => void) {
  const [draft, setDraft] = useState<{ readonly of: Filters; readonly change: Filters }>()
  const ahead = draft?.of === filters ? draft.change : undefined
  const choose = (next: Filters) => {
    const change = { ...ahead, ...next }
    setDraft({ of: filters, change })
    set(change)
  }
  return [{ ...filters, ...ahead }, choose] as const
}
