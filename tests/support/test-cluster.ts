import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { signal } from '../../packages/server/src/postgres/postmaster.ts'
import { readPostmasterFile } from '../../packages/server/src/postgres/postmaster-file.ts'
import { isServerOf } from '../../packages/server/src/postgres/process-of.ts'
import { startEmbeddedPostgres } from '../../packages/server/src/postgres/start.ts'

/** A throw-away Postgres. `adminUrl` is its `postgres` database, where databases are made and dropped. */
export type TestCluster = { adminUrl: string; stop(): Promise<void> }

const PREFIX = 'calsync-test-'

/**
 * Starts a throw-away cluster (nothing synced to disk) in a temporary folder; `stop` removes it.
 * The same launcher as the product's. Also used by the benchmarks.
 */
export async function startTestCluster(settings: Record<string, string> = {}): Promise<TestCluster> {
  await sweepLeftovers()
  const dataDir = await mkdtemp(path.join(tmpdir(), PREFIX))
  await writeFile(path.join(dataDir, 'runner.pid'), String(process.pid))
  const server = await startEmbeddedPostgres({
    dataDir,
    durable: false,
    database: 'postgres',
    settings: { max_connections: '200', ...settings },
  })
  return {
    adminUrl: server.connectionString,
    async stop() {
      await server.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

// A run that was killed with -9 leaves its server behind; the next run clears it away.
async function sweepLeftovers(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    if (!name.startsWith(PREFIX)) continue
    const folder = path.join(tmpdir(), name)
    const runner = Number(await readFile(path.join(folder, 'runner.pid'), 'utf8').catch(() => 0))
    if (runner === 0 || isAlive(runner)) continue
    const data = path.join(folder, 'postgres', 'data')
    const server = await readPostmasterFile(data)
    if (server && (await isServerOf(data, server.pid)) === 'yes') {
      signal(server.pid, 'SIGQUIT')
      await rm(server.socketDir, { recursive: true, force: true })
    }
    await rm(folder, { recursive: true, force: true, maxRetries: 5 }).catch(() => undefined) // gone at the next run
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
