import { createHash, randomBytes } from 'node:crypto'
import type { CalendlyClient } from '../calendly/client.ts'
import { CalendlyError } from '../calendly/errors.ts'
import type { OAuth, TokenPair } from '../calendly/oauth.ts'
import { SyncError } from '../errors.ts'
import { type Prospect, probe } from '../flows/connect.ts'
import type { Log } from '../log.ts'
import { type CredentialKind, isOwnCredential, ownCredential } from '../resources/credential.ts'
import type { Secrets } from '../secrets.ts'
import { type Account, findAccount, saveAccount } from '../store/accounts.ts'
import { noteInAudit } from '../store/audit.ts'
import { deleteCredential, saveCredential, sealedToken } from '../store/credentials.ts'
import type { Database } from '../store/database.ts'
import { adoptMeetings, closeEndpoints, moveEndpoints, removeAccount } from '../store/disconnect.ts'
import { saveOAuthState, sealedVerifier, takeOAuthState } from '../store/oauth-states.ts'
import { declineMatch } from '../store/users.ts'

/** Connecting and disconnecting the Calendly accounts of users. */
export interface Connections {
  /**
   * Connects the Calendly user of a pasted token, or gives an account that is there already this token.
   *
   * @returns id of the account.
   * @throws SyncError `token_refused`, `scope_missing`, `no_encryption_keys`; CalendlyError when Calendly cannot say.
   */
  connect(userId: string, token: string): Promise<string>
  /** Where to send the user, so that he lets us in. @throws SyncError `no_oauth_app`, `too_many_sign_ins` */
  startOAuth(userId: string): Promise<{ readonly url: string }>
  /**
   * Completes what the same user has started, once.
   *
   * @returns id of the account.
   * @throws SyncError `oauth_state_unknown`, `scope_missing`; OAuthError, CalendlyError.
   */
  completeOAuth(userId: string, answer: { readonly code: string; readonly state: string }): Promise<string>
  /**
   * Disconnects: the subscription is removed and its URL closed, the tokens are destroyed here and revoked at Calendly.
   * Calendly being away stops none of that here.
   *
   * @param data - `erase` removes the meetings that only this account has shown; `keep` leaves them as they are.
   * @returns false when the user has no such account.
   * @throws SyncError `installation_account`
   */
  disconnect(userId: string, accountId: string, data: 'keep' | 'erase'): Promise<boolean>
}

export interface ConnectionsOptions {
  readonly database: Database
  readonly secrets: Secrets | undefined
  readonly oauth: OAuth | undefined
  readonly redirectUri: string
  /** Whether the one user's account is the installation's own token's. */
  readonly isLocal: boolean
  /** A client on a token that belongs to no account yet. */
  readonly clientOn: (token: string) => CalendlyClient
  /** Removes the subscriptions of the account's token. */
  readonly unsubscribe: (account: Account) => Promise<unknown>
  readonly onConnected: (
    account: { readonly id: string; readonly user_id: string },
    isNew: boolean,
  ) => Promise<void>
  readonly onDisconnected: () => void
  readonly log: Log
}

