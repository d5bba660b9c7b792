import pg from 'pg'

/** The demo's own database in the embedded cluster: its meetings never mix with real ones. */
export const demoDatabase = 'calendly_sync_demo'

/** Makes the demo's database anew. */
export async function emptyDemoDatabase(socketDir: string): Promise<void> {
  const client = new pg.Client({ host: socketDir, user: 'postgres', database: 'postgres' })
  await client.connect()
  try {
    await client.query(`DROP DATABASE IF EXISTS ${demoDatabase} WITH (FORCE)`)
    await client.query(`CREATE DATABASE ${demoDatabase}`)
  } finally {
    await client.end()
  }
}
