import { type MouseEvent, type ReactNode, useEffect, useLayoutEffect, useRef } from 'react'
import { frontDialog } from '../browser/front-dialog.ts'
import { useKeys } from '../browser/keys.ts'
import { Icon, type IconName } from './icon.tsx'

/** From this width on the list is seen beside the drawer, and stays in use: another row can be opened from it. */
const HAS_ROOM = '(min-width: 64rem)'
const FIELDS = 'input, textarea, select'

/**
 * One row's content beside its list. Where it covers the list it is a modal dialog, and the browser keeps the focus inside;
 * where it does not, the list is not taken away (that would also make the browser style the whole page anew: half of the
 * time that a drawer takes to open). Esc closes it either way, and the focus goes back.
 */
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
    if (window.matchMedia(HAS_ROOM).matches) dialog.current?.show()
    else dialog.current?.showModal()
    dialog.current?.focus() // the dialog itself, so that a reader begins at its name
  }, [isWaiting])
  const before = useRef(shown)
  useEffect(() => {
    if (!dialog.current) return
    dialog.current.scrollTop = 0
    // What had the focus belongs to the one before, or is the row that was just opened.
    if (before.current !== shown && !dialog.current.contains(document.activeElement)) dialog.current.focus()
    before.current = shown
  }, [shown])
  const inFront = (act: () => void) => () => {
    if (frontDialog() === dialog.current) act()
  }
  useKeys({ ...(next && { j: inFront(next) }), ...(previous && { k: inFront(previous) }) }, hasShortcuts)
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const { target } = event
      const drawer = dialog.current
      if (event.key !== 'Escape' || event.defaultPrevented) return
      // Modal it hears Esc by itself; in a field of the page the key is that field's.
      if (!drawer || drawer.matches(':modal') || frontDialog() !== drawer) return
      if (target instanceof Element && target.matches(FIELDS) && !drawer.contains(target)) return
      event.preventDefault() // one key closes one drawer
      drawer.close()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
  const onBackdrop = (event: MouseEvent) => {
    if (event.target === dialog.current && dialog.current.matches(':modal')) close()
  }
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the key for it is Esc
    <dialog
      ref={dialog}
      aria-labelledby={titleId}
      tabIndex={-1}
      onClose={close}
      onClick={onBackdrop}
      className="fixed inset-y-0 right-0 left-auto z-50 m-0 h-dvh max-h-none w-full max-w-lg overflow-y-auto border-l border-line bg-card text-ink shadow-2xl outline-none"
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
