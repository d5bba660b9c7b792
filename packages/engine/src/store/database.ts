import pg from 'pg'
import { type Begin, createBegin, type Scope } from './begin.ts'
import { createStatements, type Statements } from './prepared.ts'
import type { Sessions } from './sessions.ts'

/** One transaction. Every statement is parametrised; instants come back as ISO 8601 text, never as `Date`. */
export interface Transaction {
  query<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row[]>
}

export interface Database {
  /**
   * Runs `work` in one transaction that sees only the rows of `scope`. A deadlock, a serialization failure or a
   * lost insert race runs it again from the start, so `work` must have no effect outside the transaction.
   */
  transaction<Result>(scope: Scope, work: (tx: Transaction) => Promise<Result>): Promise<Result>
  /** One statement as a transaction of its own, in one round trip. */
  query<Row extends object>(scope: Scope, text: string, values?: readonly unknown[]): Promise<Row[]>
  readonly pool: pg.Pool
  /** Where `meetings`, `clients` and `meeting_clients` live; statements name it `:schema`. */
  readonly schema: string
  close(): Promise<void>
}

/** Thrown inside a transaction that must start again: another one inserted the same row first. */
export class LostRace extends Error {}

/**
 * @param options.connectionString - Postgres 14 or newer.
 * @param options.schema - of the three tables that the host application reads; default `public`.
 * @param options.poolSize - connections at most.
 * @param options.sessions - where statements are prepared only once each connection is known to have a session of its own.
 * @param options.onError - told of connections that broke while idle or in use; without a listener they would
 *   end the process (node-postgres issue 3083).
 */
export function openDatabase(options: {
  connectionString: string
  schema?: string
  poolSize?: number
  sessions?: Pick<Sessions, 'known'>
  onError?: (error: Error) => void
}): Database {
  const report = options.onError ?? (() => {})
  const pool = new pg.Pool({
    connectionString: options.connectionString,
    application_name: 'calendly-sync',
    max: options.poolSize ?? 10,
    pipeline: true,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 30_000,
    types: { getTypeParser: typeParser },
  })
  pool.on('error', report)
  pool.on('connect', (client) => client.on('error', report))
  const schema = options.schema ?? 'public'
  const hasOwnSessions = () => options.sessions?.known === 'own'
  const statements = createStatements(nameSchema(schema), hasOwnSessions)
  const way: Way = { pool, statements, begin: createBegin(hasOwnSessions) }
  return {
    pool,
    schema,
    close: () => pool.end(),
    transaction: (scope, work) => withRetries(statements, () => once(way, scope, work)),
    query: (scope, text, values) => withRetries(statements, () => alone(way, scope, text, values)),
  }
}

/** Puts the quoted schema into a statement. */
export function nameSchema(schema: string): (text: string) => string {
  const quoted = `"${schema.replaceAll('"', '""')}"`
  return (text) => text.replaceAll(':schema', quoted)
}

/** How a transaction gets to the database. */
interface Way {
  readonly pool: pg.Pool
  readonly statements: Statements
  readonly begin: Begin
}

/** The first statement is sent together with the words that open the transaction. */
async function once<Result>(
  { pool, statements, begin }: Way,
  scope: Scope,
  work: (tx: Transaction) => Promise<Result>,
): Promise<Result> {
  return onConnection(pool, async (client) => {
    const begun = begin(client, scope)
    const result = await work({
      async query(text, values) {
        const [, { rows }] = await Promise.all([begun, client.query(statements.prepare(text, values))])
        return rows
      },
    })
    await begun
    await client.query('COMMIT')
    return result
  })
}

/** All of it is sent at once; the COMMIT of a statement that failed keeps nothing. */
async function alone<Row extends object>(
  { pool, statements, begin }: Way,
  scope: Scope,
  text: string,
  values?: readonly unknown[],
): Promise<Row[]> {
  return onConnection(pool, async (client) => {
    const sent = [
      begin(client, scope),
      client.query<Row>(statements.prepare(text, values)),
      client.query('COMMIT'),
    ] as const
    await Promise.allSettled(sent)
    const [, { rows }] = await Promise.all(sent)
    return rows
  })
}

async function onConnection<Result>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect()
  let isSound = true
  try {
    return await work(client)
  } catch (error) {
    isSound = await client.query('ROLLBACK').then(
      () => true,
      () => false,
    )
    throw error
  } finally {
    client.release(!isSound)
  }
}

async function withRetries<Result>(statements: Statements, attempt: () => Promise<Result>): Promise<Result> {
  for (let tries = 1; ; tries++) {
    try {
      return await attempt()
    } catch (error) {
      if (tries >= 10 || !startsAgain(error)) throw error
      if (lostName.has(sqlState(error) ?? '')) statements.forgetNames()
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 10 * 2 ** tries))
    }
  }
}

/** 40001 serialization_failure, 40P01 deadlock_detected (PostgreSQL docs, appendix A). */
function startsAgain(error: unknown): boolean {
  if (error instanceof LostRace) return true
  const code = sqlState(error) ?? ''
  return code === '40001' || code === '40P01' || lostName.has(code)
}

/** invalid_sql_statement_name, duplicate_prepared_statement: another session answers than the one that prepared. */
const lostName = new Set(['26000', '42P05'])

/** The SQLSTATE of an error that Postgres answered, else undefined. */
export function sqlState(error: unknown): string | undefined {
  return error instanceof pg.DatabaseError ? error.code : undefined
}

const instants = new Set<number>([pg.types.builtins.TIMESTAMPTZ])

function typeParser(oid: number, format?: 'text' | 'binary'): unknown {
  if (instants.has(oid)) return isoInstant
  if (oid === pg.types.builtins.DATE) return (value: string) => value
  return pg.types.getTypeParser(oid, format as 'text')
}

/** `2026-11-22 21:05:00.123456+00` as Postgres prints it in UTC → `2026-11-22T21:05:00.123456Z`. */
function isoInstant(value: string): string {
  return value.replace(' ', 'T').replace(/\+00$/, 'Z')
}
