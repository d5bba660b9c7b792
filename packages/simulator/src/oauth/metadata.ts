import type { Answer } from '../api/answer.ts'
import { calendlyScopes } from './scopes.ts'

/**
 * `GET /.well-known/oauth-authorization-server` (RFC 8414). Calendly's names auth.calendly.com; this one names
 * the address it was asked at, without which nobody could follow it.
 *
 * @param origin - such as `http://127.0.0.1:4010`.
 */
export function metadata(origin: string): Answer {
  return {
    status: 200,
    body: {
      issuer: origin,
      authorization_endpoint: `${origin}/oauth/authorize`,
      token_endpoint: `${origin}/oauth/token`,
      revocation_endpoint: `${origin}/oauth/revoke`,
      introspection_endpoint: `${origin}/oauth/introspect`,
      scopes_supported: calendlyScopes,
      response_types_supported: ['code'],
      grant_types_supported: ['authorization_code', 'refresh_token'],
      token_endpoint_auth_methods_supported: ['client_secret_basic', 'none'],
      code_challenge_methods_supported: ['S256'],
    },
  }
}
