import { useSearch } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { useApp } from '../app/context.ts'
import { useKeys } from '../browser/keys.ts'
import { KeepPlace } from '../live/keep-place.tsx'
import { Card } from '../parts/card.tsx'
import { useNow } from '../time/use-now.ts'
import { filterOf } from './delivery-filter.ts'
import { DeliveryFilters } from './delivery-filters.tsx'
import { DeliveryList } from './delivery-list.tsx'
import { ReplayBar } from './replay-bar.tsx'
import { ReplayDialog } from './replay-dialog.tsx'
import { useDeliveries, useReplay } from './use-deliveries.ts'
import { useSelection } from './use-selection.ts'

/** Every delivery with what became of it: to filter, to select (X) and to replay (R). */
export function Deliveries({ openId }: { readonly openId: string | undefined }) {
  const { formats, isLive, hasShortcuts } = useApp()
  const search = useSearch({ from: '/webhooks' })
  const filter = filterOf(search, formats.timeZone)
  const query = useDeliveries(filter, isLive)
  const nowMs = useNow(10_000)
  const selection = useSelection((query.data ?? []).map(({ id }) => id))
  const replay = useReplay()
  const [isAsking, setAsking] = useState(false)
  const list = useRef<HTMLDivElement>(null)

  function replayThese(): void {
    const focused = focusedRow()
    const ids = selection.ids.length > 0 ? selection.ids : focused === undefined ? [] : [focused]
    if (ids.length > 0 && !replay.isPending) replay.mutate(ids, { onSuccess: selection.clear })
  }
  const select = () => {
    const focused = focusedRow()
    if (focused !== undefined) selection.toggle(focused)
  }
  useKeys({ x: select, r: replayThese }, hasShortcuts && openId === undefined && !isAsking)

  return (
    <Card title="Deliveries">
      <DeliveryFilters />
      <ReplayBar
        {...{ selection, replay, filter }}
        replaySelected={replayThese}
        askForAll={() => setAsking(true)}
      />
      <KeepPlace rows={query.data} list={list}>
        <DeliveryList {...{ query, filter, selection, formats, nowMs, list, openId }} />
      </KeepPlace>
      <p className="mt-2 text-xs text-muted">
        Times are shown in {formats.timeZone}. X selects the focused row, R replays.
      </p>
      {isAsking && <ReplayDialog {...{ filter, search, replay }} close={() => setAsking(false)} />}
    </Card>
  )
}

/** The delivery of the row in which the focus is. */
function focusedRow(): string | undefined {
  const row = document.activeElement?.closest('li')?.querySelector<HTMLElement>('[data-delivery]')
  return row?.dataset['delivery']
}
