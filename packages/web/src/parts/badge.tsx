import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon.tsx'

export type Tone = 'plain' | 'busy' | 'good' | 'late' | 'bad'

/** Text and ground per tone; contrast at least 4.5 : 1 in both colour schemes. */
export const TONES: Readonly<Record<Tone, string>> = {
  plain: 'bg-page text-muted',
  busy: 'bg-accent-soft text-accent-strong',
  good: 'bg-good-soft text-good',
  late: 'bg-warn-soft text-warn',
  bad: 'bg-bad-soft text-bad',
}

/** A short state: colour, drawing and word. */
export function Badge({ tone, icon, children }: { tone: Tone; icon?: IconName; children: ReactNode }) {
  return (
    <span
      className={`inline-flex items-center gap-1 rounded px-1.5 py-px text-xs font-medium ${TONES[tone]}`}
    >
      {icon && <Icon name={icon} className="size-3.5" />}
      {children}
    </span>
  )
}
