import { useEffect, useRef } from 'react'
import { Icon } from '../parts/icon.tsx'
import { screensFor } from './screens.ts'

const KEYS: readonly (readonly [string, string])[] = [
  ['S', 'Check Calendly now'],
  ['/', 'Search'],
  ['F', 'Filter'],
  ['1 – 9', 'Choose a tab or an option'],
  ['J, K', 'Next and previous row, or meeting in the drawer'],
  ['Enter', 'Open what is focused'],
  ['X', 'Select the focused row'],
  ['R', 'Replay the selected deliveries'],
  ['Y, N', 'Same person, or two people (Clients, to confirm)'],
  ['Esc', 'Close, or back'],
  ['?', 'This sheet'],
]

/** All keys, and the switch that turns the single ones off (WCAG 2.2, 2.1.4). */
export function KeysSheet(props: {
  readonly isOperator: boolean
  readonly isOn: boolean
  readonly toggle: () => void
  readonly close: () => void
}) {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    if (!dialog.current?.open) dialog.current?.showModal()
  }, [])
  const rows = [
    ...KEYS,
    ...screensFor(props.isOperator).map(({ key, name }) => [`G ${key.toUpperCase()}`, name] as const),
  ]
  return (
    <dialog
      ref={dialog}
      aria-labelledby="keys-title"
      onClose={props.close}
      className="m-auto max-h-[90dvh] w-full max-w-lg overflow-y-auto rounded-lg border border-line bg-card p-5 text-ink"
    >
      <div className="mb-3 flex items-center justify-between">
        <h2 id="keys-title" className="text-lg font-semibold">
          Keys
        </h2>
        <button
          type="button"
          aria-label="Close"
          onClick={() => dialog.current?.close()}
          className="grid size-9 cursor-pointer place-items-center rounded-md hover:bg-accent-soft"
        >
          <Icon name="close" />
        </button>
      </div>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] items-baseline gap-x-4 gap-y-1.5 text-sm">
        {rows.map(([keys, what]) => (
          <div key={keys} className="contents">
            <dt>
              <kbd className="rounded border border-edge bg-page px-1.5 py-0.5 text-xs">{keys}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <button
        type="button"
        onClick={props.toggle}
        className="mt-4 min-h-9 cursor-pointer rounded-md border border-edge px-3 py-1 text-sm font-medium hover:bg-accent-soft"
      >
        {props.isOn ? 'Turn keys off' : 'Turn keys on'}
      </button>
    </dialog>
  )
}
