import { TONES } from '../parts/badge.tsx'
import { Icon, type IconName } from '../parts/icon.tsx'
import type { Freshness } from './sentence.ts'

const ICONS: Readonly<Record<Freshness['tone'], IconName>> = {
  good: 'check',
  busy: 'refresh',
  late: 'clock',
  bad: 'alert',
}

/** The answer first: is the list complete? */
export function FreshnessLine(props: { readonly freshness: Freshness; readonly isFull: boolean }) {
  const { tone, label, sentence, notes } = props.freshness
  return (
    <div className="min-w-0" data-tone={tone}>
      <p
        className={`inline-flex items-center gap-1.5 rounded-full px-2.5 py-0.5 text-sm font-semibold ${TONES[tone]}`}
      >
        <Icon name={ICONS[tone]} />
        {label}
      </p>
      <p
        className={`font-medium text-pretty tabular-nums ${props.isFull ? 'mt-2 text-lg leading-snug' : 'mt-1 text-sm'}`}
      >
        {sentence}
      </p>
      {notes.map((note) => (
        <p key={note} className="mt-1 text-sm text-muted">
          {note}
        </p>
      ))}
    </div>
  )
}
