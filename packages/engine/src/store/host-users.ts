import pg from 'pg'
import { SyncError } from '../errors.ts'
import { type Database, sqlState } from './database.ts'
import { isAway } from './errors.ts'

/** A user as the host application's own query tells. */
export interface HostUser {
  readonly id: string
  readonly email: string | null
}

const pageSize = 1000
/** More than this is hardly a list of people with a Calendly account, and more than a process should hold. */
const mostUsers = 100_000

/**
 * Runs the host application's query for its users: in a transaction of its own that may read only, through a cursor, for
 * a limited time. It is sent as one prepared statement, so that there is no way to hang another one on.
 *
 * @param sql - a SELECT that yields `(id uuid, email text)`; a semicolon at its end may be there.
 * @param options.timeoutSeconds - of the query, and of each page; default 30.
 * @param options.signal - leaves at once: nobody who stops waits for somebody else's SQL.
 * @yields pages of at most 1,000.
 * @throws SyncError `users_query_failed` with what Postgres says; what the database says while it is away.
 */
export async function* readHostUsers(
  database: Database,
  sql: string,
  { timeoutSeconds = 30, signal }: { readonly timeoutSeconds?: number; readonly signal?: AbortSignal } = {},
): AsyncGenerator<HostUser[]> {
  const client = await database.pool.connect()
  let isOurs = true
  const giveBack = (isBroken: boolean) => {
    if (isOurs) client.release(isBroken)
    isOurs = false
  }
  const leave = () => {
    // A connection that is only ended waits for what was sent (node-postgres, pipeline mode).
    client.connection.stream.destroy()
    giveBack(true)
  }
  signal?.addEventListener('abort', leave, { once: true })
  try {
    await client.query(`BEGIN READ ONLY; SET LOCAL statement_timeout = ${timeoutSeconds * 1000};
      SET LOCAL lock_timeout = '5s'; SET LOCAL idle_in_transaction_session_timeout = '60s'`)
    await client.query(
      prepared(`DECLARE host_users NO SCROLL CURSOR FOR SELECT host.id::uuid AS id,
      host.email::text AS email FROM (${sql.replace(/;\s*$/, '')}\n) AS host WHERE host.id IS NOT NULL`),
    )
    const seen = new Set<string>()
    for (;;) {
      const { rows } = await client.query<HostUser>(`FETCH ${pageSize} FROM host_users`)
      if (rows.length === 0) break
      for (const { id } of rows) {
        if (seen.has(id)) throw failed(`it yields the user ${id} twice`)
        seen.add(id)
      }
      if (seen.size > mostUsers) throw failed(`it yields more than ${mostUsers} users`)
      yield rows
    }
    await client.query('COMMIT')
    giveBack(false)
  } catch (error) {
    signal?.throwIfAborted()
    throw explained(error, timeoutSeconds)
  } finally {
    signal?.removeEventListener('abort', leave)
    // A consumer that stops, or a fault: what comes next on this connection must not meet an open transaction.
    if (isOurs)
      await client.query('ROLLBACK').then(
        () => giveBack(false),
        () => giveBack(true),
      )
  }
}

/** The extended protocol takes one statement and no second one behind it. */
function prepared(text: string): pg.QueryConfig & { readonly queryMode: 'extended' } {
  return { text, queryMode: 'extended' }
}

function explained(error: unknown, timeoutSeconds: number): unknown {
  if (!(error instanceof pg.DatabaseError)) return error
  const code = sqlState(error) ?? ''
  // query_canceled, and read_only_sql_transaction: not the database's fault here.
  if (code === '57014') return failed(`it takes longer than ${timeoutSeconds} s`, error)
  if (isAway(error) && code !== '25006') return error
  // A value that does not fit is quoted by Postgres, and is somebody's.
  const isAboutValue = code.startsWith('22')
  return failed(isAboutValue ? error.message.replace(/"[^"]*"/g, '"…"') : error.message, error)
}

function failed(reason: string, cause?: unknown): SyncError<'users_query_failed'> {
  return new SyncError(
    'users_query_failed',
    `USERS_QUERY does not work: ${reason}. It must be one SELECT that yields (id uuid, email text), one row for each user. Nothing was changed.`,
    { cause },
  )
}
