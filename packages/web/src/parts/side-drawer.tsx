import { type MouseEvent, type ReactNode, useEffect, useLayoutEffect, useRef } from 'react'
import { frontDialog } from '../browser/front-dialog.ts'
import { useKeys } from '../browser/keys.ts'
import { Icon, type IconName } from './icon.tsx'

/** One row's content beside its list. A modal dialog: the browser keeps the focus inside and gives it back. */
export function SideDrawer(props: {
  /** "meeting", as in "Next meeting". */
  readonly what: string
  /** Id of the element that names what is shown. */
  readonly titleId: string
  /** What is shown: another one begins at its top. */
  readonly shown: string
  readonly hasShortcuts: boolean
  readonly close: () => void
  /** Shows the next or the previous of the list; undefined at its ends. */
  readonly next: (() => void) | undefined
  readonly previous: (() => void) | undefined
  /** Another drawer is to stand in front: this one opens when that is closed. */
  readonly isWaiting?: boolean
  readonly children: ReactNode
}) {
  const { what, titleId, shown, hasShortcuts, close, next, previous, isWaiting = false, children } = props
  const dialog = useRef<HTMLDialogElement>(null)
  // Before the frame is painted, so that the drawer is in it.
  useLayoutEffect(() => {
    if (isWaiting || dialog.current?.open) return
    dialog.current?.showModal()
    dialog.current?.focus() // the dialog itself, so that a reader begins at its name
  }, [isWaiting])
  const before = useRef(shown)
  useEffect(() => {
    if (!dialog.current) return
    dialog.current.scrollTop = 0
    // What had the focus belongs to the one before.
    if (before.current !== shown && document.activeElement === document.body) dialog.current.focus()
    before.current = shown
  }, [shown])
  const inFront = (act: () => void) => () => {
    if (frontDialog() === dialog.current) act()
  }
  useKeys({ ...(next && { j: inFront(next) }), ...(previous && { k: inFront(previous) }) }, hasShortcuts)

  const onBackdrop = (event: MouseEvent) => {
    if (event.target === dialog.current) close()
  }
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the key for it is Esc, which the dialog handles itself
    <dialog
      ref={dialog}
      aria-labelledby={titleId}
      tabIndex={-1}
      onClose={close}
      onClick={onBackdrop}
      className="fixed inset-y-0 right-0 left-auto m-0 h-dvh max-h-none w-full max-w-lg overflow-y-auto border-l border-line bg-card text-ink outline-none"
    >
      <div className="flex min-h-full flex-col">
        <div className="sticky top-0 z-10 flex items-center gap-1 border-b border-line bg-card px-4 py-2">
          <p className="mr-auto text-sm text-muted first-letter:uppercase">{what}</p>
          <Tool name="up" label={`Previous ${what}`} keys="K" act={previous} />
          <Tool name="down" label={`Next ${what}`} keys="J" act={next} />
          <Tool name="close" label="Close" keys="Escape" act={() => dialog.current?.close()} />
        </div>
        {children}
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
