import { isRefusal } from '../calendly/errors.ts'
import type { Problem } from '../contract.ts'
import { SyncError } from '../errors.ts'
import type { Account } from '../store/accounts.ts'
import { callOptions, type Pass } from './pass.ts'
import { isAdminRole, isOwnAccount } from './whose-token.ts'

/*
 * A colleague is read with the token of an owner or admin. It ends when that role is lost, or when the colleague leaves
 * the organization; both are told apart from a meeting that is gone, and both are undone by themselves.
 */

/** The token's user is owner or admin no more: nobody else can be read with it. */
export function roleLost(): SyncError {
  return new SyncError(
    'role_lost',
    'The token may no longer read for others: its user is not an owner or admin of the organization any more.',
  )
}

/** Calendly's user behind an account has left the organization that the token reads. */
function notAMember(): SyncError {
  return new SyncError(
    'not_a_member',
    'This Calendly user is no longer a member of the organization that is read, so nothing new can be read for them.',
  )
}

/**
 * Asks whether a colleague can still be read at all: one call.
 *
 * @throws SyncError `not_a_member`, `role_lost`.
 */
export async function requireMember(pass: Pass): Promise<void> {
  const { account, client } = pass
  if (isOwnAccount(account) || !account.organization) return
  const { signal, priority } = callOptions(pass)
  const query = { organization: account.organization, user: account.calendly_user }
  try {
    for await (const rows of client.memberships(query, { signal, priority })) if (rows.length > 0) return
  } catch (error) {
    if (isRoleRefusal(error)) throw roleLost()
    throw error
  }
  throw notAMember()
}

/** A refused list of a colleague has a reason that a person can do something about. @throws always */
export async function explainRefusal(pass: Pass, error: unknown): Promise<never> {
  if (isRoleRefusal(error)) await requireMember(pass)
  throw error
}

/** Refused for who asks, or what is asked for; not for the token's scopes, which no role changes. */
export function isRoleRefusal(error: unknown): boolean {
  return isRefusal(error) && error.code !== 'bad_request' && error.requiredScopes === undefined
}

/** What the token's own account is told while others wait for the role that it has lost. */
export function noticeFor(
  account: Pick<Account, 'credential' | 'calendly_user' | 'role' | 'reads_for_others' | 'problem'>,
): Omit<Problem, 'since'> | null {
  if (!account.reads_for_others || !isOwnAccount(account) || isAdminRole(account.role)) return null
  // Without a scope for organizations nobody knows the role, which is no reason to speak of one.
  const isKnown = account.role !== null || account.problem?.code === 'role_lost'
  return isKnown ? onlyOwn : null
}

export const onlyOwn = {
  code: 'role_lost',
  message:
    'This Calendly user is not an owner or admin of the organization any more, so only the own meetings are read; those of colleagues wait.',
  nextStep:
    'Give the user that role again in Calendly, or use a token of somebody who has it. It is tried again with every check.',
}
