import { type MouseEvent, type ReactNode, useEffect, useRef } from 'react'
import { useKeys } from '../browser/keys.ts'
import { Icon, type IconName } from '../parts/icon.tsx'
import type { Formats } from '../time/formats.ts'
import { Details } from './details.tsx'
import { useMeeting } from './use-meeting.ts'

/** One meeting beside the list. A modal dialog: the browser keeps the focus inside and gives it back. */
export function Drawer(props: {
  readonly id: string
  readonly formats: Formats
  readonly nowMs: number
  readonly hasShortcuts: boolean
  readonly close: () => void
  /** Opens the next (1) or previous (-1) meeting of the list; absent at its ends. */
  readonly next: (() => void) | undefined
  readonly previous: (() => void) | undefined
  readonly open: (id: string) => void
}) {
  const { id, formats, nowMs, hasShortcuts, close, next, previous, open } = props
  const dialog = useRef<HTMLDialogElement>(null)
  const { row, detail, error } = useMeeting(id)
  useEffect(() => {
    if (!dialog.current?.open) dialog.current?.showModal()
    dialog.current?.focus() // the dialog itself, so that a reader begins at its name
  }, [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: another meeting begins at its top
  useEffect(() => {
    if (dialog.current) dialog.current.scrollTop = 0
  }, [id])
  useKeys({ ...(next && { j: next }), ...(previous && { k: previous }) }, hasShortcuts)

  const onBackdrop = (event: MouseEvent) => {
    if (event.target === dialog.current) close()
  }
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the key for it is Esc, which the dialog handles itself
    <dialog
      ref={dialog}
      aria-labelledby="meeting-title"
      tabIndex={-1}
      onClose={close}
      onClick={onBackdrop}
      className="fixed inset-y-0 right-0 left-auto m-0 h-dvh max-h-none w-full max-w-lg overflow-y-auto border-l border-line bg-card text-ink outline-none"
    >
      <div className="flex min-h-full flex-col">
        <div className="sticky top-0 z-10 flex items-center gap-1 border-b border-line bg-card px-4 py-2">
          <p className="mr-auto text-sm text-muted">Meeting</p>
          <Tool name="up" label="Previous meeting" keys="K" act={previous} />
          <Tool name="down" label="Next meeting" keys="J" act={next} />
          <Tool name="close" label="Close" keys="Escape" act={() => dialog.current?.close()} />
        </div>
        {row && error && !detail && (
          <p role="alert" className="bg-bad-soft px-4 py-2 text-sm text-bad">
            {error.message} What the list knows is below.
          </p>
        )}
        {row ? (
          <Details key={id} {...{ meeting: row, detail, formats, nowMs, open }} />
        ) : (
          <Message>{error ? error.message : 'Loading this meeting…'}</Message>
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

function Message({ children }: { readonly children: ReactNode }) {
  return (
    <p id="meeting-title" className="p-6 text-muted">
      {children}
    </p>
  )
}
