import { useRef } from 'react'
import { Icon } from '../parts/icon.tsx'
import { Navigation } from './navigation.tsx'

/** The navigation on narrow screens: a button that opens it as a dialog. */
export function Menu({ isOperator }: { readonly isOperator: boolean }) {
  const dialog = useRef<HTMLDialogElement>(null)
  const close = () => dialog.current?.close()
  return (
    <>
      <button
        type="button"
        onClick={() => dialog.current?.showModal()}
        className="-ml-1.5 inline-flex min-h-9 shrink-0 cursor-pointer items-center gap-1.5 rounded-md px-1.5 text-sm font-medium hover:bg-accent-soft lg:hidden"
      >
        <Icon name="menu" />
        Menu
      </button>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the key for it is Esc, which the dialog handles itself */}
      <dialog
        ref={dialog}
        aria-label="Menu"
        onClick={(event) => event.target === dialog.current && close()}
        className="fixed inset-y-0 left-0 m-0 h-dvh max-h-none w-64 max-w-[85vw] border-r border-line bg-card p-3 text-ink"
      >
        <div className="mb-2 flex items-center justify-between pl-2.5">
          <p className="font-semibold">Calendly Sync</p>
          <button
            type="button"
            aria-label="Close the menu"
            onClick={close}
            className="grid size-9 cursor-pointer place-items-center rounded-md hover:bg-accent-soft"
          >
            <Icon name="close" />
          </button>
        </div>
        <Navigation isOperator={isOperator} onFollow={close} />
      </dialog>
    </>
  )
}
