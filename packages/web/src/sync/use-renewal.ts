import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'

/**
 * Rows are asked for again as soon as a run may have changed them. While changes are told the lists need no such guess;
 * the open meeting does, for the history holds only what its row shows.
 *
 * @param mark - changes whenever rows may have changed.
 */
export function useRenewal(mark: string, isLive: boolean): void {
  const queries = useQueryClient()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the mark is the reason to ask again
  useEffect(() => {
    if (!isLive) for (const part of GUESSED) queries.invalidateQueries({ queryKey: [part] })
    queries.invalidateQueries({ queryKey: ['meeting'] })
  }, [mark, isLive, queries])
}

/** What a run may have changed: first words of the keys of queries. */
const GUESSED = ['meetings', 'facets', 'clients', 'client', 'activity', 'insights']
