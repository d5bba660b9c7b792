import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { migrate } from '../../packages/engine/src/store/migrate.ts'
import { databaseUrl } from './database-url.ts'
import { startTestCluster } from './test-cluster.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    postgresAdminUrl: string
  }
}

/**
 * Vitest's global setup of the project `whole`: one throw-away cluster a run, with the templates that
 * `createTestDatabase` clones. Without a database the run fails here, loudly.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const cluster = await startTestCluster()
  try {
    await makeTemplate(cluster.adminUrl, 'template_empty')
    await makeTemplate(cluster.adminUrl, 'template_migrated', (connectionString) =>
      migrate({ connectionString }),
    )
  } catch (error) {
    await cluster.stop()
    throw error
  }
  project.provide('postgresAdminUrl', cluster.adminUrl)
  return () => cluster.stop()
}

async function makeTemplate(
  adminUrl: string,
  name: string,
  fill: (connectionString: string) => Promise<unknown> = async () => undefined,
): Promise<void> {
  const admin = new pg.Client({ connectionString: adminUrl })
  await admin.connect()
  try {
    await admin.query(`CREATE DATABASE ${name}`)
    await fill(databaseUrl(adminUrl, name))
    // Nobody may connect from here on: cloning asks for a template without sessions.
    await admin.query(`ALTER DATABASE ${name} WITH IS_TEMPLATE true ALLOW_CONNECTIONS false`)
  } finally {
    await admin.end()
  }
}
