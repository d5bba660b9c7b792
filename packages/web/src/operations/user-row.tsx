import type { Mute, OperatedUser } from '../api/types.ts'
import { useApp } from '../app/context.ts'
import { AccountLine } from './account-line.tsx'
import { UserLink } from './user-link.tsx'
import { freshnessWords } from './words.ts'

/** One user: how current the list is, and each account behind it. */
export function UserRow(props: {
  readonly user: OperatedUser
  readonly mutes: readonly Mute[]
  readonly nowMs: number
}) {
  const { user, mutes, nowMs } = props
  const { formats } = useApp()
  return (
    <li data-user={user.userId} className="px-4 py-3">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-0.5">
        <h3 className="min-w-0">
          <UserLink userId={user.userId} email={user.email} />
        </h3>
        <p className="text-sm tabular-nums">{freshnessWords(user, formats, nowMs)}</p>
      </div>
      <ul className="mt-1.5 space-y-2">
        {user.accounts.map((account) => (
          <AccountLine
            key={account.id}
            {...{ account, nowMs }}
            userEmail={user.email}
            mute={mutes.find(({ accountId }) => accountId === account.id)}
          />
        ))}
      </ul>
    </li>
  )
}
