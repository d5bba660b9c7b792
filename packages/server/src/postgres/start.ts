import { rm } from 'node:fs/promises'
import pg from 'pg'
import { findBinaries } from './binaries.ts'
import { dataFolderOf, openFolder } from './folder.ts'
import { ensureRunning, type Launch, signal, stopPostmaster } from './postmaster.ts'
import { serverUser } from './server-user.ts'
import { makeSocketFolder } from './socket-folder.ts'
import { watchCluster } from './watch.ts'

export type EmbeddedPostgresOptions = {
  /** DATA_DIR; the database lives in `<dataDir>/postgres`. */
  dataDir: string
  log?: { info: (message: string) => void; warn: (message: string) => void }
  /** False for throw-away clusters: nothing is synced to disk. Default true. */
  durable?: boolean
  /** Created when absent. Default `calendly_sync`. */
  database?: string
  /** Further server settings, e.g. `{ max_connections: '200' }`. */
  settings?: Record<string, string>
}

export type EmbeddedPostgres = {
  /** `postgresql://postgres@localhost/<database>?host=<socket folder>`; stays right when the server is revived. */
  connectionString: string
  socketDir: string
  /** True while this process looks after the server. A guest becomes the owner when the owner leaves. */
  readonly owner: boolean
  /** Leaves. The owner stops the server, unless guests are left: then one of them becomes its owner. */
  stop(): Promise<void>
}

/**
 * Starts the Postgres that came with `npm ci` on a folder of ours, or attaches to it when it runs: started by another
 * process of ours, or orphaned by a kill -9. No port is opened, a closed socket folder is the only way in.
 *
 * @throws EmbeddedPostgresError with a code and the next step.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { dataDir, durable = true, database = 'calendly_sync', log } = options
  const user = serverUser(dataFolderOf(dataDir))
  const binaries = await findBinaries(user)
  const folder = await openFolder(dataDir, binaries, user, durable)
  const settings = { ...BASE, ...(durable ? {} : THROW_AWAY), ...options.settings }
  const launch: Launch = {
    folder,
    program: binaries.postgres,
    settings,
    socketDir: await makeSocketFolder(folder),
  }

  let server = await ensureRunning(launch)
  const { socketDir } = server
  const watch = await watchCluster({
    socketDir,
    warn: (message) => log?.warn(message),
    revive: async () => {
      server = await ensureRunning({ ...launch, socketDir })
    },
  })
  await createDatabase(socketDir, database)
  log?.info(
    `Embedded Postgres ${binaries.major} in ${folder.root} (${watch.owner ? 'started or taken over' : 'shared'})`,
  )

  // Last resort when nobody called stop(): only a signal can be sent here, nothing awaited.
  const lastResort = () => {
    if (watch.owner) signal(server.pid, durable ? 'SIGINT' : 'SIGQUIT')
  }
  process.once('exit', lastResort)
  const embedded: EmbeddedPostgres = {
    connectionString: connectionStringOf(socketDir, database),
    socketDir,
    get owner() {
      return watch.owner
    },
    async stop() {
      process.removeListener('exit', lastResort)
      if (!(await watch.leave())) return
      await stopPostmaster(folder.data, server.pid, durable ? 'fast' : 'immediate')
      // A lasting one keeps its (empty, always equally named) socket folder: another start may be waiting for it.
      if (!durable) await rm(socketDir, { recursive: true, force: true })
    },
  }
  try {
    await createDatabase(socketDir, database)
  } catch (error) {
    await embedded.stop()
    throw error
  }
  return embedded
}

/** The address of a database behind a socket folder. */
export const connectionStringOf = (socketDir: string, database: string) =>
  `postgresql://postgres@localhost/${database}?host=${encodeURIComponent(socketDir)}`

const BASE = {
  max_connections: '100',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_min_messages: 'warning',
  log_checkpoints: 'off',
  unix_socket_permissions: '0700',
}

const THROW_AWAY = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }

async function createDatabase(socketDir: string, database: string): Promise<void> {
  const client = new pg.Client({ host: socketDir, user: 'postgres', database: 'postgres' })
  client.on('error', () => undefined) // a query that is under way rejects by itself
  await client.connect()
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [database])
    if (rowCount === 0) await client.query(`CREATE DATABASE ${client.escapeIdentifier(database)}`)
  } catch (error) {
    // Two processes started at once: duplicate_database, or the unique index of pg_database.
    if (!['42P04', '23505'].includes((error as { code?: string }).code ?? '')) throw error
  } finally {
    await client.end()
  }
}
