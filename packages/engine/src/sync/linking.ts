import type { AccountStatus, Matching, UnmatchedMember } from '../contract.ts'
import { SyncError } from '../errors.ts'
import { type Identity, listColleagues, seesColleagues } from '../flows/connect.ts'
import { emailKey } from '../resources/email.ts'
import { lastSegment } from '../resources/uri.ts'
import { type Account, listAccounts } from '../store/accounts.ts'
import type { Database } from '../store/database.ts'
import { usersWithoutAccount } from '../store/unmatched.ts'
import { findUsers, findUsersByEmail, type User } from '../store/users.ts'
import { relinkAccount, unlinkAccount } from '../store/withheld.ts'
import { credentialOf, type Installation } from './installation.ts'
import { whyUnmatched, whyWithoutToken } from './unmatched-words.ts'

/** Who of our users is which member of the Calendly organization, as operators see and settle it. */
export interface Linking {
  /**
   * Every account, the users without one and why, and the members without one, as far as there is a token that sees them.
   *
   * @throws CalendlyError
   */
  list(): Promise<Matching>
  /**
   * Links a user with a member, whatever their addresses; the first import begins at once.
   *
   * @param user - id or e-mail address of a user of ours.
   * @param member - e-mail address or URI of a member of the organization.
   * @param options.isShared - also when the member is linked with another user already, who then both see the meetings.
   * @throws SyncError `no_user`, `ambiguous_user`, `no_member`, `already_linked`, `not_matched_here`; CalendlyError
   */
  link(user: string, member: string, options?: { readonly isShared?: boolean | undefined }): Promise<Linked>
  /**
   * Undoes a link, made by hand or by e-mail: nothing is synced any more, what is stored stays, and nobody links the two
   * again by itself.
   *
   * @throws SyncError `no_user`, `ambiguous_user`, `no_account`
   */
  unlink(user: string, member: string): Promise<Linked>
}

export interface Linked {
  readonly accountId: string
  readonly userId: string
  /** URI of the Calendly user. */
  readonly calendlyUser: string
}

export interface LinkingOptions {
  readonly database: Database
  readonly installation: Installation
  readonly users: 'local' | 'matched'
  readonly showAccounts: (accounts: readonly Account[]) => Promise<AccountStatus[]>
  /** Told when an account was linked or unlinked. */
  readonly onChanged: () => void
}

/** Users without an account are shown up to here; all are counted. */
const mostShown = 500
const nobody = { users: [], count: 0 }

