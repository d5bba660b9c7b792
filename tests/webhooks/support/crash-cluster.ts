import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { findBinaries } from '../../../packages/server/src/postgres/binaries.ts'
import { dataFolderOf, openFolder } from '../../../packages/server/src/postgres/folder.ts'
import {
  ensureRunning,
  type Launch,
  stopPostmaster,
} from '../../../packages/server/src/postgres/postmaster.ts'
import { serverUser } from '../../../packages/server/src/postgres/server-user.ts'
import { makeSocketFolder } from '../../../packages/server/src/postgres/socket-folder.ts'
import { connectionStringOf } from '../../../packages/server/src/postgres/start.ts'

/** A Postgres of its own that dies when it is told to, and stays dead until it is started again. */
export interface CrashCluster {
  readonly connectionString: string
  /** Immediate stop (SIGQUIT): nothing is flushed, and the next start recovers from what was written. */
  crash(): Promise<void>
  /** Resolves once it accepts connections again. */
  start(): Promise<void>
  remove(): Promise<void>
}

/**
 * A database that forgets whatever it may: commits are asynchronous unless a session insists on another kind, and what
 * they left in memory is written as late as possible. Only the process is killed here and never the machine, so what
 * was handed to the operating system is safe and `fsync` may be off.
 */
const forgetful = {
  fsync: 'off',
  synchronous_commit: 'off',
  wal_writer_delay: '10s',
  max_connections: '100',
  timezone: 'UTC',
  log_min_messages: 'fatal',
}

export async function startCrashCluster(): Promise<CrashCluster> {
  // Name and file of the test clusters, so that the next run clears away what a killed one has left.
  const dataDir = await mkdtemp(path.join(tmpdir(), 'calsync-test-'))
  await writeFile(path.join(dataDir, 'runner.pid'), String(process.pid))
  const user = serverUser(dataFolderOf(dataDir))
  const binaries = await findBinaries(user)
  const folder = await openFolder(dataDir, binaries, user, false)
  const socketDir = await makeSocketFolder(folder)
  const launch: Launch = { folder, program: binaries.postgres, settings: forgetful, socketDir }
  let server = await ensureRunning(launch)
  const crash = () => stopPostmaster(folder.data, server.pid, 'immediate')
  return {
    connectionString: connectionStringOf(socketDir, 'postgres'),
    crash,
    async start() {
      server = await ensureRunning(launch)
    },
    async remove() {
      await crash()
      await rm(socketDir, { recursive: true, force: true })
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
