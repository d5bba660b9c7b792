import { Refusal } from '../api/answer.ts'

/**
 * Words of the errors. Calendly documents none but `invalid_request`; its recorded `invalid_grant` is word for
 * word that of Doorkeeper, the library, so the others are taken to be as well.
 */
const words = {
  invalid_request: 'The request is missing a required parameter or is otherwise malformed.',
  invalid_client:
    'Client authentication failed due to unknown client, no client authentication included, or unsupported authentication method.',
  invalid_grant:
    'The provided authorization grant is invalid, expired, revoked, does not match the redirection URI used in the authorization request, or was issued to another client.',
  invalid_scope: 'The requested scope is invalid, unknown, or malformed.',
  unauthorized_client: 'You are not authorized to revoke this token.',
  unsupported_grant_type: 'The authorization grant type is not supported by the authorization server.',
  unsupported_response_type: 'The authorization server does not support this response type.',
  access_denied: 'The resource owner or authorization server denied the request.',
  too_many_requests: 'Rate limit exceeded.',
  server_error: 'The authorization server encountered an unexpected condition.',
} as const

export type OAuthErrorCode = keyof typeof words

/** The body of an error: another shape than the API's (RFC 6749 §5.2). */
export interface OAuthErrorBody {
  error: OAuthErrorCode
  error_description: string
}

export function errorBody(error: OAuthErrorCode, description: string = words[error]): OAuthErrorBody {
  return { error, error_description: description }
}

/** An error that the caller gets as an answer. */
export class OAuthError extends Refusal {
  override name = 'OAuthError'
  readonly code: OAuthErrorCode

  constructor(
    status: number,
    code: OAuthErrorCode,
    options: { description?: string; headers?: Record<string, string> } = {},
  ) {
    const body = errorBody(code, options.description)
    super({ status, body, headers: { 'cache-control': 'no-store', ...options.headers } }, code)
    this.code = code
  }
}

export function invalidRequest(description?: string): OAuthError {
  return new OAuthError(400, 'invalid_request', description === undefined ? {} : { description })
}

export function missingParameter(name: string): OAuthError {
  return invalidRequest(`Missing required parameter: ${name}.`)
}

export function invalidClient(): OAuthError {
  return new OAuthError(401, 'invalid_client', {
    headers: { 'www-authenticate': 'Basic realm="Calendly Simulator"' },
  })
}

/** What a fault answers on the routes of OAuth when it only names a status. */
export function errorOfStatus(status: number): OAuthErrorBody {
  if (status === 400) return errorBody('invalid_grant')
  if (status === 401) return errorBody('invalid_client')
  if (status === 403) return errorBody('unauthorized_client')
  if (status === 429) return errorBody('too_many_requests')
  return errorBody('server_error')
}
