import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { SyncError } from './errors.ts'

/** A key that secrets are sealed with, and the name under which the sealed text knows it. */
export interface EncryptionKey {
  readonly id: string
  /** 32 bytes. */
  readonly key: Uint8Array
}

/**
 * Seals secrets for the database with AES-256-GCM (NIST SP 800-38D): `v1.<key id>.<nonce>.<tag and text>`. `of` says
 * what the secret belongs to and is authenticated with it, so that a sealed text copied to another row does not open.
 */
export interface Secrets {
  seal(text: string, of: string): string
  /** @throws SyncError `unknown_key` when the key is not among ours, `damaged_secret` when text or owner differ. */
  open(sealed: string, of: string): string
}

/** @param keys - newest first: the first one seals, all of them open. @throws TypeError without a key of 32 bytes. */
export function createSecrets(keys: readonly EncryptionKey[]): Secrets {
  const [newest] = keys
  if (!newest) throw new TypeError('at least one encryption key is needed')
  for (const { id, key } of keys) {
    if (key.byteLength !== 32) throw new TypeError(`encryption key ${id} has not 32 bytes`)
  }
  const byId = new Map(keys.map(({ id, key }) => [id, key]))
  return {
    seal(text, of) {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', newest.key, nonce)
      cipher.setAAD(Buffer.from(of))
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      const sealed = Buffer.concat([cipher.getAuthTag(), body])
      return ['v1', newest.id, nonce.toString('base64url'), sealed.toString('base64url')].join('.')
    },
    open(sealed, of) {
      const [version, id = '', nonce = '', body = ''] = sealed.split('.')
      const key = byId.get(id)
      if (version !== 'v1' || !key) throw unknownKey(id)
      const bytes = Buffer.from(body, 'base64url')
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(nonce, 'base64url'), {
          authTagLength: 16,
        })
        decipher.setAAD(Buffer.from(of))
        decipher.setAuthTag(bytes.subarray(0, 16))
        return Buffer.concat([decipher.update(bytes.subarray(16)), decipher.final()]).toString('utf8')
      } catch {
        throw new SyncError(
          'damaged_secret',
          'A stored secret does not open: it was changed, moved, or sealed with another key of the same name. Check ENCRYPTION_KEYS.',
        )
      }
    },
  }
}

function unknownKey(id: string): SyncError {
  return new SyncError(
    'unknown_key',
    `A stored secret was sealed with encryption key "${id.slice(0, 32)}", which is not among ENCRYPTION_KEYS. Add it again.`,
  )
}
