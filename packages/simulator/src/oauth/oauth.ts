import type { TokenBook } from '../api/tokens.ts'
import { findUser, userUri, WorldError, type WorldState } from '../world/state.ts'
import { type Authorization, ErrorPage, readAuthorization, SentBack } from './authorization.ts'
import { approved, denied } from './authorize.ts'
import { createClients, standardClient } from './clients.ts'
import { queryOf } from './form.ts'
import { createGrants, type Grant } from './grants.ts'
import type { OAuthParts } from './routes.ts'
import { createTokenEndpoint } from './token.ts'
import type { OAuth, OAuthGrant } from './types.ts'

export interface OAuthOptions {
  /** More redirect URIs of the standard app's. */
  redirectUris: readonly string[]
  /** Calls of the token endpoint a minute and user. */
  tokenCallsPerMinute: number
}

/** The authorization server: the parts that its routes stand on, and the view that a test has of it. */
export function createOAuth(
  state: WorldState,
  tokens: TokenBook,
  options: OAuthOptions,
): { parts: OAuthParts; oauth: OAuth } {
  const clients = createClients(options.redirectUris)
  const grants = createGrants(state, tokens)
  const tokenEndpoint = createTokenEndpoint(state, clients, grants, options.tokenCallsPerMinute)

  /** What a browser meets at this address. */
  function open(authorizeUrl: string, decide: (authorization: Authorization) => string): string {
    if (!/\/oauth\/authorize(\?|$)/.test(authorizeUrl)) {
      throw new RangeError(`"${authorizeUrl}" is no address of /oauth/authorize`)
    }
    try {
      return decide(readAuthorization(clients, queryOf(authorizeUrl)))
    } catch (error) {
      if (error instanceof SentBack) return error.location
      if (error instanceof ErrorPage) throw new WorldError(`Calendly shows an error page: ${error.message}`)
      throw error
    }
  }

  const viewOf = (grant: Grant): OAuthGrant => ({
    clientId: grant.client.clientId,
    user: userUri(grant.user),
    scopes: [...grant.scopes],
    state: grant.isRevoked ? 'revoked' : 'active',
    createdAt: grant.createdMs,
    refreshes: grant.refreshes,
    accessTokens: grant.accessTokens.filter(tokens.accepts).length,
  })

  const oauth: OAuth = {
    get standardClient() {
      return clients.find(standardClient.clientId) ?? standardClient
    },
    register: clients.register,
    clients: clients.all,
    approve: (authorizeUrl, { user, scopes }) =>
      open(authorizeUrl, (authorization) => {
        const granted = scopes ?? authorization.scopes
        const unasked = granted.filter((scope) => !authorization.scopes.includes(scope))
        if (unasked.length > 0) throw new WorldError(`the app does not ask for ${unasked.join(', ')}`)
        return approved(grants, authorization, findUser(state, user), granted)
      }),
    deny: (authorizeUrl) =>
      open(authorizeUrl, (authorization) => {
        throw denied(authorization)
      }),
    get tokenCalls() {
      return [...tokenEndpoint.calls]
    },
    grants: () => grants.all().map(viewOf),
    revokeGrant: (uri, clientId) => {
      const user = findUser(state, uri)
      const ending = grants
        .all()
        .filter(
          (one) =>
            one.user === user &&
            !one.isRevoked &&
            (clientId === undefined || one.client.clientId === clientId),
        )
      for (const grant of ending) grants.revoke(grant)
      return ending.length
    },
    expireAccessTokens: (uri) => {
      const user = uri === undefined ? undefined : findUser(state, uri)
      const nowMs = state.clock.now()
      for (const grant of grants.all()) {
        if (user && grant.user !== user) continue
        for (const token of grant.accessTokens) token.endsMs = Math.min(token.endsMs, nowMs)
      }
    },
    secrets: grants.secrets,
  }
  return { oauth, parts: { state, tokens, clients, grants, tokenEndpoint } }
}
