import { spawnSync } from 'node:child_process'
import { statSync } from 'node:fs'

/** The system user the database runs as; null = the one we already are. */
export type ServerUser = { uid: number; gid: number } | null

const NOBODY = { uid: 65534, gid: 65534 }

/**
 * Postgres refuses to run as root, so as root we drop to the owner of an existing database folder, else to nobody.
 *
 * @param data - the database folder, which need not exist yet.
 */
export function serverUser(data: string): ServerUser {
  if (process.getuid?.() !== 0) return null
  const owner = ownerOf(data)
  return owner && owner.uid !== 0 ? owner : NOBODY
}

function ownerOf(folder: string): { uid: number; gid: number } | null {
  try {
    const { uid, gid } = statSync(folder)
    return { uid, gid }
  } catch {
    return null // absent, or not a folder at all: told apart when it is opened
  }
}

/** Whether that user can enter a folder. Asked of the system: modes, ACLs and mounts all have a say. */
export function canEnter(folder: string, user: ServerUser): boolean {
  const probe = spawnSync('/bin/sh', ['-c', 'cd -- "$1"', 'sh', folder], {
    ...user,
    cwd: '/',
    stdio: 'ignore',
  })
  return probe.status === 0
}
