import { useState } from 'react'
import { useApp } from '../app/context.ts'
import { Screen } from '../app/screen.tsx'
import { EmptyWords } from '../parts/empty-words.tsx'
import { Icon } from '../parts/icon.tsx'
import { ListTrouble } from '../parts/list-trouble.tsx'
import { Skeleton } from '../parts/skeleton.tsx'
import { useNow } from '../time/use-now.ts'
import { AccountPanel } from './account-panel.tsx'
import { ConnectAccount } from './connect-account.tsx'

/** The reader's Calendly accounts, and what can be done to them. */
export function Accounts() {
  const { status, statusQuery } = useApp()
  const nowMs = useNow(10_000)
  const [gone, setGone] = useState<string>()
  return (
    <Screen title="Accounts">
      {statusQuery.isError && (
        <ListTrouble message={statusQuery.error.message} hasRows={status !== undefined} />
      )}
      <div role="status" className="empty:hidden">
        {gone !== undefined && (
          <p className="rounded-md bg-good-soft p-3 text-sm text-good">
            <Icon name="check" className="mr-1 -mt-0.5" />
            {gone}
          </p>
        )}
      </div>
      <div aria-busy={statusQuery.isPending}>
        {statusQuery.isPending && (
          <div className="rounded-lg border border-line bg-card">
            <Skeleton what="accounts" />
          </div>
        )}
        {status?.accounts.length === 0 && (
          <div className="rounded-lg border border-line bg-card">
            <EmptyWords
              title={status.problem?.message ?? 'No Calendly account is connected'}
              reason={status.problem?.nextStep ?? 'Connect one below: its meetings appear within a minute.'}
            />
          </div>
        )}
        <ul className="grid items-start gap-3 xl:grid-cols-2">
          {status?.accounts.map((account) => (
            <AccountPanel key={account.id} {...{ account, nowMs }} gone={setGone} />
          ))}
        </ul>
      </div>
      {status && !status.demo && (
        <ConnectAccount
          hasOAuth={status.connectBy.includes('oauth')}
          isFirst={status.accounts.length === 0}
        />
      )}
    </Screen>
  )
}
