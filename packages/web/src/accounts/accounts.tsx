import { useApp } from '../app/context.ts'
import { Screen } from '../app/screen.tsx'
import { useNow } from '../time/use-now.ts'
import { AccountCard } from './account-card.tsx'
import { ConnectAccount } from './connect-account.tsx'

/** The reader's Calendly accounts. */
export function Accounts() {
  const { status, formats } = useApp()
  const nowMs = useNow(10_000)
  return (
    <Screen title="Accounts">
      <ul className="grid gap-3 md:grid-cols-2">
        {status?.accounts.map((account) => (
          <AccountCard key={account.id} {...{ account, formats, nowMs }} />
        ))}
      </ul>
      {status && !status.demo && (
        <ConnectAccount
          hasOAuth={status.connectBy.includes('oauth')}
          isFirst={status.accounts.length === 0}
        />
      )}
    </Screen>
  )
}