export function createConnections(options: ConnectionsOptions): Connections {
  const { database, log } = options

  function secretsOrRefuse(): Secrets {
    if (options.secrets) return options.secrets
    throw new SyncError('no_encryption_keys', 'Tokens cannot be kept safely: ENCRYPTION_KEYS is not set.')
  }

  function oauthOrRefuse(): OAuth {
    if (options.oauth) return options.oauth
    throw new SyncError(
      'no_oauth_app',
      'Signing in at Calendly is not set up: CALENDLY_CLIENT_ID is not set. Paste a personal access token instead.',
    )
  }

  async function ask(token: string): Promise<Prospect> {
    const client = options.clientOn(token)
    try {
      return await probe(client)
    } catch (error) {
      throw error instanceof CalendlyError ? refusal(error) : error
    } finally {
      await client.close()
    }
  }

  /** Everything at once, so that no account is without its token and no token without its account. */
  async function keep(
    userId: string,
    prospect: Prospect,
    kind: CredentialKind,
    token: Pick<TokenPair, 'accessToken' | 'scopes'> & Partial<TokenPair>,
  ): Promise<string> {
    const secrets = secretsOrRefuse()
    const { user: calendlyUser, ...rest } = prospect
    const credential = ownCredential(kind, userId, calendlyUser)
    const seal = (text: string, field: 'access_token' | 'refresh_token') =>
      secrets.seal(text, sealedToken(field)(credential))
    const account = await database.transaction('installation', async (tx) => {
      await saveCredential(tx, {
        credential,
        userId,
        accessToken: seal(token.accessToken, 'access_token'),
        refreshToken: token.refreshToken === undefined ? null : seal(token.refreshToken, 'refresh_token'),
        expiresInMs: token.expiresInMs ?? null,
        scopes: token.scopes,
      })
      const saved = await saveAccount(tx, { ...rest, userId, calendlyUser, credential, scopes: token.scopes })
      if (saved.isNew) await adoptMeetings(tx, { id: saved.id, userId, calendlyUser })
      const { formerCredential: former } = saved
      const leaves = former !== null && former !== credential && isOwnCredential(former) ? former : undefined
      if (leaves) await moveEndpoints(tx, leaves, credential)
      const left = leaves ? await deleteCredential(tx, leaves) : undefined
      const action = saved.isNew ? 'account.connected' : 'account.reconnected'
      await noteInAudit(tx, { userId, actor: userId, action, facts: { accountId: saved.id, kind } })
      return { ...saved, leaves, left }
    })
    if (account.leaves && account.left) await revoke(account.leaves, account.left)
    await options.onConnected({ id: account.id, user_id: userId }, account.isNew)
    return account.id
  }

  /** Pasted tokens cannot be revoked from outside; their user does that in Calendly. */
  async function revoke(
    credential: string,
    sealed: { readonly refresh_token: string | null },
  ): Promise<void> {
    if (!options.oauth || !options.secrets || sealed.refresh_token === null) return
    try {
      const of = sealedToken('refresh_token')(credential)
      await options.oauth.revoke(options.secrets.open(sealed.refresh_token, of))
    } catch (error) {
      log.warn('a sign-in could not be revoked at Calendly; its tokens are destroyed here', { error })
    }
  }

  return {
    async connect(userId, token) {
      secretsOrRefuse()
      return keep(userId, await ask(token), 'pat', { accessToken: token, scopes: null })
    },

    async startOAuth(userId) {
      const oauth = oauthOrRefuse()
      const secrets = secretsOrRefuse()
      const state = randomBytes(32).toString('base64url')
      const verifier = randomBytes(48).toString('base64url')
      const digest = digestOf(state)
      const isKept = await saveOAuthState(database, {
        digest,
        userId,
        codeVerifier: secrets.seal(verifier, sealedVerifier(digest)),
        redirectUri: options.redirectUri,
      })
      if (!isKept)
        throw new SyncError(
          'too_many_sign_ins',
          'Too many sign-ins were started. Wait a minute and try again.',
          {
            retryAfterMs: 60_000,
          },
        )
      return { url: await oauth.authorizeUrl(state, verifier) }
    },

    async completeOAuth(userId, { code, state }) {
      const oauth = oauthOrRefuse()
      const secrets = secretsOrRefuse()
      const digest = digestOf(state)
      const started = await takeOAuthState(database, digest, userId)
      if (!started)
        throw new SyncError(
          'oauth_state_unknown',
          'This sign-in was not started here, was completed already, or took longer than ten minutes. Start again.',
        )
      const pair = await oauth.exchange(code, secrets.open(started.code_verifier, sealedVerifier(digest)))
      return keep(userId, await ask(pair.accessToken), 'oauth', pair)
    },

    async disconnect(userId, accountId, data) {
      const account = await findAccount(database, accountId)
      if (!account || account.user_id !== userId) return false
      const isOwn = isOwnCredential(account.credential)
      if (!isOwn && options.isLocal) throw installationAccount()
      if (isOwn)
        await options.unsubscribe(account).catch((error: unknown) => {
          log.warn('a subscription could not be removed at Calendly; its URL is closed', { error })
        })
      const tokens = await database.transaction('installation', async (tx) => {
        await removeAccount(tx, account, data)
        await declineMatch(tx, userId)
        const facts = { accountId, data }
        await noteInAudit(tx, { userId, actor: userId, action: 'account.disconnected', facts })
        if (!isOwn) return undefined
        await closeEndpoints(tx, account.credential)
        return deleteCredential(tx, account.credential)
      })
      if (tokens) await revoke(account.credential, tokens)
      options.onDisconnected()
      return true
    },
  }
}

function digestOf(state: string): string {
  return `\\x${createHash('sha256').update(state).digest('hex')}`
}

/** What a probe's failure means for somebody who has just brought the token. */
function refusal(error: CalendlyError): SyncError {
  if (error.code === 'unauthenticated')
    return new SyncError(
      'token_refused',
      'Calendly does not accept this token. Copy it again, or make a new one in Calendly (Integrations, API & Webhooks).',
    )
  if (error.code === 'forbidden' && error.requiredScopes)
    return new SyncError(
      'scope_missing',
      `This token may not read what is needed. Make one with ${error.requiredScopes.join(', ')}.`,
    )
  return error
}

function installationAccount(): SyncError {
  return new SyncError(
    'installation_account',
    'This is the account of CALENDLY_PERSONAL_ACCESS_TOKEN, and would be connected again at the next start. Unset it instead, or pause the account.',
  )
}
