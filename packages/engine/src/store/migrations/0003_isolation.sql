-- Row-level security on every table with a user_id, forced, so that it binds the owner too. Each transaction says
-- with SET LOCAL calendly_sync.user_ids whom it covers; no setting means no rows. `*` is for the owner's own
-- housekeeping (schedule, migrations) and is refused to the run-time role.

DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'calendly_sync_app') THEN
    CREATE ROLE calendly_sync_app NOLOGIN NOBYPASSRLS;
  END IF;
  EXECUTE format('GRANT calendly_sync_app TO %I', current_user);
EXCEPTION
  WHEN insufficient_privilege OR duplicate_object OR unique_violation THEN
    RAISE NOTICE 'calendly_sync_app could not be made: transactions run as the owner, bound by forced policies';
END $$;

CREATE FUNCTION calendly_sync.covered_users() RETURNS uuid[] LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN current_setting('calendly_sync.user_ids', true) = '*' THEN '{}'::uuid[]
    ELSE string_to_array(nullif(current_setting('calendly_sync.user_ids', true), ''), ',')::uuid[] END
$$;

CREATE FUNCTION calendly_sync.claimed_user() RETURNS uuid LANGUAGE sql STABLE AS $$
  SELECT nullif(nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub', '')::uuid
$$;

DO $$
DECLARE
  tenant_table regclass;
  app_exists boolean := EXISTS (SELECT FROM pg_roles WHERE rolname = 'calendly_sync_app');
  bound text := quote_ident(current_user) || CASE WHEN app_exists THEN ', calendly_sync_app' ELSE '' END;
BEGIN
  IF app_exists THEN
    GRANT USAGE ON SCHEMA calendly_sync TO calendly_sync_app;
    GRANT USAGE ON SCHEMA :schema TO calendly_sync_app;
    GRANT SELECT, USAGE ON SEQUENCE calendly_sync.merge_clock TO calendly_sync_app;
    GRANT SELECT ON calendly_sync.organization_members, calendly_sync.settings TO calendly_sync_app;
  END IF;
  FOREACH tenant_table IN ARRAY ARRAY[
    'calendly_sync.scheduled_events', 'calendly_sync.meeting_invitees', 'calendly_sync.meeting_accounts',
    'calendly_sync.changes', 'calendly_sync.accounts', 'calendly_sync.account_runs', 'calendly_sync.sync_runs',
    'calendly_sync.sync_run_accounts', ':schema.meetings', ':schema.clients', ':schema.meeting_clients'
  ]::regclass[] LOOP
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format('CREATE POLICY covered ON %s TO %s USING (user_id = ANY ((SELECT calendly_sync.covered_users())::uuid[]))',
      tenant_table, bound);
    EXECUTE format('CREATE POLICY housekeeping ON %s TO %I USING ((SELECT current_setting(''calendly_sync.user_ids'', true)) = ''*'')',
      tenant_table, current_user);
    IF app_exists THEN
      EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO calendly_sync_app', tenant_table);
    END IF;
  END LOOP;
  -- Supabase: a signed-in person reads the own rows of the three public tables.
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'authenticated') THEN
    FOREACH tenant_table IN ARRAY ARRAY[':schema.meetings', ':schema.clients', ':schema.meeting_clients']::regclass[] LOOP
      EXECUTE format('CREATE POLICY own_rows ON %s FOR SELECT TO authenticated USING (user_id = (SELECT calendly_sync.claimed_user()))',
        tenant_table);
      EXECUTE format('GRANT SELECT ON %s TO authenticated', tenant_table);
    END LOOP;
    GRANT USAGE ON SCHEMA calendly_sync TO authenticated;
    GRANT EXECUTE ON FUNCTION calendly_sync.claimed_user() TO authenticated;
  END IF;
END $$;
