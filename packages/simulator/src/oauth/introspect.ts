import type { Answer } from '../api/answer.ts'
import type { TokenBook } from '../api/tokens.ts'
import { uriOf } from '../ids.ts'
import { userUri } from '../world/state.ts'
import type { Clients } from './clients.ts'
import { invalidClient, invalidRequest, missingParameter } from './errors.ts'
import { accessTokenSeconds, type Grants } from './grants.ts'
import { clientIn } from './revoke.ts'

/** `POST /oauth/introspect` (RFC 7662): whether one of the app's own tokens counts, and whose it is. */
export function introspect(
  clients: Clients,
  grants: Grants,
  tokens: TokenBook,
  form: URLSearchParams | undefined,
): Answer {
  if (!form) throw invalidRequest('The body must be application/x-www-form-urlencoded.')
  const client = clientIn(clients, form)
  if (!client) throw invalidClient()
  const token = form.get('token')
  if (!token) throw missingParameter('token')
  const found = grants.find(token)
  const isOwn = found?.grant.client.clientId === client.clientId
  if (!found || !isOwn || found.grant.isRevoked || (found.access && !tokens.accepts(found.access))) {
    return { status: 200, body: { active: false } }
  }
  const { grant, access } = found
  return {
    status: 200,
    body: {
      active: true,
      scope: grant.scopes.join(' '),
      client_id: client.clientId,
      token_type: 'Bearer',
      // A refresh token has no end.
      ...(access && { exp: access.endsMs / 1000, iat: access.endsMs / 1000 - accessTokenSeconds }),
      owner: userUri(grant.user),
      organization: uriOf('organizations', grant.user.organization.id),
    },
  }
}
