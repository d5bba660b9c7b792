import type { SetupFinding } from '../api/types.ts'
import type { Tone } from '../parts/badge.tsx'
import type { IconName } from '../parts/icon.tsx'

type Look = { readonly tone: Tone; readonly icon: IconName; readonly word: string }

/** How a finding is said; colour, drawing and word. */
export const FINDING_LOOKS: Readonly<Record<SetupFinding['state'], Look>> = {
  ok: { tone: 'good', icon: 'check', word: 'In order' },
  warning: { tone: 'late', icon: 'alert', word: 'Warning' },
  fault: { tone: 'bad', icon: 'stop', word: 'Fault' },
  off: { tone: 'plain', icon: 'minus', word: 'Off' },
}

/** "1 fault and 2 warnings", the answer before the list. */
export function summaryWords(findings: readonly Pick<SetupFinding, 'state'>[]): {
  readonly tone: 'good' | 'late' | 'bad'
  readonly words: string
} {
  const count = (state: SetupFinding['state']) => findings.filter((each) => each.state === state).length
  const [faults, warnings] = [count('fault'), count('warning')]
  const parts = [
    ...(faults > 0 ? [`${faults} ${faults === 1 ? 'fault' : 'faults'}`] : []),
    ...(warnings > 0 ? [`${warnings} ${warnings === 1 ? 'warning' : 'warnings'}`] : []),
  ]
  if (parts.length === 0) return { tone: 'good', words: 'Everything that is switched on is in order.' }
  return {
    tone: faults > 0 ? 'bad' : 'late',
    words: `${parts.join(' and ')}: ${faults + warnings === 1 ? 'it' : 'each'} says what would mend it.`,
  }
}
