import type pg from 'pg'

/** What the catalogue says of a table, as far as isolation goes. */
export interface TableFacts {
  readonly name: string
  readonly has_user_id: boolean
  readonly is_enabled: boolean
  readonly is_forced: boolean
  /** Policies that hold for the run-time role. */
  readonly app_policies: readonly string[]
  /** What the run-time role may do. */
  readonly app_rights: readonly string[]
  /** What a signed-in person of Supabase may do, and somebody who has not signed in. */
  readonly person_rights: readonly string[]
  readonly stranger_rights: readonly string[]
  /** What everybody may do. */
  readonly public_rights: readonly string[]
}

/** PostgreSQL docs, "Privileges"; MAINTAIN since version 17. */
const rights = ['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER', 'MAINTAIN']

/** Rights that a role has by whatever way, also on single columns; none where the role does not exist. */
const rightsOf = (role: string) => `
  ARRAY(SELECT r FROM unnest($2::text[]) r JOIN pg_roles ON rolname = '${role}'
    WHERE has_table_privilege(pg_roles.oid, c.oid, r)
      OR (CASE WHEN r IN ('SELECT', 'INSERT', 'UPDATE', 'REFERENCES') THEN has_any_column_privilege(pg_roles.oid, c.oid, r) END))`

/** @param schemas - of ours, and of the three tables. */
export async function readCatalogue(
  db: pg.Pool | pg.Client,
  schemas: readonly string[],
): Promise<TableFacts[]> {
  const version = await db.query<{ server_version_num: string }>('SHOW server_version_num')
  const known = Number(version.rows[0]?.server_version_num) >= 170_000 ? rights : rights.slice(0, -1)
  const { rows } = await db.query<TableFacts>(
    `SELECT c.oid::regclass::text AS name, c.relrowsecurity AS is_enabled, c.relforcerowsecurity AS is_forced,
       EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'user_id' AND NOT a.attisdropped) AS has_user_id,
       ARRAY(SELECT p.polname::text FROM pg_policy p JOIN pg_roles r ON r.oid = ANY (p.polroles)
         WHERE p.polrelid = c.oid AND r.rolname = 'calendly_sync_app' ORDER BY 1) AS app_policies,
       ${rightsOf('calendly_sync_app')} AS app_rights,
       ${rightsOf('authenticated')} AS person_rights,
       ${rightsOf('anon')} AS stranger_rights,
       ARRAY(SELECT DISTINCT g.privilege_type FROM aclexplode(coalesce(c.relacl, acldefault('r', c.relowner))) g
         WHERE g.grantee = 0 ORDER BY 1) AS public_rights
     FROM pg_class c
     WHERE c.relkind IN ('r', 'p') AND c.relnamespace::regnamespace::text = ANY ($1) ORDER BY 1`,
    [schemas, known],
  )
  return rows
}

/** Who may see a table without a `user_id`, and why that is right. */
export interface Exception {
  readonly app: 'reads' | 'nothing'
  readonly because: string
}

/** What is wrong with a table; empty when all is well. `exceptions` are the tables that hold no tenant's rows. */
export function faultsOf(table: TableFacts, exceptions: Readonly<Record<string, Exception>>): string[] {
  const exception = exceptions[table.name]
  const found = [
    ...unnamed(table, exception),
    ...(table.has_user_id ? tenantFaults(table) : []),
    ...(exception ? exceptionFaults(table, exception) : []),
    ...outsideFaults(table),
  ]
  return found.map((fault) => `${table.name} ${fault}`)
}

function unnamed({ has_user_id }: TableFacts, exception: Exception | undefined): string[] {
  if (has_user_id && exception) return ['has a user_id, so it is no exception']
  if (!has_user_id && !exception)
    return ['has no user_id: say here who may read it, and why, or give it one with its policies']
  return []
}

function tenantFaults({ is_enabled, is_forced, app_policies, app_rights }: TableFacts): string[] {
  return [
    ...(is_enabled ? [] : ['has no row-level security']),
    ...(is_forced ? [] : ['does not force row-level security on its owner']),
    ...(app_policies.length > 0 || app_rights.length === 0 ? [] : ['has no policy for calendly_sync_app']),
  ]
}

function exceptionFaults({ app_rights }: TableFacts, { app }: Exception): string[] {
  const allowed = app === 'reads' ? ['SELECT'] : []
  const surplus = app_rights.filter((right) => !allowed.includes(right))
  return surplus.length === 0 ? [] : [`lets calendly_sync_app ${surplus.join(', ')}`]
}

/** The three tables that a person of Supabase reads by himself; nobody from outside has any other right. */
const shown = /^(\w+\.)?(meetings|clients|meeting_clients)$/

function outsideFaults({
  name,
  app_rights,
  person_rights,
  stranger_rights,
  public_rights,
}: TableFacts): string[] {
  const goingPast = app_rights.filter((right) => !['SELECT', 'INSERT', 'UPDATE', 'DELETE'].includes(right))
  const persons = person_rights.filter((right) => right !== 'SELECT' || !shown.test(name))
  return [
    ...(goingPast.length > 0 ? [`lets calendly_sync_app ${goingPast.join(', ')}`] : []),
    ...(persons.length > 0 ? [`lets authenticated ${persons.join(', ')}`] : []),
    ...(stranger_rights.length > 0 ? [`lets anon ${stranger_rights.join(', ')}`] : []),
    ...(public_rights.length > 0 ? [`lets PUBLIC ${public_rights.join(', ')}`] : []),
  ]
}
