import { Link } from '@tanstack/react-router'
import type { RefObject } from 'react'
import { Button, buttonLook } from '../parts/button.tsx'
import { EmptyWords } from '../parts/empty-words.tsx'
import { ListTrouble } from '../parts/list-trouble.tsx'
import { Skeleton } from '../parts/skeleton.tsx'
import type { Formats } from '../time/formats.ts'
import { type DeliveryFilter, isFiltered } from './delivery-filter.ts'
import { DeliveryRow } from './delivery-row.tsx'
import type { useDeliveries } from './use-deliveries.ts'
import type { Selection } from './use-selection.ts'

/** The rows. They stay while newer ones are fetched; grey bars only before the first answer. */
export function DeliveryList(props: {
  readonly query: ReturnType<typeof useDeliveries>
  readonly filter: DeliveryFilter
  readonly selection: Selection
  readonly formats: Formats
  readonly nowMs: number
  readonly list: RefObject<HTMLDivElement | null>
  readonly openId: string | undefined
}) {
  const { query, filter, selection, formats, nowMs, list, openId } = props
  const deliveries = query.data
  return (
    <div
      ref={list}
      aria-busy={query.isPending || query.isPlaceholderData}
      className={`[overflow-anchor:none] overflow-clip rounded-lg border border-line bg-card ${query.isPlaceholderData ? 'opacity-60' : ''}`}
    >
      {query.isError && <ListTrouble message={query.error.message} hasRows={deliveries !== undefined} />}
      {query.isPending && <Skeleton what="deliveries" />}
      {deliveries?.length === 0 && <Empty isFiltered={isFiltered(filter)} />}
      <ul className="divide-y divide-line">
        {deliveries?.map((delivery) => (
          <DeliveryRow
            key={delivery.id}
            {...{ delivery, formats, nowMs }}
            isOpen={delivery.id === openId}
            isSelected={selection.has(delivery.id)}
            toggle={() => selection.toggle(delivery.id)}
          />
        ))}
      </ul>
      {query.hasNextPage && (
        <div className="border-t border-line p-3 text-center">
          <Button onClick={() => query.fetchNextPage()} isBusy={query.isFetchingNextPage}>
            {query.isFetchingNextPage ? 'Loading…' : 'Load more'}
          </Button>
        </div>
      )}
    </div>
  )
}

function Empty({ isFiltered }: { readonly isFiltered: boolean }) {
  if (!isFiltered)
    return (
      <EmptyWords
        title="Nothing was delivered yet"
        reason="As soon as somebody books, moves or cancels, Calendly tells it here. Send a test to see that the way is open."
      />
    )
  return (
    <EmptyWords title="No delivery matches" reason="The filters above leave nothing over.">
      <Link
        from="/webhooks"
        to="/webhooks"
        search={({ meeting }) => ({ meeting })}
        resetScroll={false}
        className={buttonLook('plain')}
      >
        Clear the filters
      </Link>
    </EmptyWords>
  )
}
