import type { Account } from '../store/accounts.ts'

/** URI of the Calendly user whose token reads for an account; the account's credential names it. */
export function tokenUser({ credential }: Pick<Account, 'credential'>): string {
  return credential.slice(credential.indexOf(':') + 1)
}

/** The account of the token's own user; the others that are read with the token are colleagues. */
export function isOwnAccount(account: Pick<Account, 'credential' | 'calendly_user'>): boolean {
  return tokenUser(account) === account.calendly_user
}

/** Owners and admins may read for their whole organization (Calendly developer docs, "List events"). */
export function isAdminRole(role: string | null): boolean {
  return role === 'owner' || role === 'admin'
}
