import { credentialUser } from '../resources/credential.ts'
import type { Account } from '../store/accounts.ts'

/** The account of the token's own user; the others that are read with the token are colleagues. */
export function isOwnAccount(account: Pick<Account, 'credential' | 'calendly_user'>): boolean {
  return credentialUser(account.credential) === account.calendly_user
}

/** Owners and admins may read for their whole organization (Calendly developer docs, "List events"). */
export function isAdminRole(role: string | null): boolean {
  return role === 'owner' || role === 'admin'
}
