import { useEffect, useRef, useState } from 'react'
import type { AccountStatus } from '../api/types.ts'
import { useApp } from '../app/context.ts'
import { Badge } from '../parts/badge.tsx'
import { Button } from '../parts/button.tsx'
import { AccountFacts } from './account-facts.tsx'
import { AccountProblem } from './account-problem.tsx'
import { AccountSaid } from './account-said.tsx'
import { ConnectForm } from './connect-form.tsx'
import { DisconnectDialog } from './disconnect-dialog.tsx'
import { Frequency } from './frequency.tsx'
import { mainActionOf } from './main-action.ts'
import { MainButton } from './main-button.tsx'
import { type AccountAct, useAccountActions } from './use-account-actions.ts'
import { useConnect } from './use-connect.ts'
import { STATES } from './words.ts'

/** One account with all that can be done to it; what would help it most stands out, the rest is quiet. */
export function AccountPanel(props: {
  readonly account: AccountStatus
  readonly nowMs: number
  readonly gone: (words: string) => void
}) {
  const { account, nowMs, gone } = props
  const { formats, status } = useApp()
  const action = useAccountActions(account.id)
  const connect = useConnect(false)
  const [isReconnecting, setReconnecting] = useState(false)
  const [isLeaving, setLeaving] = useState(false)
  const state = STATES[account.state]
  const name = account.name ?? account.email ?? 'Calendly account'
  const main = mainActionOf(account)
  const { data: connected } = connect.paste
  const isForm = isReconnecting && connected === undefined
  const title = useRef<HTMLHeadingElement>(null)
  const hasActed = useRef(false)
  // What was pressed leaves when it has helped; the reader goes on at the account's name.
  // biome-ignore lint/correctness/useExhaustiveDependencies: looked at whenever what stands there becomes another
  useEffect(() => {
    if (hasActed.current && document.activeElement === document.body) title.current?.focus()
  }, [main, isForm])

  // What is said below is always of the last thing that was done.
  function act(what: AccountAct, done?: () => void): void {
    hasActed.current = true
    connect.paste.reset()
    action.mutate(what, { ...(done && { onSuccess: done }) })
  }
  function reconnect(): void {
    hasActed.current = true
    connect.paste.reset()
    action.reset()
    setReconnecting(true)
  }
  return (
    <li className="min-w-0 rounded-lg border border-line bg-card p-4" data-account={account.id}>
      <div className="flex flex-wrap items-start justify-between gap-x-2 gap-y-1">
        <h2 ref={title} tabIndex={-1} className="font-semibold outline-none">
          {name}
        </h2>
        <Badge tone={state.tone} icon={state.icon}>
          {state.word}
        </Badge>
      </div>
      {account.email !== null && account.email !== name && (
        <p className="text-sm text-muted">{account.email}</p>
      )}
      <AccountProblem account={account} nowMs={nowMs} />
      {main && !isForm && (
        <div className="mt-3">
          <MainButton
            main={main}
            isBusy={action.isPending}
            act={(what) => act({ do: what })}
            reconnect={reconnect}
          />
        </div>
      )}
      {isForm && (
        <div className="mt-3 rounded-md border border-line p-3 text-sm">
          <ConnectForm
            connect={connect}
            hasOAuth={status?.connectBy.includes('oauth') ?? false}
            verb="Reconnect"
          />
        </div>
      )}
      <AccountSaid action={action} reconnected={connected && reconnectWords(account, connected)} />
      <AccountFacts {...{ account, formats, nowMs }} />
      <div className="mt-4 flex flex-wrap items-end gap-2 border-t border-line pt-3">
        <Frequency
          minutes={account.syncIntervalMinutes}
          isBusy={action.isPending}
          set={(minutes, done) => act({ do: 'interval', minutes }, done)}
        />
        <div className="ml-auto flex flex-wrap gap-1">
          {account.state !== 'paused' && (
            <Button look="quiet" isBusy={action.isPending} onClick={() => act({ do: 'pause' })}>
              Pause
            </Button>
          )}
          {!status?.demo && (
            <>
              {main !== 'reconnect' && !isForm && (
                <Button look="quiet" onClick={reconnect}>
                  Reconnect
                </Button>
              )}
              <Button look="quiet" className="text-bad" onClick={() => setLeaving(true)}>
                Disconnect…
              </Button>
            </>
          )}
        </div>
      </div>
      {isLeaving && <DisconnectDialog {...{ account, name }} close={() => setLeaving(false)} done={gone} />}
    </li>
  )
}

function reconnectWords(account: AccountStatus, connected: AccountStatus): string {
  if (connected.id === account.id) return 'Connected again; what was missed is read now.'
  const whose = connected.name ?? connected.email ?? 'somebody else'
  return `That token is ${whose}’s, so it was connected as an account of its own. This one still needs a token of its own user.`
}
