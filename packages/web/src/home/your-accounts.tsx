import { Link } from '@tanstack/react-router'
import { ConnectAccount } from '../accounts/connect-account.tsx'
import { useApp } from '../app/context.ts'
import { Card } from '../parts/card.tsx'
import { useNow } from '../time/use-now.ts'
import { AccountTile } from './account-tile.tsx'

/** One card per account, poll and webhook apart. */
export function YourAccounts() {
  const { status, formats } = useApp()
  const nowMs = useNow(10_000)
  return (
    <Card
      title="Accounts"
      actions={
        <Link to="/accounts" className="min-h-6 text-sm text-accent underline underline-offset-2">
          Connect or change
        </Link>
      }
    >
      <ul className="space-y-3">
        {status?.accounts.map((account) => (
          <AccountTile key={account.id} {...{ account, formats, nowMs }} />
        ))}
      </ul>
      {status?.accounts.length === 0 && !status.demo && (
        <ConnectAccount hasOAuth={status.connectBy.includes('oauth')} isFirst />
      )}
    </Card>
  )
}
