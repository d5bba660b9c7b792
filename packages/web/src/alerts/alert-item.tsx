import { useEffect, useRef } from 'react'
import { plainWords } from '../api/plain-words.ts'
import type { Alert } from '../api/types.ts'
import { useApp } from '../app/context.ts'
import { nextWords } from '../home/problems.ts'
import { Badge } from '../parts/badge.tsx'
import { Icon } from '../parts/icon.tsx'
import { AlertButton } from './alert-button.tsx'
import { headingOf, mailedWords, spanWords } from './words.ts'

/** One incident: what, what it means, what to do, since when, and the one thing to press. */
export function AlertItem(props: {
  readonly alert: Alert
  readonly nowMs: number
  /** A mail or link is about this one. */
  readonly isLedTo: boolean
}) {
  const { alert, nowMs, isLedTo } = props
  const { kind, state, message, consequence, nextStep, isMuted, isOfInstallation } = alert
  const isOpen = state === 'open'
  const { formats, status } = useApp()
  const account = status?.accounts.find(({ id }) => id === alert.account?.id)
  const weDo = isOpen && account ? nextWords(account, formats, nowMs) : undefined
  const { words, technical } = plainWords(message)
  const isNotice = kind === 'import'
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (isLedTo) heading.current?.focus()
  }, [isLedTo])
  return (
    <li
      data-alert={alert.id}
      className={`border-l-4 px-4 py-3 text-sm ${isOpen ? 'border-l-bad' : 'border-l-transparent'} ${isLedTo ? 'bg-accent-soft' : ''}`}
    >
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <h2 ref={heading} tabIndex={-1} className={`font-semibold outline-none ${isOpen ? 'text-bad' : ''}`}>
          <Icon name={isOpen ? 'alert' : 'check'} className="mr-1 -mt-0.5" />
          {headingOf(alert)}
        </h2>
        {!isOpen && !isNotice && <Badge tone="good">Over</Badge>}
        {isMuted && isOpen && <Badge tone="plain">Muted</Badge>}
        {isOfInstallation && <Badge tone="plain">For owners</Badge>}
      </div>
      <p className="mt-1">{words}</p>
      {(isOpen || isNotice) && <p className="mt-1">{consequence}</p>}
      {weDo && <p className="mt-1">{weDo}</p>}
      {isOpen && <p className="mt-1">{nextStep}</p>}
      <p className="mt-1 text-muted tabular-nums">
        {spanWords(alert, formats, nowMs)} · {mailedWords(alert, formats, nowMs)}
      </p>
      {technical && isOpen && <p className="mt-1 text-xs text-muted">In detail: {technical}</p>}
      {isOpen && <AlertButton alert={alert} />}
    </li>
  )
}
