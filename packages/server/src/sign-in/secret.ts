import { hkdfSync } from 'node:crypto'
import type { EncryptionKey } from 'calendly-sync-engine'

/**
 * The key that session cookies are signed with: drawn from an encryption key, for this end alone, so that neither
 * tells anything of the other (HKDF, RFC 5869 section 3.2).
 */
export function cookieSecret({ key }: EncryptionKey): string {
  return Buffer.from(hkdfSync('sha256', key, '', 'calendly-sync session cookies', 32)).toString('base64')
}
