import { type MouseEvent, useEffect, useRef } from 'react'
import { useApp } from '../app/context.ts'
import { useKeys } from '../browser/keys.ts'
import { Icon, type IconName } from '../parts/icon.tsx'
import { useNow } from '../time/use-now.ts'
import { DeliveryDetails } from './delivery-details.tsx'
import { useDelivery, useReplay } from './use-deliveries.ts'

/** One delivery beside the list. A modal dialog: the browser keeps the focus inside and gives it back. */
export function DeliveryDrawer(props: {
  readonly id: string
  readonly show: (id: string | undefined, how?: 'push' | 'replace') => void
}) {
  const { id, show } = props
  const { formats, isLive, hasShortcuts } = useApp()
  const nowMs = useNow(10_000)
  const dialog = useRef<HTMLDialogElement>(null)
  const delivery = useDelivery(id, isLive)
  const replay = useReplay()
  useEffect(() => {
    if (!dialog.current?.open) dialog.current?.showModal()
    dialog.current?.focus() // the dialog itself, so that a reader begins at its name
  }, [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: another delivery begins at its top, with nothing done to it
  useEffect(() => {
    if (dialog.current) dialog.current.scrollTop = 0
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
  useKeys({ r: again, ...(next && { j: next }), ...(previous && { k: previous }) }, hasShortcuts)

  const onBackdrop = (event: MouseEvent) => {
    if (event.target === dialog.current) show(undefined)
  }
  const shown = delivery.data?.id === id ? delivery.data : undefined
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the key for it is Esc, which the dialog handles itself
    <dialog
      ref={dialog}
      aria-labelledby="delivery-title"
      tabIndex={-1}
      onClose={() => show(undefined)}
      onClick={onBackdrop}
      className="fixed inset-y-0 right-0 left-auto m-0 h-dvh max-h-none w-full max-w-lg overflow-y-auto border-l border-line bg-card text-ink outline-none"
    >
      <div className="flex min-h-full flex-col">
        <div className="sticky top-0 z-10 flex items-center gap-1 border-b border-line bg-card px-4 py-2">
          <p className="mr-auto text-sm text-muted">Delivery</p>
          <Tool name="up" label="Previous delivery" keys="K" act={previous} />
          <Tool name="down" label="Next delivery" keys="J" act={next} />
          <Tool name="close" label="Close" keys="Escape" act={() => dialog.current?.close()} />
        </div>
        {shown ? (
          <DeliveryDetails key={id} {...{ delivery: shown, formats, nowMs, replay, again }} />
        ) : (
          <p id="delivery-title" className="p-6 text-muted">
            {delivery.isError ? delivery.error.message : 'Loading this delivery…'}
          </p>
        )}
      </div>
    </dialog>
  )
}

function Tool(props: { name: IconName; label: string; keys: string; act: (() => void) | undefined }) {
  const { name, label, keys, act } = props
  return (
    <button
      type="button"
      aria-label={label}
      aria-keyshortcuts={keys}
      title={`${label} (${keys === 'Escape' ? 'Esc' : keys})`}
      onClick={act}
      disabled={!act}
      className="grid size-8 cursor-pointer place-items-center rounded-md hover:bg-accent-soft disabled:cursor-default disabled:opacity-40"
    >
      <Icon name={name} />
    </button>
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
