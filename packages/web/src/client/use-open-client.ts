import { useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useInPlace } from '../app/use-in-place.ts'
import type { Shown } from '../clients/search.ts'

const NAMES = ['client', 'show', 'meeting']

/** Which client the address says is open, and which of its meetings; how to open others. On the Clients screen. */
export function useOpenClient() {
  const { go, hrefOf, follow } = useInPlace(NAMES)
  const openId = useSearch({ from: '/clients', select: (search) => search.client })
  const shown = useSearch({ from: '/clients', select: (search) => search.show })
  const functions = useMemo(
    () => ({
      hrefOf: (client: string, show?: Shown) => hrefOf({ client, show }),
      follow: (event: Parameters<typeof follow>[0], client: string, show?: Shown) =>
        follow(event, { client, show, meeting: undefined }),
      /** Another client, with the same of its meetings. */
      show: (client: string) => go({ client }, 'replace'),
      close: () => go({ client: undefined, show: undefined, meeting: undefined }),
    }),
    [go, hrefOf, follow],
  )
  return useMemo(() => ({ openId, shown, ...functions }), [openId, shown, functions])
}
