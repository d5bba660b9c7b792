import { useRouter, useRouterState, useSearch } from '@tanstack/react-router'
import { type MouseEvent, useCallback } from 'react'
import { stringifySearch } from '../app/search.ts'

/**
 * The meeting that the address says is open, and how to open others from wherever one is. It follows the address: one
 * call for a list, not one for each row. The functions stay the same while nothing but the open meeting differs.
 */
export function useOpenMeeting() {
  const router = useRouter()
  const openId = useSearch({ strict: false, select: (search) => search.meeting })
  const here = useRouterState({
    select: ({ location }) => location.pathname + stringifySearch({ ...location.search, meeting: undefined }),
  })

  const show = useCallback(
    (id: string | undefined, how: 'push' | 'replace' = 'push') =>
      void router.navigate({
        to: '.',
        search: (search) => ({ ...search, meeting: id }),
        replace: how === 'replace',
        resetScroll: false,
      }),
    [router],
  )
  const hrefOf = useCallback(
    (id: string) => `${here}${here.includes('?') ? '&' : '?'}meeting=${encodeURIComponent(id)}`,
    [here],
  )
  /** For a link in a list: a plain click opens the drawer here, any other (new tab, new window) is the browser's. */
  const follow = useCallback(
    (event: MouseEvent, id: string) => {
      if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
      event.preventDefault()
      show(id)
    },
    [show],
  )
  return { openId, show, hrefOf, follow }
}
