import { SyncError } from '../errors.ts'
import type { Ask } from './ask.ts'

/**
 * Before our first migration a table of one of these names is somebody else's; nothing at all is made then.
 *
 * @throws SyncError `foreign_table`
 */
export async function refuseForeignTables(ask: Ask, schema: string): Promise<void> {
  // One statement, so that a process that migrates at this moment is not taken for somebody else.
  const rows = await ask<{ name: string }>(
    `SELECT c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname = $1 AND c.relname IN ('meetings', 'clients', 'meeting_clients')
       AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND to_regclass('calendly_sync.migrations') IS NULL
     ORDER BY 1`,
    [schema],
  )
  if (rows.length === 0) return
  const tables = rows.map((row) => `${schema}.${row.name}`).join(', ')
  throw new SyncError(
    'foreign_table',
    `${tables} exists and was not made by Calendly Sync; nothing was touched. Set DB_SCHEMA to another schema, or see what adopting it would change with: calendly-sync migrate --adopt`,
    { facts: { tables: rows.map((row) => row.name) } },
  )
}

/**
 * What is kept of clients refers to ours, wherever they are: in another schema there may be somebody else's.
 *
 * @throws SyncError `other_schema`
 */
export async function refuseOtherSchema(ask: Ask, schema: string): Promise<void> {
  const [ours] = await ask<{ name: string }>(
    `SELECT DISTINCT n.nspname AS name FROM pg_constraint k
     JOIN pg_class ours ON ours.oid = k.conrelid AND ours.relnamespace = to_regnamespace('calendly_sync')
     JOIN pg_class c ON c.oid = k.confrelid AND c.relname = 'clients' JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE k.contype = 'f' AND n.nspname <> $1`,
    [schema],
  )
  if (!ours) return
  throw new SyncError(
    'other_schema',
    `The tables of Calendly Sync are in schema ${ours.name}, and DB_SCHEMA says ${schema}; nothing was touched. Set DB_SCHEMA=${ours.name}, or move the three tables there: ALTER TABLE … SET SCHEMA`,
    { facts: { schema: ours.name } },
  )
}

/**
 * Reads lean on the policies of 0003_isolation.sql, and some have no other predicate: without them everybody sees all.
 *
 * @throws SyncError `unbound_role`
 */
export async function refuseUnboundRole(ask: Ask): Promise<void> {
  const [unbound] = await ask<{ role: string }>(
    `SELECT quote_ident(rolname) AS role FROM pg_roles r
     WHERE rolname = current_user AND (rolsuper OR rolbypassrls) AND NOT EXISTS (
       SELECT FROM pg_roles WHERE rolname = 'calendly_sync_app' AND NOT rolsuper AND NOT rolbypassrls
         AND pg_has_role(oid, 'MEMBER'))`,
  )
  if (!unbound) return
  throw new SyncError(
    'unbound_role',
    `${unbound.role} goes past row-level security and may not act as calendly_sync_app, so nothing would keep users apart. As a superuser: CREATE ROLE calendly_sync_app NOLOGIN (if there is none); GRANT calendly_sync_app TO ${unbound.role}`,
  )
}
