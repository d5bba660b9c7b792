import { type Clock, errorCode, type Log } from 'calendly-sync-engine'
import { errors, type JWTPayload, type JWTVerifyOptions, type JWTVerifyResult, jwtVerify } from 'jose'
import type { Config } from '../../config.ts'
import { HttpProblem } from '../problem.ts'
import { KeySetUnavailable, keySet } from './key-set.ts'

export type VerifySettings = Pick<Config, 'jwtSecret' | 'jwtJwksUrl' | 'jwtIssuer' | 'jwtAudience'>

export interface VerifyTools {
  readonly clock: Clock
  /** Told at `debug` why a token was refused; the caller is not, since the answer is the same for all. */
  readonly log: Log
}

/** How far the platform's clock and ours may differ. */
const leewaySeconds = 60

/**
 * Checks a token's signature, times (`exp` must be there), issuer and audience, and that it was made to be shown to an
 * API (RFC 8725).
 *
 * @throws HttpProblem 401, the same whatever is wrong; 503 while there are no keys to check with.
 */
export function tokenVerifier(
  settings: VerifySettings,
  { clock, log }: VerifyTools,
): (token: string) => Promise<JWTPayload> {
  const verify = verifierOf(settings, clock)
  return async (token) => {
    try {
      const currentDate = new Date(clock.now())
      const { payload, protectedHeader } = await verify(token, currentDate)
      const fault = oddity(payload, protectedHeader.typ, currentDate)
      if (fault === undefined) return payload
      log.debug('a token was refused', { reason: fault })
    } catch (error) {
      if (error instanceof KeySetUnavailable) {
        log.warn('the key set that tokens are checked with could not be read', { error: error.cause })
        throw noKeys()
      }
      log.debug('a token was refused', { reason: reasonOf(error) })
    }
    throw unauthenticated()
  }
}

type Verify = (token: string, currentDate: Date) => Promise<JWTVerifyResult>

// The kinds of key never mix: a token cannot pass a public key off as a shared secret (RFC 8725 section 3.1).
function verifierOf(settings: VerifySettings, clock: Clock): Verify {
  const { jwtSecret, jwtJwksUrl, jwtIssuer, jwtAudience } = settings
  const options: JWTVerifyOptions = {
    requiredClaims: ['exp', 'sub'],
    clockTolerance: leewaySeconds,
    ...(jwtIssuer !== undefined && { issuer: jwtIssuer }),
    ...(jwtAudience !== undefined && { audience: jwtAudience }),
  }
  if (jwtSecret !== undefined) {
    const key = new TextEncoder().encode(jwtSecret)
    const algorithms = ['HS256']
    return (token, currentDate) => jwtVerify(token, key, { ...options, algorithms, currentDate })
  }
  const keys = keySet({ url: new URL(jwtJwksUrl ?? 'http://unset.invalid'), clock })
  const algorithms = ['RS256', 'ES256', 'EdDSA']
  return (token, currentDate) => jwtVerify(token, keys, { ...options, algorithms, currentDate })
}

/** Access tokens; others are made for other ends, a logout token for instance (RFC 8725 section 3.11, RFC 9068). */
const kinds: ReadonlySet<string> = new Set(['jwt', 'at+jwt', 'application/jwt', 'application/at+jwt'])

/** What a good signature does not speak for. Undefined when there is nothing. */
function oddity({ exp, iat }: JWTPayload, typ: unknown, now: Date): string | undefined {
  if (typ !== undefined && !(typeof typ === 'string' && kinds.has(typ.toLowerCase()))) return 'typ'
  if (!Number.isFinite(exp)) return 'exp'
  if (iat !== undefined && iat > now.getTime() / 1000 + leewaySeconds) return 'iat in the future'
  return undefined
}

function reasonOf(error: unknown): string {
  if (error instanceof errors.JWTClaimValidationFailed || error instanceof errors.JWTExpired) {
    return `${error.claim}: ${error.reason}`
  }
  return errorCode(error) ?? (error instanceof Error ? error.message : 'unknown')
}

function noKeys(): HttpProblem {
  return new HttpProblem(
    503,
    'sign_in_keys_unavailable',
    'The key set that tokens are checked with could not be read from JWT_JWKS_URL.',
  )
}

/** 401 with the challenge of RFC 6750 section 3; what exactly was wrong is nobody's business but the log's. */
export function unauthenticated(): HttpProblem {
  return new HttpProblem(
    401,
    'unauthenticated',
    'Sign in: send a valid token (Authorization: Bearer <jwt>). LOG_LEVEL=debug tells the operator why one is refused.',
    { 'www-authenticate': 'Bearer realm="calendly-sync", error="invalid_token"' },
  )
}
