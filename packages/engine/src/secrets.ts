import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { SyncError } from './errors.ts'

/** A key that secrets are sealed with, and the name under which the sealed text knows it. */
export interface EncryptionKey {
  /** 1 to 32 letters, digits, `-` and `_`. */
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
  /** Ids of our keys, newest first: the first one seals. */
  readonly keyIds: readonly [string, ...string[]]
}

/**
 * @param keys - newest first: the first one seals, all of them open.
 * @throws TypeError without a key, with one that has not 32 bytes or no proper id, or with two of one id.
 */
export function createSecrets(keys: readonly EncryptionKey[]): Secrets {
  const [newest, ...older] = keys
  if (!newest) throw new TypeError('at least one encryption key is needed')
  for (const { id, key } of keys) {
    if (!/^[\w-]{1,32}$/.test(id)) throw new TypeError('an encryption key has an id that is no word')
    if (key.byteLength !== 32) throw new TypeError(`encryption key ${id} has not 32 bytes`)
  }
  const byId = new Map(keys.map(({ id, key }) => [id, key]))
  if (byId.size < keys.length) throw new TypeError('two encryption keys have the same id')
  return {
    keyIds: [newest.id, ...older.map(({ id }) => id)],
    seal(text, of) {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', newest.key, nonce)
      cipher.setAAD(owner(of))
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      const sealed = Buffer.concat([cipher.getAuthTag(), body])
      return ['v1', newest.id, nonce.toString('base64url'), sealed.toString('base64url')].join('.')
    },
    open(sealed, of) {
      const { id, nonce, bytes } = taken(sealed)
      const key = byId.get(id)
      if (!key) throw unknownKey(id)
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: 16 })
        decipher.setAAD(owner(of))
        decipher.setAuthTag(bytes.subarray(0, 16))
        return Buffer.concat([decipher.update(bytes.subarray(16)), decipher.final()]).toString('utf8')
      } catch {
        throw damagedSecret()
      }
    },
  }
}

const owner = (of: string) => Buffer.from(of)

/** Takes a sealed text apart, if it is written exactly as `seal` writes: each secret has one spelling. */
function taken(sealed: string): { readonly id: string; readonly nonce: Buffer; readonly bytes: Buffer } {
  const [, id = '', nonceText = '', text = ''] = form.exec(sealed) ?? []
  const nonce = Buffer.from(nonceText, 'base64url')
  const bytes = Buffer.from(text, 'base64url')
  // The last letter may carry bits that nothing reads; written back they are zero.
  const isExact = nonce.length === 12 && bytes.length >= 16 && bytes.toString('base64url') === text
  if (!isExact) throw damagedSecret()
  return { id, nonce, bytes }
}

const form = /^v1\.([\w-]{1,32})\.([\w-]{16})\.([\w-]{22,})$/

function damagedSecret(): SyncError {
  return new SyncError(
    'damaged_secret',
    'A stored secret does not open: it was changed, moved, or sealed with another key of the same name. Check ENCRYPTION_KEYS.',
  )
}

function unknownKey(id: string): SyncError {
  return new SyncError(
    'unknown_key',
    `A stored secret was sealed with encryption key "${id}", which is not among ENCRYPTION_KEYS. Add it again.`,
  )
}
