import type { Answer } from '../api/answer.ts'
import type { Clients } from './clients.ts'
import { invalidRequest, missingParameter, OAuthError } from './errors.ts'
import type { Grants } from './grants.ts'
import type { OAuthClient } from './types.ts'

/**
 * `POST /oauth/revoke` (RFC 7009): a refresh token takes its whole grant with it, an access token goes alone. One
 * that is not known or not valid any more is none: 200 as well. Calendly documents 403 besides 400.
 */
export function revoke(clients: Clients, grants: Grants, form: URLSearchParams | undefined): Answer {
  if (!form) throw invalidRequest('The body must be application/x-www-form-urlencoded.')
  const client = clientIn(clients, form)
  if (!client) throw new OAuthError(403, 'unauthorized_client')
  const token = form.get('token')
  if (!token) throw missingParameter('token')
  const found = grants.find(token)
  if (found && found.grant.client.clientId !== client.clientId) {
    throw new OAuthError(403, 'unauthorized_client')
  }
  if (found?.access) grants.endAccess(found.access)
  else if (found) grants.revoke(found.grant)
  return { status: 200, body: {} }
}

/** The app that names itself in the form, with its secret if it has one. */
export function clientIn(clients: Clients, form: URLSearchParams): OAuthClient | undefined {
  const client = clients.find(form.get('client_id'))
  return client?.clientSecret === null || client?.clientSecret === form.get('client_secret')
    ? client
    : undefined
}
