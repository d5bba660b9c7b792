import { Link } from '@tanstack/react-router'
import { plainWords } from '../api/plain-words.ts'
import type { FailureGroup, Mute } from '../api/types.ts'
import { useApp } from '../app/context.ts'
import { Badge } from '../parts/badge.tsx'
import { Button } from '../parts/button.tsx'
import { MuteButton } from './mute-button.tsx'
import { Said } from './said.tsx'
import { Trend } from './trend.tsx'
import { useOperation } from './use-operation.ts'
import { counted } from './words.ts'

const LINK = 'text-accent underline underline-offset-2'

/** One cause: how many have it, since when, how it goes, and what can be done about it. */
export function FailureRow(props: {
  readonly group: FailureGroup
  readonly mute: Mute | undefined
  readonly nowMs: number
  readonly isAlone: boolean
}) {
  const { group, mute, nowMs, isAlone } = props
  const { code, message, count, accounts, since, trend } = group
  const { formats } = useApp()
  const operation = useOperation()
  const { words } = plainWords(message ?? 'Nothing more is known of it.')
  const failed = counted(count, 'failed check')
  return (
    <li data-cause={code} className="grid gap-x-6 gap-y-2 px-4 py-3 md:grid-cols-[minmax(0,1fr)_auto_auto]">
      <div className="min-w-0">
        <p className="font-medium">
          {words} {mute && <Badge tone="plain">Muted until {formats.moment(mute.until, nowMs)}</Badge>}
        </p>
        <p className="mt-0.5 text-sm text-muted">
          {accounts > 0 ? (
            <Link
              to="/operations"
              search={({ meeting }) => ({ meeting, code })}
              hash="users"
              activeProps={{}}
              data-row=""
              className={LINK}
            >
              {counted(accounts, 'account')}
            </Link>
          ) : (
            'No account'
          )}{' '}
          now{since !== null && ` since ${formats.moment(since, nowMs)}`} ·{' '}
          {isAlone ? (
            <Link to="/activity" search={{ kind: 'run', q: code }} className={LINK}>
              {failed}
            </Link>
          ) : (
            failed
          )}{' '}
          in 24 h · <code className="text-xs">{code}</code>
        </p>
        <Said operation={operation} pending="Asking for the checks…" className="mt-1" />
      </div>
      <Trend trend={trend} />
      <div className="flex items-start gap-2">
        <Button
          // Not `disabled`: it keeps the focus when the last account is well again.
          isBusy={operation.isPending || accounts === 0}
          aria-label={`Retry what fails with ${code}`}
          onClick={() => operation.mutate({ do: 'retry', code })}
        >
          Retry
        </Button>
        <MuteButton what={{ code }} about={`the cause ${code}`} mute={mute} />
      </div>
    </li>
  )
}
