import { useMemo, useRef } from 'react'
import { useApp } from '../app/context.ts'
import { useOpenClient } from '../client/use-open-client.ts'
import { KeepPlace } from '../live/keep-place.tsx'
import { ListTrouble } from '../parts/list-trouble.tsx'
import { NextPage } from '../parts/next-page.tsx'
import { Skeleton } from '../parts/skeleton.tsx'
import { useNow } from '../time/use-now.ts'
import type { RowLook } from './client-row.tsx'
import { ClientRows } from './client-rows.tsx'
import { EmptyClients } from './empty-clients.tsx'
import type { ClientsSearch } from './search.ts'
import { useClients } from './use-clients.ts'

/** The rows. They stay while newer ones are fetched; grey bars only before the first answer. */
export function ClientList({ search }: { readonly search: ClientsSearch }) {
  const { formats } = useApp()
  const query = useClients(search)
  const today = formats.dayKey(useNow(10_000))
  const { openId, hrefOf, follow } = useOpenClient()
  const list = useRef<HTMLDivElement>(null)
  const look = useMemo<RowLook>(
    () => ({ formats, todayMs: Date.parse(`${today}T12:00:00Z`), hrefOf, follow }),
    [formats, today, hrefOf, follow],
  )
  const clients = query.data ?? []
  return (
    <KeepPlace rows={query.data} list={list}>
      <div
        ref={list}
        aria-busy={query.isPending || query.isPlaceholderData}
        className={`[overflow-anchor:none] overflow-clip rounded-lg border border-line bg-card ${query.isPlaceholderData ? 'opacity-60' : ''}`}
      >
        {query.isError && <ListTrouble message={query.error.message} hasRows={query.data !== undefined} />}
        {query.isPending && <Skeleton what="clients" />}
        {query.data?.length === 0 && <EmptyClients search={search} />}
        <ClientRows {...{ clients, look, openId }} />
        <NextPage of="client" query={query} total={undefined} />
      </div>
    </KeepPlace>
  )
}
