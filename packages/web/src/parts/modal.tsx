import { type ReactNode, useEffect, useId, useRef } from 'react'
import { Icon } from './icon.tsx'

/** A question in front of the page. The browser keeps the focus inside and gives it back. */
export function Modal(props: {
  readonly title: string
  readonly close: () => void
  readonly children: ReactNode
}) {
  const dialog = useRef<HTMLDialogElement>(null)
  const title = useId()
  useEffect(() => {
    if (!dialog.current?.open) dialog.current?.showModal()
  }, [])
  return (
    <dialog
      ref={dialog}
      aria-labelledby={title}
      onClose={props.close}
      className="m-auto max-h-[90dvh] w-full max-w-lg overflow-y-auto rounded-lg border border-line bg-card p-5 text-ink"
    >
      <div className="mb-3 flex items-start justify-between gap-3">
        <h2 id={title} className="pt-1 text-lg font-semibold">
          {props.title}
        </h2>
        <button
          type="button"
          aria-label="Close"
          onClick={() => dialog.current?.close()}
          className="grid size-9 shrink-0 cursor-pointer place-items-center rounded-md hover:bg-accent-soft"
        >
          <Icon name="close" />
        </button>
      </div>
      {props.children}
    </dialog>
  )
}