export function createLinking(options: LinkingOptions): Linking {
  const { database, installation, onChanged } = options

  async function requireIdentity(): Promise<Identity> {
    if (options.users === 'local') throw notMatchedHere()
    if (!installation.identity()) await installation.connect()
    const identity = installation.identity()
    if (!identity) throw noToken()
    return identity
  }

  async function membersOf(identity: Identity): Promise<Identity[]> {
    const { client } = installation
    if (!client) throw noToken()
    const members: Identity[] = []
    for await (const page of listColleagues(client, identity, {}, { priority: 'person' }))
      members.push(...page)
    return members
  }

  async function requireMember(identity: Identity, member: string): Promise<Identity> {
    const key = emailKey(member)
    const isMeant = ({ user, email }: Identity) =>
      key === undefined ? lastSegment(user) === lastSegment(member) : emailKey(email) === key
    const found = isMeant(identity) ? identity : (await membersOf(identity)).find(isMeant)
    if (!found) throw noMember(member, seesColleagues(identity))
    return found
  }

  async function requireUser(user: string): Promise<User> {
    const key = emailKey(user)
    const found =
      key === undefined ? await findUsers(database, [user]) : await findUsersByEmail(database, key)
    const [first, second] = found
    if (!first) throw noUser(user)
    if (second) throw ambiguousUser(found)
    return first
  }

  return {
    async list() {
      const isMatching = options.users === 'matched'
      const identity = isMatching && installation.client ? await requireIdentity() : undefined
      const accounts = await listAccounts(database, 'everyone')
      const shown = await options.showAccounts(accounts)
      const { users, count } = isMatching ? await usersWithoutAccount(database, mostShown) : nobody
      const linked = new Set(
        accounts.flatMap(({ calendly_user, withheld }) => (withheld === 'unlinked' ? [] : calendly_user)),
      )
      const members = identity ? await membersOf(identity) : []
      return {
        accounts: accounts.flatMap((account, at) => {
          const status = shown[at]
          return status ? [{ ...status, userId: account.user_id, calendlyUser: account.calendly_user }] : []
        }),
        unmatchedUsers: users.map((user) => ({
          id: user.id,
          email: user.email,
          problem: identity ? whyUnmatched(user, seesColleagues(identity)) : whyWithoutToken,
        })),
        unmatchedUserCount: count,
        unmatchedMembers: members.filter(({ user }) => !linked.has(user)).map(showMember),
      }
    },

    async link(user, member, { isShared = false } = {}) {
      const identity = await requireIdentity()
      const ours = await requireUser(user)
      if (ours.is_listed === false) throw userLeft(ours.id)
      const theirs = await requireMember(identity, member)
      const others = (await listAccounts(database, 'everyone')).filter(
        (account) =>
          account.calendly_user === theirs.user && account.user_id !== ours.id && account.withheld === null,
      )
      if (others[0] && !isShared) throw alreadyLinked(others[0].user_id)
      const accountId = await installation.link(ours.id, theirs)
      await relinkAccount(database, ours.id, accountId)
      onChanged()
      return { accountId, userId: ours.id, calendlyUser: theirs.user }
    },

    async unlink(user, member) {
      const identity = await requireIdentity()
      const ours = await requireUser(user)
      const key = emailKey(member)
      const account = (await listAccounts(database, [ours.id])).find(
        ({ calendly_user, email, credential }) =>
          credential === credentialOf(identity) &&
          (key === undefined ? lastSegment(calendly_user) === lastSegment(member) : emailKey(email) === key),
      )
      if (!account) throw notLinked(ours.id)
      await unlinkAccount(database, account.id)
      onChanged()
      return { accountId: account.id, userId: ours.id, calendlyUser: account.calendly_user }
    },
  }
}

function showMember({ user, email, name, role }: Identity): UnmatchedMember {
  return { uri: user, email, name, role }
}

function notMatchedHere() {
  return new SyncError(
    'not_matched_here',
    'Nobody signs in here (AUTH_MODE=local): the one user is the token’s own, and there is nothing to link.',
  )
}

function noToken() {
  return new SyncError(
    'no_token',
    'The installation has no token, so there are no members to link. Set CALENDLY_PERSONAL_ACCESS_TOKEN.',
  )
}

function noUser(user: string) {
  const isAddress = user.includes('@')
  return new SyncError(
    'no_user',
    `There is no user with this ${isAddress ? 'e-mail address' : 'id'}. Users are known once they have signed in, or once USERS_QUERY names them. See: calendly-sync accounts list`,
  )
}

function ambiguousUser(users: readonly User[]) {
  return new SyncError(
    'ambiguous_user',
    `Several users have this e-mail address. Name one by id: ${users.map(({ id }) => id).join(', ')}`,
  )
}

function userLeft(id: string) {
  return new SyncError(
    'no_user',
    `USERS_QUERY does not name user ${id} any more, so nothing would be synced. Put the user back on your platform first.`,
  )
}

function noMember(member: string, isSeeing: boolean) {
  const isAddress = member.includes('@')
  return new SyncError(
    'no_member',
    isSeeing
      ? `The Calendly organization has no member with this ${isAddress ? 'e-mail address' : 'URI'}. See: calendly-sync accounts list`
      : 'The token of this installation is a member’s and sees nobody else. Set the token of an owner or admin of the organization.',
  )
}

function alreadyLinked(userId: string) {
  return new SyncError(
    'already_linked',
    `This member is linked with user ${userId} already, and both would see the meetings. Unlink that one first, or add --shared.`,
  )
}

function notLinked(userId: string) {
  return new SyncError(
    'no_account',
    `User ${userId} is not linked with this member by the installation’s token. See: calendly-sync accounts list`,
  )
}
