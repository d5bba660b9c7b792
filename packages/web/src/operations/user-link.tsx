import { Link } from '@tanstack/react-router'
import { shortId } from './words.ts'

/** Leads to one user's accounts in the list below; a user without an address is named by the id. */
export function UserLink({ userId, email }: { readonly userId: string; readonly email: string | null }) {
  if (email === null)
    return (
      <span title={userId}>
        user <code className="text-xs">{shortId(userId)}</code>
      </span>
    )
  return (
    <Link
      to="/operations"
      search={({ meeting }) => ({ meeting, q: email })}
      hash="users"
      activeProps={{}}
      data-row=""
      className="font-medium hover:underline"
    >
      {email}
    </Link>
  )
}
