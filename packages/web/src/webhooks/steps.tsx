import { Icon, type IconName } from '../parts/icon.tsx'

export interface Step {
  readonly name: 'received' | 'verified' | 'stored' | 'applied'
  readonly state: 'ok' | 'failed' | 'waiting' | 'skipped'
  readonly note?: string
}

const LOOKS: Readonly<Record<Step['state'], { icon: IconName; text: string; word: string }>> = {
  ok: { icon: 'check', text: 'text-good', word: 'done' },
  failed: { icon: 'alert', text: 'text-bad', word: 'not done' },
  waiting: { icon: 'clock', text: 'text-accent-strong', word: 'waiting' },
  skipped: { icon: 'minus', text: 'text-muted', word: 'left out' },
}

const NAMES: Readonly<Record<Step['name'], string>> = {
  received: 'Received',
  verified: 'Verified',
  stored: 'Stored',
  applied: 'Applied',
}

/** The way of a delivery with a line for each step. */
export function Steps({ steps, label }: { readonly steps: readonly Step[]; readonly label: string }) {
  return (
    <ol aria-label={label} className="space-y-1.5 text-sm">
      {steps.map(({ name, state, note }) => (
        <li key={name} className="flex gap-2">
          <Icon name={LOOKS[state].icon} className={`mt-0.5 ${LOOKS[state].text}`} />
          <p className="min-w-0">
            <span className="font-medium">{NAMES[name]}</span>
            <span className="sr-only"> ({LOOKS[state].word})</span>
            {note && <span className="text-muted"> · {note}</span>}
          </p>
        </li>
      ))}
    </ol>
  )
}

/** The same in one line of a list. */
export function StepLine({ steps }: { readonly steps: readonly Step[] }) {
  return (
    <ol className="flex flex-wrap items-center gap-x-2.5 gap-y-0.5 text-xs text-muted">
      {steps.map(({ name, state }) => (
        <li key={name} className={`inline-flex items-center gap-1 ${state === 'failed' ? 'text-bad' : ''}`}>
          <Icon name={LOOKS[state].icon} className={`size-3.5 ${LOOKS[state].text}`} />
          {NAMES[name].toLowerCase()}
          <span className="sr-only"> ({LOOKS[state].word})</span>
        </li>
      ))}
    </ol>
  )
}
