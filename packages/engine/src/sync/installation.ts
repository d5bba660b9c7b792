import type { CalendlyClient } from '../calendly/client.ts'
import type { Clock } from '../clock.ts'
import { errorCode, SyncError } from '../errors.ts'
import { findColleague, type Identity, identify } from '../flows/connect.ts'
import { installationCredential, isOwnCredential } from '../resources/credential.ts'
import { emailKey } from '../resources/email.ts'
import { stableId } from '../resources/stable-id.ts'
import { type Account, listAccounts, saveAccount } from '../store/accounts.ts'
import type { Database } from '../store/database.ts'
import { acceptMatch, readSetting, saveSetting, saveUser, type User } from '../store/users.ts'
import type { Clients } from './clients.ts'

export interface InstallationOptions {
  readonly database: Database
  readonly clients: Clients
  readonly origin: string
  readonly personalAccessToken: string | undefined
  /** `local`: the token's own user is the one user. `matched`: users are told to us and matched by e-mail. */
  readonly users: 'local' | 'matched'
  readonly clock: Pick<Clock, 'now'>
  /** Told of an account that was connected or refreshed; a new one is due for its first import. */
  readonly onConnected: (
    account: { readonly id: string; readonly user_id: string },
    isNew: boolean,
  ) => Promise<void>
}

/** The installation's token: whose it is, whom it serves, and the clients that read with it. */
export interface Installation {
  /** Asks Calendly whose the token is, and connects whom it serves. Safe to repeat. @throws CalendlyError */
  connect(signal?: AbortSignal): Promise<void>
  /** Connects a user by e-mail, if the token can see such a colleague. @returns whether one was found. */
  match(user: User): Promise<boolean>
  /** Connects a user of ours with a member of the organization. @returns the account. */
  link(userId: string, member: Identity): Promise<string>
  /** Whose the token is; undefined until Calendly has told. */
  identity(): Identity | undefined
  /** What Calendly, asked whose the token is, has answered instead, and since when; undefined once it has told. */
  trouble(): { readonly code: string | undefined; readonly since: string } | undefined
  /** Undefined until Calendly has told, once, whose the token is; without a token he is known from the first moment. */
  localUser(): Promise<string | undefined>
  clientFor(account: Pick<Account, 'credential'>): CalendlyClient
  /** What Calendly counts together with every call on the token. */
  readonly bucket: string
  /** A client on the token itself, with a budget of its own key. */
  readonly client: CalendlyClient | undefined
}

/** Key of the installation's token among the accounts that it reads for. */
export const credentialOf = ({ user }: Identity) => installationCredential(user)

export function createInstallation(options: InstallationOptions): Installation {
  const { database, clients, origin, personalAccessToken, users, clock } = options
  let identity: Identity | undefined
  let trouble: ReturnType<Installation['trouble']>

  const bucket = installationBucket(origin, personalAccessToken ?? '')
  const newClient = (token: string) => clients.on(bucket, async () => token)
  const client = personalAccessToken ? newClient(personalAccessToken) : undefined

  async function connectAs(userId: string, who: Identity, of: Identity): Promise<string> {
    const { user: calendlyUser, ...rest } = who
    const known = await listAccounts(database, [userId])
    // A user's own token sees more of him than ours, and was brought on purpose.
    const own = known.find((one) => one.calendly_user === calendlyUser && isOwnCredential(one.credential))
    if (own) return own.id
    const credential = credentialOf(of)
    const account = await database.transaction('installation', async (tx) => {
      await acceptMatch(tx, userId)
      return saveAccount(tx, { ...rest, userId, calendlyUser, credential })
    })
    await options.onConnected({ id: account.id, user_id: userId }, account.isNew)
    return account.id
  }

  /** Without a token of the installation's, the one user brings his own, and has to be somebody before that. */
  async function localUser(): Promise<string | undefined> {
    const known = await readSetting<string>(database, 'local_user')
    if (known !== undefined || client || users !== 'local') return known
    const id = stableId('calendly-sync', 'local')
    await saveUser(database, { id, email: null, emailKey: null, isEmailVouched: false, name: null })
    await saveSetting(database, 'local_user', id)
    return id
  }

  async function whose(own: CalendlyClient, signal: AbortSignal | undefined): Promise<Identity> {
    try {
      const told = await identify(own, signal)
      trouble = undefined
      return told
    } catch (error) {
      trouble = { code: errorCode(error), since: trouble?.since ?? new Date(clock.now()).toISOString() }
      throw error
    }
  }

  async function match(user: User): Promise<boolean> {
    if (!client || !identity || !user.email || !user.email_vouched || user.is_listed === false) return false
    const colleague = await findColleague(client, identity, user.email)
    if (colleague) await connectAs(user.id, colleague, identity)
    return colleague !== undefined
  }

  return {
    client,
    bucket,
    match,
    identity: () => identity,
    trouble: () => trouble,
    async link(userId, member) {
      if (!identity) throw new Error('nobody is linked before Calendly has told whose the token is')
      return connectAs(userId, member, identity)
    },
    async connect(signal) {
      if (!client) {
        await localUser()
        return
      }
      identity = await whose(client, signal)
      if (users === 'matched') return // whom it serves is looked for by `createMatcher`
      const id = stableId('calendly', identity.user)
      await saveUser(database, {
        id,
        email: identity.email,
        emailKey: emailKey(identity.email) ?? null,
        isEmailVouched: true,
        name: identity.name,
      })
      // The account first: whoever finds a local user finds the account too.
      await connectAs(id, identity, identity)
      await saveSetting(database, 'local_user', id)
    },
    localUser,
    clientFor(account) {
      const isOurs = identity === undefined || account.credential === credentialOf(identity)
      if (personalAccessToken && isOurs) return newClient(personalAccessToken)
      throw new SyncError(
        'no_token',
        'There is no token for this account: the installation has none, or one of another Calendly user.',
      )
    },
  }
}

/** What Calendly counts the calls of the installation's token by; says nothing of the token. */
export function installationBucket(origin: string, token: string): string {
  return `pat:${stableId(origin, token)}`
}
