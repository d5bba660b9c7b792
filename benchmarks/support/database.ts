import pg from 'pg'
import { migrate } from '../../packages/engine/src/store/migrate.ts'
import { startTestCluster } from '../../tests/support/test-cluster.ts'

export interface BenchDatabase {
  readonly connectionString: string
  /** A connection of the benchmark's own, as superuser. */
  readonly admin: pg.Client
  stop(): Promise<void>
}

/**
 * A throw-away Postgres with our tables, for one benchmark. Nothing is synced to disk: ratios are what counts, and both
 * sides of each have the same.
 */
export async function startDatabase(settings: Record<string, string> = {}): Promise<BenchDatabase> {
  const cluster = await startTestCluster(settings)
  try {
    await migrate({ connectionString: cluster.adminUrl })
    const admin = new pg.Client({ connectionString: cluster.adminUrl })
    await admin.connect()
    return {
      connectionString: cluster.adminUrl,
      admin,
      async stop() {
        await admin.end()
        await cluster.stop()
      },
    }
  } catch (error) {
    await cluster.stop()
    throw error
  }
}
