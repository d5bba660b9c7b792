-- A host's default privileges may have handed our tables to everybody as they were made: Supabase gives `anon` and
-- `authenticated` every right on whatever comes into `public`, TRUNCATE included, which no policy binds. What stays is
-- what 0003 meant: a signed-in person reads the own rows of three tables, a stranger nothing.

DO $$
DECLARE
  our_table regclass;
  outsider text;
BEGIN
  FOR our_table IN
    SELECT c.oid FROM pg_class c WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'calendly_sync'::regnamespace
    UNION ALL
    SELECT unnest(ARRAY[':schema.meetings', ':schema.clients', ':schema.meeting_clients']::regclass[])
  LOOP
    FOR outsider IN
      SELECT 'PUBLIC' UNION ALL SELECT quote_ident(rolname) FROM pg_roles WHERE rolname IN ('anon', 'authenticated')
    LOOP
      EXECUTE format('REVOKE ALL ON %s FROM %s', our_table, outsider);
    END LOOP;
  END LOOP;
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'authenticated') THEN
    GRANT SELECT ON :schema.meetings, :schema.clients, :schema.meeting_clients TO authenticated;
  END IF;
END $$;
