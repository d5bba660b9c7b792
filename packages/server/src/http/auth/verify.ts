import { createRemoteJWKSet, errors, type JWTPayload, type JWTVerifyOptions, jwtVerify } from 'jose'
import type { Config } from '../../config.ts'
import { HttpProblem } from '../problem.ts'

export type VerifySettings = Pick<Config, 'jwtSecret' | 'jwtJwksUrl' | 'jwtIssuer' | 'jwtAudience'>

/** Checks a token's signature, times (`exp` must be there), issuer and audience. @throws HttpProblem 401, 503 */
export function tokenVerifier(settings: VerifySettings): (token: string) => Promise<JWTPayload> {
  const { jwtSecret, jwtJwksUrl, jwtIssuer, jwtAudience } = settings
  const options: JWTVerifyOptions = {
    requiredClaims: ['exp', 'sub'],
    ...(jwtIssuer !== undefined && { issuer: jwtIssuer }),
    ...(jwtAudience !== undefined && { audience: jwtAudience }),
  }
  const verify = jwtSecret
    ? sharedSecret(jwtSecret, options)
    : keySet(new URL(jwtJwksUrl ?? 'http://unset.invalid'), options)
  return async (token) => {
    try {
      return await verify(token)
    } catch (error) {
      throw refusal(error)
    }
  }
}

// The kinds of key never mix: a token cannot pass a public key off as a shared secret (RFC 8725 section 3.1).
function sharedSecret(secret: string, options: JWTVerifyOptions) {
  const key = new TextEncoder().encode(secret)
  return async (token: string) => (await jwtVerify(token, key, { ...options, algorithms: ['HS256'] })).payload
}

function keySet(url: URL, options: JWTVerifyOptions) {
  const keys = createRemoteJWKSet(url, { timeoutDuration: 5000 })
  const algorithms = ['RS256', 'ES256', 'EdDSA']
  return async (token: string) => (await jwtVerify(token, keys, { ...options, algorithms })).payload
}

/** jose's errors are about the token, except those of fetching the keys. */
function refusal(error: unknown): HttpProblem {
  if (error instanceof errors.JWTExpired) return unauthenticated('The token has expired; sign in again.')
  if (error instanceof errors.JWTClaimValidationFailed) {
    return unauthenticated(`The token is not for this installation: its claim ${error.claim} does not fit.`)
  }
  const isAboutKeys = error instanceof errors.JWKSTimeout || error instanceof errors.JWKSInvalid
  if (isAboutKeys || !(error instanceof errors.JOSEError) || error.code === 'ERR_JOSE_GENERIC') {
    return new HttpProblem(
      503,
      'sign_in_keys_unavailable',
      'The key set that tokens are checked with could not be read from JWT_JWKS_URL.',
    )
  }
  return unauthenticated('The token is not valid here: its form, algorithm or signature is wrong.')
}

/** 401 with the challenge of RFC 6750 section 3. */
export function unauthenticated(detail: string): HttpProblem {
  return new HttpProblem(401, 'unauthenticated', detail, {
    'www-authenticate': 'Bearer realm="calendly-sync", error="invalid_token"',
  })
}
