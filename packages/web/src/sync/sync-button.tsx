import { TONES } from '../parts/badge.tsx'
import { Icon, type IconName } from '../parts/icon.tsx'
import type { SyncState } from './state.ts'
import type { SyncWords } from './words.ts'

const LABELS: Readonly<Record<SyncState['name'], string>> = {
  idle: 'Sync Calendly',
  queued: 'Queued',
  running: 'Checking Calendly',
  waiting: 'Waiting for Calendly',
  done: 'Sync Calendly',
  partial: 'Sync Calendly',
  failed: 'Sync Calendly again',
}
const ICONS: Readonly<Record<SyncWords['tone'], IconName | undefined>> = {
  plain: undefined,
  busy: undefined,
  good: 'check',
  late: 'clock',
  bad: 'alert',
}

/** The button and, beside it, what its last press has come to. */
export function SyncButton(props: {
  readonly state: SyncState
  readonly words: SyncWords
  readonly isJoined: boolean
  readonly press: () => void
  readonly isFull: boolean
}) {
  const { state, words, isJoined, press, isFull } = props
  const isTurning = state.name === 'queued' || state.name === 'running'
  const icon = ICONS[words.tone]
  const lines = isJoined ? [...words.lines, 'You joined the check under way.'] : words.lines
  return (
    <div className="flex flex-col gap-2 lg:items-end" data-sync={state.name}>
      <button
        type="button"
        onClick={press}
        aria-keyshortcuts="S"
        aria-describedby="sync-words"
        className={`inline-flex w-full cursor-pointer items-center justify-center gap-2 rounded-md bg-accent px-4 font-semibold text-on-accent hover:bg-accent-strong sm:w-auto ${isFull ? 'min-h-10 min-w-52 py-2' : 'min-h-9 min-w-44 text-sm'}`}
      >
        <Icon name="refresh" className={isTurning ? 'motion-safe:animate-spin' : ''} />
        {LABELS[state.name]}
      </button>
      <div id="sync-words" className="text-sm text-balance tabular-nums lg:max-w-80 lg:text-right">
        {lines.map((line, index) => (
          <p
            key={line}
            className={index === 0 && words.tone !== 'plain' ? `${textOf(words)} font-medium` : 'text-muted'}
          >
            {index === 0 && icon && <Icon name={icon} className="mr-1 -mt-0.5" />}
            {line}
          </p>
        ))}
      </div>
    </div>
  )
}

function textOf({ tone }: SyncWords): string {
  return TONES[tone].split(' ').find((name) => name.startsWith('text-')) ?? ''
}
