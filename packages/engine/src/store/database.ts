import pg from 'pg'
import { digest } from '../resources/digest.ts'
import type { Sessions } from './sessions.ts'

/** Whom a transaction covers: the rows of these users, or the whole installation for its own housekeeping. */
export type Scope = readonly string[] | 'installation'

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
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 30_000,
    types: { getTypeParser: typeParser },
  })
  pool.on('error', report)
  pool.on('connect', (client) => client.on('error', report))
  const schema = options.schema ?? 'public'
  const statements = createStatements(schema, () => options.sessions?.known === 'own')
  return {
    pool,
    schema,
    close: () => pool.end(),
    transaction: (scope, work) => withRetries(statements, () => once(pool, statements, scope, work)),
  }
}

/** Puts the quoted schema into a statement. */
export function nameSchema(schema: string): (text: string) => string {
  const quoted = `"${schema.replaceAll('"', '""')}"`
  return (text) => text.replaceAll(':schema', quoted)
}

/** The statements of this process, ready to be sent. */
interface Statements {
  /** As node-postgres takes it; with a name where the connection keeps prepared statements. */
  prepare(text: string): { readonly text: string; readonly name?: string }
  /** Another session answers than the one that prepared: from now on without names. */
  forgetNames(): void
}

/** Planning costs more than running the small merges of webhooks (2 to 8 ms a statement); a name saves it. */
const mostPrepared = 200

function createStatements(schema: string, hasOwnSessions: () => boolean): Statements {
  const named = nameSchema(schema)
  const known = new Map<string, { readonly text: string; readonly name: string }>()
  let isForgetful = false
  return {
    prepare(text) {
      const prepared = known.get(text)
      if (prepared) return prepared
      if (isForgetful || !hasOwnSessions() || known.size >= mostPrepared) return { text: named(text) }
      const statement = { text: named(text), name: `calendly_sync_${digest([text])}` }
      known.set(text, statement)
      return statement
    },
    forgetNames() {
      isForgetful = true
      known.clear()
    },
  }
}

async function once<Result>(
  pool: pg.Pool,
  statements: Statements,
  scope: Scope,
  work: (tx: Transaction) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect()
  let isSound = true
  try {
    await client.query(begin(scope))
    const result = await work({
      query: async (text, values) =>
        (await client.query({ ...statements.prepare(text), values: [...(values ?? [])] })).rows,
    })
    await client.query('COMMIT')
    return result
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

/**
 * One round trip: begin, role, scope, limits. Everything is SET LOCAL, so that a pooler in transaction mode
 * serves us too, and a process that was frozen in a transaction loses it after 15 s.
 */
function begin(scope: Scope): string {
  const ids = scope === 'installation' ? '*' : scope.map(checkUuid).join(',')
  const role = scope === 'installation' ? '' : appRole
  return `BEGIN; SET LOCAL TimeZone = 'UTC'; SET LOCAL statement_timeout = '60s'; SET LOCAL lock_timeout = '20s';
    SET LOCAL idle_in_transaction_session_timeout = '15s'; SET LOCAL calendly_sync.user_ids = '${ids}'; ${role}`
}

/**
 * Where the database let us make the role (0003_isolation.sql); elsewhere forced policies bind the owner. Roles belong to
 * the whole cluster: one that another installation made, and that we may not take, counts as none.
 */
const appRole = `SELECT set_config('role', rolname, true) FROM pg_roles
  WHERE rolname = 'calendly_sync_app' AND pg_has_role(oid, 'MEMBER')`

function checkUuid(id: string): string {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)) throw new TypeError(`not a user id: ${id}`)
  return id
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
