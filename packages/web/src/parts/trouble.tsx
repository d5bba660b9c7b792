import type { ReactNode } from 'react'
import { Icon } from './icon.tsx'

/** What happened and since when, what it means, what comes by itself, what one can do; the action itself stands below. */
export function Trouble(props: {
  readonly what: string
  readonly since?: string | undefined
  /** What it means for the list. */
  readonly meaning?: string | undefined
  /** What we do next, and when. */
  readonly weDo?: string | undefined
  readonly nextStep?: string
  /** For who looks after the server; small, and last. */
  readonly technical?: string | undefined
  readonly tone?: 'late' | 'bad'
  readonly children?: ReactNode
}) {
  const { what, since, meaning, weDo, nextStep, technical, tone = 'late', children } = props
  return (
    <div className={`rounded-md p-3 text-sm ${tone === 'bad' ? 'bg-bad-soft' : 'bg-warn-soft'}`}>
      <p className={`font-medium ${tone === 'bad' ? 'text-bad' : 'text-warn'}`}>
        <Icon name="alert" className="mr-1 -mt-0.5" />
        {what}
      </p>
      {meaning && <p className="mt-1">{meaning}</p>}
      {weDo && <p className="mt-1">{weDo}</p>}
      {nextStep && <p className="mt-1">{nextStep}</p>}
      {since && <p className="mt-1 text-muted">Since {since}.</p>}
      {technical && <p className="mt-1 text-xs text-muted">In detail: {technical}</p>}
      {children && <div className="mt-2">{children}</div>}
    </div>
  )
}
