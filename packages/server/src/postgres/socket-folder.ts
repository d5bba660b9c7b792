import { createHash } from 'node:crypto'
import * as fs from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { EmbeddedPostgresError } from './errors.ts'
import type { Folder } from './folder.ts'
import { canEnter } from './server-user.ts'

const LONGEST = 85 // the system allows 103 bytes (104 on macOS) for the folder and "/.s.PGSQL.5432"

/**
 * Makes the folder of the server's socket: short, the same for the same data folder, and closed (0700) to everybody but
 * the database's user, because whoever reaches the socket is let in.
 */
export async function makeSocketFolder({ data, user }: Pick<Folder, 'data' | 'user'>): Promise<string> {
  const name = `calsync-${createHash('sha256').update(data).digest('hex').slice(0, 12)}`
  for (const parent of new Set([tmpdir(), '/tmp'])) {
    if (parent.length + name.length + 1 > LONGEST || !canEnter(parent, user)) continue
    const folder = path.join(parent, name)
    if (await claim(folder, user)) return folder
    const spare = await fs.mkdtemp(`${folder.slice(0, -4)}-`).catch(() => null)
    if (spare && (await claim(spare, user))) return spare
  }
  throw new EmbeddedPostgresError(
    'folder_unreachable',
    `No place for the database's socket: neither ${tmpdir()} nor /tmp can be used. Set TMPDIR to a short, writable folder.`,
  )
}

/** @returns false when the name is taken by somebody else. */
async function claim(folder: string, user: Folder['user']): Promise<boolean> {
  await fs.mkdir(folder, { mode: 0o700 }).catch(() => undefined)
  const ours = process.getuid?.()
  const found = await fs.lstat(folder).catch(() => null)
  if (!found?.isDirectory() || (found.uid !== ours && found.uid !== user?.uid)) return false
  await fs.chmod(folder, 0o700)
  if (user) await fs.chown(folder, user.uid, user.gid)
  return true
}
