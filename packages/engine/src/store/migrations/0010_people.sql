-- Finding meetings by what is said in them, and clients as their user knows them: under several addresses, under another
-- name, or not at all any more (docs/decisions/0019).

CREATE TABLE calendly_sync.meeting_search (
  meeting_id uuid PRIMARY KEY REFERENCES calendly_sync.scheduled_events (id) ON DELETE CASCADE,
  user_id uuid NOT NULL,
  event_type text,
  hosts text[] NOT NULL,
  words text NOT NULL
);
COMMENT ON TABLE calendly_sync.meeting_search IS 'what meetings are found by, in narrow rows; derived from scheduled_events and meeting_invitees';
COMMENT ON COLUMN calendly_sync.meeting_search.hosts IS 'URIs and normalised addresses';
COMMENT ON COLUMN calendly_sync.meeting_search.words IS 'lower-case: title, place, names, addresses, answers';
CREATE INDEX meeting_search_by_user ON calendly_sync.meeting_search (user_id);

-- With the end in it, what is over is passed without a look at its row.
DROP INDEX :schema.meetings_by_start;
CREATE INDEX meetings_by_start ON :schema.meetings (user_id, start_time, id, end_time);
CREATE INDEX meetings_cancelled ON :schema.meetings (user_id, start_time, id) WHERE is_deleted;
CREATE INDEX meetings_no_show ON :schema.meetings (user_id, start_time, id) WHERE attendees @> '[{"noShow": true}]';
CREATE INDEX meeting_accounts_by_account ON calendly_sync.meeting_accounts (account_id, meeting_id);

CREATE TABLE calendly_sync.calendar_feeds (
  user_id uuid PRIMARY KEY,
  digest bytea NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE calendly_sync.calendar_feeds IS 'calendar feeds of users; the token is not kept';
COMMENT ON COLUMN calendly_sync.calendar_feeds.digest IS 'SHA-256 of the token';
CREATE INDEX calendar_feeds_by_token ON calendly_sync.calendar_feeds (digest);

DO $$
DECLARE
  tenant_table regclass;
  app_exists boolean := EXISTS (SELECT FROM pg_roles WHERE rolname = 'calendly_sync_app');
  bound text := quote_ident(current_user) || CASE WHEN app_exists THEN ', calendly_sync_app' ELSE '' END;
BEGIN
  FOREACH tenant_table IN ARRAY ARRAY['calendly_sync.meeting_search']::regclass[] LOOP
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format('CREATE POLICY covered ON %s TO %s USING (user_id = ANY ((SELECT calendly_sync.covered_users())::uuid[]))',
      tenant_table, bound);
    EXECUTE format('CREATE POLICY housekeeping ON %s TO %I USING ((SELECT current_setting(''calendly_sync.user_ids'', true)) = ''*'')',
      tenant_table, current_user);
    EXECUTE format('REVOKE ALL ON %s FROM PUBLIC', tenant_table);
    IF app_exists THEN
      EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO calendly_sync_app', tenant_table);
    END IF;
  END LOOP;
  -- Asked for before it is known who asks: for the engine's own housekeeping alone.
  ALTER TABLE calendly_sync.calendar_feeds ENABLE ROW LEVEL SECURITY;
  ALTER TABLE calendly_sync.calendar_feeds FORCE ROW LEVEL SECURITY;
  EXECUTE format('CREATE POLICY housekeeping ON calendly_sync.calendar_feeds TO %I USING ((SELECT current_setting(''calendly_sync.user_ids'', true)) = ''*'')',
    current_user);
  REVOKE ALL ON calendly_sync.calendar_feeds FROM PUBLIC;
END $$;
