import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { OperationsView } from '../api/types.ts'
import { useApp } from '../app/context.ts'
import { Card } from '../parts/card.tsx'
import { ago, lasting } from '../time/formats.ts'
import { Budgets } from './budgets.tsx'
import { counted, shortId } from './words.ts'

const LINK = 'text-accent underline underline-offset-2'

/** What is in line, who works on it, and how many calls to Calendly are used. */
export function Machinery({ view, nowMs }: { readonly view: OperationsView; readonly nowMs: number }) {
  const { queue, inbox, workers, stuck, totals } = view
  const waiting = `${queue.waiting.toLocaleString('en-GB')} waiting, ${queue.running.toLocaleString('en-GB')} running`
  return (
    <Card title="At work now">
      <div className="grid gap-2 sm:grid-cols-2 xl:grid-cols-4">
        <Tile title="Checks">
          <p className="font-medium tabular-nums">
            {totals.users <= 1 ? (
              <Link to="/activity" search={{ kind: 'run' }} className={LINK}>
                {waiting}
              </Link>
            ) : (
              waiting
            )}
          </p>
          <Age seconds={queue.oldestSeconds} />
          {stuck.length > 0 && (
            <p className="text-warn">
              <a href="#stuck" className="underline underline-offset-2">
                {counted(stuck.length, 'check')} stuck
              </a>
            </p>
          )}
        </Tile>
        <Tile title="Webhook inbox">
          <p className="font-medium tabular-nums">
            <Link to="/webhooks" search={{ outcome: 'waiting' }} className={LINK}>
              {inbox.waiting.toLocaleString('en-GB')} waiting
            </Link>
            ,{' '}
            <Link
              to="/webhooks"
              search={{ outcome: 'failed' }}
              className={inbox.failed > 0 ? 'text-warn underline underline-offset-2' : LINK}
            >
              {inbox.failed.toLocaleString('en-GB')} failed
            </Link>
          </p>
          <Age seconds={inbox.oldestSeconds} />
        </Tile>
        <Tile title="Workers">
          <Workers {...{ workers, nowMs }} />
        </Tile>
        <Tile title="Calls to Calendly this minute">
          <Budgets budgets={view.budgets} />
        </Tile>
      </div>
    </Card>
  )
}

function Tile({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section aria-label={title} className="min-w-0 rounded-lg border border-line bg-card p-3 text-sm">
      <h3 className="mb-1 text-muted">{title}</h3>
      {children}
    </section>
  )
}

function Age({ seconds }: { readonly seconds: number | null }) {
  return (
    <p className="text-muted">
      {seconds === null ? 'Nothing is in line' : `The oldest waits for ${lasting(seconds)}`}
    </p>
  )
}

function Workers(props: { readonly workers: OperationsView['workers']; readonly nowMs: number }) {
  const { workers, nowMs } = props
  const { formats } = useApp()
  if (workers.length === 0)
    return <p className="text-warn">None: nothing is checked until a process with workers starts.</p>
  return (
    <details>
      <summary className="min-h-6 cursor-pointer font-medium">{counted(workers.length, 'worker')}</summary>
      <ul className="mt-1 max-h-40 space-y-1 overflow-y-auto text-muted">
        {workers.map(({ id, startedAt, lastSeenAt }) => (
          <li key={id}>
            <code className="text-xs">{shortId(id)}</code> started {formats.moment(startedAt, nowMs)}, seen{' '}
            {ago(lastSeenAt, nowMs)}
          </li>
        ))}
      </ul>
    </details>
  )
}
