import { stableId } from 'calendly-sync-engine'
import type { JWTPayload } from 'jose'

/** What a valid token says of its user. */
export interface Claims {
  readonly id: string
  readonly email?: string
  /** Whether the sign-in stands for the address, so that it may be matched to a Calendly user. */
  readonly isEmailVouched: boolean
  readonly name?: string
  readonly isOperator: boolean
}

/**
 * @param payload - of a token whose signature, times, issuer and audience hold.
 * @param isEmailTrusted - `JWT_EMAIL_TRUSTED`.
 * @returns undefined when the token names no subject.
 */
export function readClaims(payload: JWTPayload, isEmailTrusted: boolean): Claims | undefined {
  const { sub, iss } = payload
  if (typeof sub !== 'string' || sub.trim() === '') return undefined
  const email = word(payload['email'])
  const name = word(payload['name'])
  return {
    id: uuid.test(sub) ? sub.toLowerCase() : stableId('jwt', iss ?? '', sub),
    ...(email !== undefined && { email }),
    isEmailVouched: email !== undefined && (payload['email_verified'] === true || isEmailTrusted),
    ...(name !== undefined && { name }),
    isOperator: payload['role'] === 'admin' || roleIn(payload['app_metadata']) === 'admin',
  }
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Text that can be stored, indexed and shown; RFC 5321 gives an address 320 letters at most. */
function word(value: unknown): string | undefined {
  if (typeof value !== 'string' || value.includes('\0')) return undefined
  const text = value.trim()
  return text !== '' && text.length <= 320 ? text : undefined
}

function roleIn(metadata: unknown): unknown {
  return typeof metadata === 'object' && metadata !== null && 'role' in metadata ? metadata.role : undefined
}
