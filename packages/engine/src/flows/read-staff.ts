import { isRefusal } from '../calendly/errors.ts'
import { emailKey } from '../resources/email.ts'
import { object, text } from '../resources/lenient.ts'
import { saveStaff } from '../store/accounts.ts'
import { callOptions, type Pass } from './pass.ts'
import { isAdminRole, isOwnAccount } from './whose-token.ts'

/**
 * Members of the organization are never clients. What the token may not see is not worth failing for.
 *
 * @param accounts - all that the list was read for; the pass' own one alone when left out.
 * @returns the members' URIs; undefined when they were refused, or are not all that there are.
 */
export async function readStaff(
  pass: Pass,
  accounts = [pass.account],
): Promise<ReadonlySet<string> | undefined> {
  const { account, client, database, log } = pass
  const isWide = account.organization !== null && (!isOwnAccount(account) || isAdminRole(account.role))
  const query =
    isWide && account.organization ? { organization: account.organization } : { user: account.calendly_user }
  const members: { user: string; email: string | null; emailKey: string | null }[] = []
  const { signal, priority } = callOptions(pass)
  let isRefused = false
  try {
    for await (const rows of client.memberships(query, { signal, priority })) {
      for (const row of rows) {
        const user = object(row.user)
        const uri = text(user?.uri)
        const email = text(user?.email)
        if (uri) members.push({ user: uri, email, emailKey: emailKey(email) ?? null })
      }
    }
  } catch (error) {
    if (!isRefusal(error)) throw error
    isRefused = true
    log.debug('the token may not see the members of its organization', { error })
  }
  await saveStaff(database, accounts, members)
  return isWide && !isRefused ? new Set(members.map((member) => member.user)) : undefined
}
