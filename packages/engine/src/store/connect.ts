import pg from 'pg'

/** A connection for a few short questions before the work begins; not open yet. Whoever takes it ends it. */
export function newConnection(connectionString: string): pg.Client {
  const client = new pg.Client({
    connectionString,
    application_name: 'calendly-sync start',
    connectionTimeoutMillis: 10_000,
    query_timeout: 10_000,
  })
  client.on('error', () => {}) // a query under way rejects by itself
  return client
}
