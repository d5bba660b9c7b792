import { useEffect } from 'react'
import { useApp } from '../app/context.ts'
import { useKeys } from '../browser/keys.ts'
import { SideDrawer } from '../parts/side-drawer.tsx'
import { useNow } from '../time/use-now.ts'
import { DeliveryDetails } from './delivery-details.tsx'
import { useDelivery, useReplay } from './use-deliveries.ts'

/** One delivery beside the list; R replays it. */
export function DeliveryDrawer(props: {
  readonly id: string
  readonly show: (id: string | undefined, how?: 'push' | 'replace') => void
}) {
  const { id, show } = props
  const { formats, isLive, hasShortcuts } = useApp()
  const nowMs = useNow(10_000)
  const delivery = useDelivery(id, isLive)
  const replay = useReplay()
  // biome-ignore lint/correctness/useExhaustiveDependencies: nothing was done to another delivery
  useEffect(() => {
    replay.reset()
  }, [id])
  const beside = (by: 1 | -1) => {
    const other = neighbour(id, by)
    return other === undefined ? undefined : () => show(other, 'replace')
  }
  const [next, previous] = [beside(1), beside(-1)]
  const again = () => {
    if (!replay.isPending) replay.mutate([id])
  }
  useKeys({ r: again }, hasShortcuts)

  const shown = delivery.data?.id === id ? delivery.data : undefined
  return (
    <SideDrawer
      what="delivery"
      titleId="delivery-title"
      shown={id}
      {...{ hasShortcuts, next, previous }}
      close={() => show(undefined)}
    >
      {shown ? (
        <DeliveryDetails key={id} {...{ delivery: shown, formats, nowMs, replay, again }} />
      ) : (
        <p id="delivery-title" className="p-6 text-muted">
          {delivery.isError ? delivery.error.message : 'Loading this delivery…'}
        </p>
      )}
    </SideDrawer>
  )
}

/** The delivery of the row before or after this one. */
function neighbour(id: string, by: 1 | -1): string | undefined {
  const ids = [...document.querySelectorAll<HTMLElement>('[data-delivery]')].map(
    (row) => row.dataset['delivery'],
  )
  const at = ids.indexOf(id)
  return at < 0 ? undefined : ids[at + by]
}
