import type { ReactNode } from 'react'
import { Icon } from './icon.tsx'

/** What happened, since when, what it means, what one can do; the action itself stands below. */
export function Trouble(props: {
  readonly what: string
  readonly since?: string | undefined
  /** What it means for the list. */
  readonly meaning?: string
  readonly nextStep?: string
  readonly tone?: 'late' | 'bad'
  readonly children?: ReactNode
}) {
  const { what, since, meaning, nextStep, tone = 'late', children } = props
  return (
    <div className={`rounded-md p-3 text-sm ${tone === 'bad' ? 'bg-bad-soft' : 'bg-warn-soft'}`}>
      <p className={`font-medium ${tone === 'bad' ? 'text-bad' : 'text-warn'}`}>
        <Icon name="alert" className="mr-1 -mt-0.5" />
        {what}
      </p>
      {meaning && <p className="mt-1">{meaning}</p>}
      {nextStep && <p className="mt-1">{nextStep}</p>}
      {since && <p className="mt-1 text-muted">Since {since}.</p>}
      {children && <p className="mt-1.5">{children}</p>}
    </div>
  )
}
