import pg from 'pg'
import { databaseUrl } from '../../support/database-url.ts'
import { startTestCluster } from '../../support/test-cluster.ts'

/** A Postgres of its own that is set up as a Supabase project is, before we come. */
export interface SupabaseLike {
  /** As the project's `postgres`: no superuser, but it makes roles and goes past row-level security. */
  readonly connectionString: string
  /** As the superuser, whom only the platform has. */
  readonly adminUrl: string
  stop(): Promise<void>
}

/**
 * Roles and default privileges of a Supabase project: whatever the owner makes in `public` is handed to `anon` and
 * `authenticated` at once, with every right there is.
 *
 * @see supabase/realtime `dev/postgres/00-setup.sql`; Supabase docs, "Postgres Roles".
 */
const setUp = `
  CREATE ROLE anon NOLOGIN NOINHERIT;
  CREATE ROLE authenticated NOLOGIN NOINHERIT;
  CREATE ROLE service_role NOLOGIN NOINHERIT BYPASSRLS;
  CREATE ROLE authenticator LOGIN NOINHERIT;
  GRANT anon, authenticated, service_role TO authenticator;
  CREATE ROLE project_owner LOGIN CREATEROLE CREATEDB BYPASSRLS;
  GRANT anon, authenticated, service_role TO project_owner;
  CREATE DATABASE project OWNER project_owner;`

const grants = `
  GRANT USAGE ON SCHEMA public TO anon, authenticated, service_role;
  GRANT ALL ON SCHEMA public TO project_owner;
  ALTER DEFAULT PRIVILEGES FOR ROLE project_owner IN SCHEMA public GRANT ALL ON TABLES TO anon, authenticated, service_role;
  ALTER DEFAULT PRIVILEGES FOR ROLE project_owner IN SCHEMA public GRANT ALL ON FUNCTIONS TO anon, authenticated, service_role;
  ALTER DEFAULT PRIVILEGES FOR ROLE project_owner IN SCHEMA public GRANT ALL ON SEQUENCES TO anon, authenticated, service_role;`

export async function startSupabaseLike(): Promise<SupabaseLike> {
  const cluster = await startTestCluster()
  const adminUrl = databaseUrl(cluster.adminUrl, 'project')
  for (const statement of setUp.split(';').filter((part) => part.trim() !== ''))
    await once(cluster.adminUrl, statement)
  await once(adminUrl, grants)
  const owner = new URL(adminUrl)
  owner.username = 'project_owner'
  return { connectionString: owner.href, adminUrl, stop: cluster.stop }
}

async function once(connectionString: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
