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
export function FreshnessLine({ freshness }: { freshness: Freshness }) {
  const { tone, label, sentence, notes } = freshness
  return (
    <div className="min-w-0" data-tone={tone}>
      <p
        className={`inline-flex items-center gap-1.5 rounded-full px-2.5 py-0.5 text-sm font-semibold ${TONES[tone]}`}
      >
        <Icon name={ICONS[tone]} />
        {label}
      </p>
      <p className="mt-2 text-lg leading-snug font-medium text-pretty tabular-nums">{sentence}</p>
      {notes.map((note) => (
        <p key={note} className="mt-1 text-sm text-muted">
          {note}
        </p>
      ))}
    </div>
  )
}
