import { useMemo } from 'react'
import type { Client } from '../api/types.ts'
import { usePages } from '../api/use-pages.ts'
import type { ClientsSearch } from './search.ts'

/** The clients that the address asks for, page after page; nobody is asked for while suggestions are shown. */
export function useClients({ tab, q, sort }: ClientsSearch) {
  const words = q?.trim()
  const question = useMemo(
    () =>
      tab === 'confirm'
        ? undefined
        : {
            sort: sort ?? 'name',
            ...(words && { q: words }),
            ...(tab === 'guests' && { guests: 'true' }),
          },
    [tab, sort, words],
  )
  return usePages<Client>('clients', '/api/clients', tab ?? 'all', question)
}
