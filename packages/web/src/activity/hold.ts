/** What of a list that grows at its top is shown while somebody reads in it. */
export interface Held<Entry> {
  readonly shown: readonly Entry[]
  /** New at the top since, and kept back. */
  readonly waiting: number
}

/**
 * Keeps back what has come above the entry that stood first when the reader began.
 *
 * @param topId - of that entry; undefined: nobody reads. One that is not there any more holds nothing back.
 */
export function hold<Entry extends { readonly id: string }>(
  entries: readonly Entry[],
  topId: string | undefined,
): Held<Entry> {
  const at = topId === undefined ? 0 : entries.findIndex(({ id }) => id === topId)
  return at <= 0 ? { shown: entries, waiting: 0 } : { shown: entries.slice(at), waiting: at }
}
