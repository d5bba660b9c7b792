import { errorCode, type Sync } from 'calendly-sync-engine'
import pg from 'pg'
import { type Finding, fault, ok, skipped, warning } from './check.ts'

const names = ['Database', 'Postgres version', 'Connections', 'Migrations', 'Row-level security'] as const

/**
 * Looks at the database; changes nothing.
 *
 * @returns what was found, and our clock minus the database's.
 */
export async function checkDatabase(
  sync: Sync,
  connectionString: string,
): Promise<{ readonly findings: Finding[]; readonly skewMs: number | undefined }> {
  const [reachable, version, connections, migrations, security] = names
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 10_000 })
  client.on('error', () => {}) // a query under way rejects by itself
  try {
    await client.connect()
    const askedAt = Date.now()
    const facts = await readFacts(client)
    // It read its clock somewhere between question and answer.
    const skewMs = (askedAt + Date.now()) / 2 - facts.now_ms
    const shape = await readShape(sync)
    const findings = [
      ok(reachable, `answers as ${facts.user} in ${facts.database}`),
      facts.version >= 140_000
        ? ok(version, facts.shown)
        : fault(version, facts.shown, 'Calendly Sync needs Postgres 14 or newer.'),
      judgeConnections(connections, await sync.health()),
      judgeShape(migrations, shape),
      judgeRole(security, facts, shape !== 'up to date'),
    ]
    return { findings, skewMs }
  } catch (error) {
    const reason = error instanceof Error ? error.message || error.name : String(error)
    const down = fault(reachable, `does not answer: ${reason}`, 'Check DATABASE_URL and that Postgres runs.')
    return {
      findings: [down, ...[version, connections, migrations, security].map(skipped)],
      skewMs: undefined,
    }
  } finally {
    await client.end().catch(() => {})
  }
}

/** Up to date, what is missing, or what a newer version has done. */
async function readShape(sync: Sync): Promise<'up to date' | readonly string[] | Error> {
  try {
    const pending = await sync.pendingMigrations()
    return pending.length === 0 ? 'up to date' : pending
  } catch (error) {
    if (error instanceof Error && errorCode(error) === 'newer_schema') return error
    throw error
  }
}

function judgeShape(name: string, shape: Awaited<ReturnType<typeof readShape>>): Finding {
  if (shape === 'up to date') return ok(name, shape)
  if (shape instanceof Error) return fault(name, shape.message, 'Install the newer version here as well.')
  return fault(name, `missing: ${shape.join(', ')}`, 'Run: calendly-sync migrate')
}

/** A pooler in transaction mode is served, only slower: no fault. */
function judgeConnections(name: string, { sessions }: Awaited<ReturnType<Sync['health']>>): Finding {
  if (sessions === 'lent')
    return warning(
      name,
      'a pooler in transaction mode: news of other processes is up to a second late',
      'A direct or session address in DATABASE_URL is quicker.',
    )
  return ok(name, 'each has a session of its own')
}

interface Facts {
  readonly user: string
  readonly database: string
  readonly version: number
  readonly shown: string
  readonly has_role: boolean
  readonly is_bound: boolean
  readonly now_ms: number
}

async function readFacts(client: pg.Client): Promise<Facts> {
  const { rows } = await client.query<Facts>(`
    SELECT current_user AS user, current_database() AS database,
      current_setting('server_version_num')::int AS version, current_setting('server_version') AS shown,
      EXISTS (SELECT FROM pg_roles WHERE rolname = 'calendly_sync_app' AND NOT rolsuper AND NOT rolbypassrls
        AND pg_has_role(oid, 'MEMBER')) AS has_role,
      (SELECT NOT rolsuper AND NOT rolbypassrls FROM pg_roles WHERE rolname = current_user) AS is_bound,
      (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS now_ms`)
  const [facts] = rows
  if (!facts) throw new Error('the database told nothing of itself')
  return facts
}

/** Requests run as a role that owns nothing; where it could not be made, forced policies bind the owner. */
function judgeRole(name: string, facts: Facts, isPending: boolean): Finding {
  if (isPending) return skipped(name)
  if (facts.has_role) return ok(name, 'requests run as calendly_sync_app, which owns nothing')
  if (facts.is_bound) return ok(name, `requests run as ${facts.user}, bound by forced policies`)
  return fault(
    name,
    `${facts.user} goes past row-level security, and may not act as calendly_sync_app`,
    'As a superuser: CREATE ROLE calendly_sync_app NOLOGIN (if there is none); GRANT calendly_sync_app TO the user of DATABASE_URL.',
  )
}
