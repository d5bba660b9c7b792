import { sealedToken } from './credentials.ts'
import { sealedFor } from './endpoints.ts'
import { sealedVerifier } from './oauth-states.ts'

/** A column of `calendly_sync` that holds sealed text. */
export interface SealedColumn {
  readonly table: string
  readonly column: string
  /** Column that names a row for good: part of what its secret is sealed for. */
  readonly key: string
  /** What the secret of a row is sealed for. */
  readonly of: (key: string) => string
}

/**
 * Every column that holds sealed text. Whatever is not listed here is not re-sealed when keys rotate, and is lost with
 * the key that is then removed; so a test looks for what was forgotten.
 */
export const sealedColumns: readonly SealedColumn[] = [
  { table: 'webhook_endpoints', column: 'signing_key', key: 'id', of: sealedFor },
  { table: 'credentials', column: 'access_token', key: 'credential', of: sealedToken('access_token') },
  { table: 'credentials', column: 'refresh_token', key: 'credential', of: sealedToken('refresh_token') },
  { table: 'oauth_states', column: 'code_verifier', key: 'digest', of: sealedVerifier },
]
