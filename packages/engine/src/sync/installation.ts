import { createBudget } from '../calendly/budget.ts'
import { type CalendlyClient, createCalendlyClient } from '../calendly/client.ts'
import { createTransport, type TransportTimeouts } from '../calendly/transport.ts'
import type { Clock } from '../clock.ts'
import { SyncError } from '../errors.ts'
import { findColleague, type Identity, identify } from '../flows/connect.ts'
import type { Log } from '../log.ts'
import { emailKey } from '../resources/email.ts'
import { stableId } from '../resources/stable-id.ts'
import { type Account, saveAccount } from '../store/accounts.ts'
import { createBudgetStore } from '../store/budget-store.ts'
import type { Database } from '../store/database.ts'
import { readSetting, saveSetting, saveUser, type User } from '../store/users.ts'

export interface InstallationOptions {
  readonly database: Database
  readonly origin: string
  readonly personalAccessToken: string | undefined
  readonly requestsPerMinute: number | undefined
  readonly timeouts: TransportTimeouts | undefined
  /** `local`: the token's own user is the one user. `matched`: users are told to us and matched by e-mail. */
  readonly users: 'local' | 'matched'
  readonly clock: Clock
  readonly log: Log
  readonly random: () => number
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
  /** Undefined until Calendly has told, once, whose the token is. */
  localUser(): Promise<string | undefined>
  clientFor(account: Account): CalendlyClient
  /** A client on the token itself, with a budget of its own key. */
  readonly client: CalendlyClient | undefined
  close(): Promise<void>
}

/** Key of the installation's token among the accounts that it reads for. */
export const credentialOf = ({ user }: Identity) => `pat:${user}`

export function createInstallation(options: InstallationOptions): Installation {
  const { database, origin, personalAccessToken, users, clock, log, random } = options
  const transport = createTransport({ timeouts: options.timeouts })
  const store = createBudgetStore(database, Math.min(500, options.requestsPerMinute ?? 500))
  const budget = createBudget({
    key: `pat:${personalAccessToken ? stableId(origin, personalAccessToken) : 'none'}`,
    store,
    clock,
    random,
    log,
    ceilingPerMinute: options.requestsPerMinute,
  })
  let identity: Identity | undefined

  const newClient = (token: string) =>
    createCalendlyClient({ origin, accessToken: async () => token, budget, clock, random, log, transport })
  const client = personalAccessToken ? newClient(personalAccessToken) : undefined

  async function connectAs(userId: string, who: Identity, own: Identity): Promise<string> {
    const { user: calendlyUser, ...rest } = who
    const account = await saveAccount(database, {
      ...rest,
      userId,
      calendlyUser,
      credential: credentialOf(own),
    })
    await options.onConnected({ id: account.id, user_id: userId }, account.isNew)
    return account.id
  }

  async function match(user: User): Promise<boolean> {
    if (!client || !identity || !user.email || !user.email_vouched || user.is_listed === false) return false
    const colleague = await findColleague(client, identity, user.email)
    if (colleague) await connectAs(user.id, colleague, identity)
    return colleague !== undefined
  }

  return {
    client,
    match,
    identity: () => identity,
    async link(userId, member) {
      if (!identity) throw new Error('nobody is linked before Calendly has told whose the token is')
      return connectAs(userId, member, identity)
    },
    async connect(signal) {
      if (!client) return
      identity = await identify(client, signal)
      if (users === 'matched') return // whom it serves is looked for by `createMatcher`
      const id = stableId('calendly', identity.user)
      await saveUser(database, {
        id,
        email: identity.email,
        emailKey: emailKey(identity.email) ?? null,
        isEmailVouched: true,
        name: identity.name,
      })
      await saveSetting(database, 'local_user', id)
      await connectAs(id, identity, identity)
    },
    localUser: () => readSetting<string>(database, 'local_user'),
    clientFor(account) {
      const isOurs = identity === undefined || account.credential === credentialOf(identity)
      if (personalAccessToken && isOurs) return newClient(personalAccessToken)
      throw new SyncError(
        'no_token',
        'There is no token for this account: the installation has none, or one of another Calendly user.',
      )
    },
    close: () => transport.close(),
  }
}
