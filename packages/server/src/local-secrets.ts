import { randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { EncryptionKey } from 'calendly-sync-engine'
import { encryptionKey } from './config/parse.ts'

const fileName = 'encryption-keys'

/**
 * The encryption keys of an installation that set none: made at the first start, in a file that only its owner reads.
 * Whoever loses the file loses what was sealed with it, which in local mode can all be made again.
 */
export async function localEncryptionKeys(dataDir: string): Promise<readonly EncryptionKey[]> {
  const file = path.join(dataDir, fileName)
  await mkdir(dataDir, { recursive: true })
  const fresh = `local:${randomBytes(32).toString('base64')}`
  // Of two processes that start at once, one makes the file and both read it.
  await writeFile(file, fresh, { flag: 'wx', mode: 0o600 }).catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  })
  const text = await readFile(file, 'utf8')
  return text
    .trim()
    .split(/[\s,]+/)
    .map(encryptionKey)
}
