import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { closeSync, constants, openSync } from 'node:fs'
import * as fs from 'node:fs/promises'
import path from 'node:path'
import type { Binaries } from './binaries.ts'
import { EmbeddedPostgresError, folderError } from './errors.ts'
import { canEnter, type ServerUser } from './server-user.ts'

/** Where a cluster lives: `root` is ours, `data` belongs to the database's user. Absolute, links resolved. */
export type Folder = { root: string; data: string; logFile: string; user: ServerUser }

/** The database folder inside DATA_DIR. */
export const dataFolderOf = (dataDir: string) => path.join(path.resolve(dataDir), 'postgres', 'data')

/**
 * Makes `<dataDir>/postgres` ready: creates and initialises it when it is new, checks it when it is not.
 *
 * @throws EmbeddedPostgresError `folder_unwritable` | `folder_foreign` | `folder_version` | `disk_full` | `start_failed`.
 */
export async function openFolder(
  dataDir: string,
  binaries: Binaries,
  user: ServerUser,
  durable: boolean,
): Promise<Folder> {
  const folder = await makeRoot(dataDir, user)
  if (!(await inspect(folder, binaries.major))) await initialise(folder, binaries, durable)
  return folder
}

async function makeRoot(dataDir: string, user: ServerUser): Promise<Folder> {
  const wanted = path.dirname(dataFolderOf(dataDir))
  try {
    await fs.mkdir(wanted, { recursive: true, mode: 0o700 })
    const root = await fs.realpath(wanted)
    await fs.access(root, constants.R_OK | constants.W_OK | constants.X_OK)
    return { root, data: path.join(root, 'data'), logFile: path.join(root, 'postgres.log'), user }
  } catch (cause) {
    throw folderError(wanted, cause)
  }
}

/** @returns false when there is no database yet. */
async function inspect({ data, user }: Folder, major: number): Promise<boolean> {
  const found = await fs.stat(data).catch(() => null)
  if (!found) return false
  const ours = process.getuid?.()
  if (ours !== 0 && found.uid !== ours) {
    throw new EmbeddedPostgresError(
      'folder_foreign',
      `${data} belongs to another installation (system user ${found.uid}, we are ${ours}). ` +
        'Run as that user, or point DATA_DIR at a folder of your own.',
    )
  }
  const version = (await fs.readFile(path.join(data, 'PG_VERSION'), 'utf8').catch(() => '')).trim()
  if (version === '') {
    throw new EmbeddedPostgresError(
      'folder_foreign',
      `${data} exists but holds no Postgres database. Move it away, or point DATA_DIR elsewhere.`,
    )
  }
  if (version !== String(major)) {
    throw new EmbeddedPostgresError(
      'folder_version',
      `${data} was written by Postgres ${version}; this installation brings Postgres ${major}, which cannot read it. ` +
        `Start the version of calendly-sync that wrote it, or dump it with Postgres ${version} and restore it into a new DATA_DIR.`,
    )
  }
  if (user && found.uid === 0) await handOver(data, user) // restored by root from a backup
  return true
}

// Written beside its place and moved there in one rename: a start that was killed half way, or a second start at the
// same time, never leaves half a database behind.
async function initialise(folder: Folder, binaries: Binaries, durable: boolean): Promise<void> {
  const draft = path.join(folder.root, `data.new-${randomBytes(6).toString('hex')}`)
  try {
    await fs.mkdir(draft, { mode: 0o700 })
    if (folder.user) await fs.chown(draft, folder.user.uid, folder.user.gid)
    const flags = [
      '--username=postgres',
      '--auth=trust',
      '--encoding=UTF8',
      '--locale=C',
      '--no-instructions',
    ]
    if (!durable) flags.push('--no-sync')
    await runInitdb({ ...folder, data: draft }, binaries.initdb, flags)
    await fs.rename(draft, folder.data)
  } catch (cause) {
    await fs.rm(draft, { recursive: true, force: true }).catch(() => undefined)
    if (await fs.stat(path.join(folder.data, 'PG_VERSION')).catch(() => null)) return
    throw cause instanceof EmbeddedPostgresError ? cause : folderError(folder.root, cause)
  }
}

async function runInitdb(folder: Folder, initdb: string, flags: string[]): Promise<void> {
  const child = spawnOn(folder, initdb, flags, 'pipe')
  let said = ''
  child.stderr?.on('data', (chunk) => {
    said += chunk
  })
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  if (code === 0) return
  if (/No space left|quota exceeded/i.test(said)) throw new Error(`initdb: ${said.trim()}`)
  throw new EmbeddedPostgresError(
    'start_failed',
    `Creating the embedded database in ${folder.root} failed (initdb ended with ${code}): ${said.trim()}. ` +
      'Mend that, or set DATABASE_URL to a Postgres of your own.',
  )
}

/**
 * Starts a Postgres program on the folder as the database's user.
 *
 * As root on Linux the folder is handed over as an open descriptor and named `/proc/self/fd/3`: DATA_DIR may then lie
 * where only root can go (a clone under /root), without loosening the rights of anything above it.
 *
 * @param output - 'pipe', or an open file descriptor that takes stdout and stderr.
 */
export function spawnOn(
  folder: Folder,
  program: string,
  flags: string[],
  output: 'pipe' | number,
): ChildProcess {
  const { data, user } = folder
  const env = { PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' } // none of our secrets
  // A session of its own: Ctrl-C in the terminal must reach us only, we stop the database when we have drained.
  const options = { ...user, cwd: '/', env, detached: true }
  if (user && process.platform === 'linux') {
    const descriptor = openSync(data, constants.O_RDONLY | constants.O_DIRECTORY)
    try {
      return spawn(program, ['-D', '/proc/self/fd/3', ...flags], {
        ...options,
        stdio: ['ignore', output, output, descriptor],
      })
    } finally {
      closeSync(descriptor)
    }
  }
  if (!canEnter(data, user)) {
    throw new EmbeddedPostgresError(
      'folder_unreachable',
      `The database may not run as root, and system user ${user?.uid} cannot enter ${data}. ` +
        'Run as an ordinary user, or point DATA_DIR at a folder that others may enter.',
    )
  }
  return spawn(program, ['-D', data, ...flags], { ...options, stdio: ['ignore', output, output] })
}

async function handOver(file: string, user: { uid: number; gid: number }): Promise<void> {
  await fs.lchown(file, user.uid, user.gid)
  if (!(await fs.lstat(file)).isDirectory()) return
  for (const name of await fs.readdir(file)) await handOver(path.join(file, name), user)
}
