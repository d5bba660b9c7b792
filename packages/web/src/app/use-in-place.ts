import { useRouter, useRouterState } from '@tanstack/react-router'
import { type MouseEvent, useCallback, useMemo } from 'react'
import { stringifySearch } from './search.ts'

/** What of the address becomes other; undefined takes it away. */
type Change = Readonly<Record<string, string | undefined>>

/**
 * For what opens on the screen where one is, said by some names in the query of the address. It follows the address: one
 * call for a list, not one for each row.
 *
 * @param names - what it changes, always the same list; the functions stay the same while nothing but these differ.
 */
export function useInPlace(names: readonly string[]) {
  const router = useRouter()
  // Of what is shown, which follows the address by a moment: rows are drawn once for both.
  const here = useRouterState({
    select: ({ matches, location }) => {
      const { pathname, search } = matches.at(-1) ?? location
      return (
        pathname +
        stringifySearch({ ...search, ...Object.fromEntries(names.map((name) => [name, undefined])) })
      )
    },
  })
  const go = useCallback(
    (change: Change, how: 'push' | 'replace' = 'push') =>
      void router.navigate({
        to: '.',
        search: (search) => ({ ...search, ...change }),
        replace: how === 'replace',
        resetScroll: false,
      }),
    [router],
  )
  const hrefOf = useCallback(
    (change: Change) => {
      const query = stringifySearch(change)
      return here.includes('?') ? here + query.replace('?', '&') : here + query
    },
    [here],
  )
  /** For a link in a list: a plain click opens it here, any other (new tab, new window) is the browser's. */
  const follow = useCallback(
    (event: MouseEvent, change: Change) => {
      if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
      event.preventDefault()
      go(change)
    },
    [go],
  )
  return useMemo(() => ({ go, hrefOf, follow }), [go, hrefOf, follow])
}
