import { useRouter, useRouterState, useSearch } from '@tanstack/react-router'
import type { MouseEvent } from 'react'
import { stringifySearch } from '../app/search.ts'

/** The meeting that the address says is open, and how to open others from wherever one is. */
export function useOpenMeeting() {
  const router = useRouter()
  const openId = useSearch({ strict: false, select: (search) => search.meeting })
  const here = useRouterState({ select: ({ location }) => location })

  function show(id: string | undefined, how: 'push' | 'replace' = 'push'): void {
    void router.navigate({
      to: '.',
      search: (search) => ({ ...search, meeting: id }),
      replace: how === 'replace',
      resetScroll: false,
    })
  }

  return {
    openId,
    show,
    /** For a link in a list: a plain click opens the drawer here, any other (new tab, new window) is the browser's. */
    linkTo: (id: string) => ({
      href: here.pathname + stringifySearch({ ...here.search, meeting: id }),
      onClick(event: MouseEvent) {
        if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
        event.preventDefault()
        show(id)
      },
    }),
  }
}
