import { randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { EncryptionKey } from 'calendly-sync-engine'
import { encryptionKeys } from './config/parse.ts'
import { type Config, ConfigError } from './config.ts'

/** Where the keys of an installation are kept that set none. */
export const localKeysFile = (dataDir: string) => path.join(dataDir, 'encryption-keys')

/** Name of the key that is made there. */
const localKeyId = 'local'

/**
 * Where a person finds an encryption key again: in the file that was made here, or among the settings. A key that was
 * made here before anybody had to sign in is still in the file.
 */
export function whereKeyIs(config: Pick<Config, 'dataDir' | 'encryptionKeys' | 'authMode'>) {
  const file = localKeysFile(config.dataDir)
  const isKeptHere = config.encryptionKeys === undefined && config.authMode === 'local'
  return (keyId: string) => {
    if (isKeptHere) return `the file ${file}, of this installation and no other`
    return keyId === localKeyId ? `ENCRYPTION_KEYS; it was made into ${file}` : 'ENCRYPTION_KEYS'
  }
}

/**
 * The encryption keys of an installation that set none: made at the first start, in a file that only its owner reads.
 * Whoever loses the file loses what was sealed with it, which in local mode can all be made again.
 *
 * @throws ConfigError when the file holds something else.
 */
export async function localEncryptionKeys(dataDir: string): Promise<readonly EncryptionKey[]> {
  const file = localKeysFile(dataDir)
  await mkdir(dataDir, { recursive: true })
  const fresh = `${localKeyId}:${randomBytes(32).toString('base64')}`
  // Of two processes that start at once, one makes the file and both read it.
  await writeFile(file, fresh, { flag: 'wx', mode: 0o600 }).catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  })
  const text = (await readFile(file, 'utf8')).trim().replace(/\s+/g, ',')
  try {
    return encryptionKeys(text)
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'is wrong'
    throw new ConfigError([
      `${file} ${reason}; put it back from a backup, or move it away, and another key is made`,
    ])
  }
}
