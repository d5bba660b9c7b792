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

-- What the user says of a client wins over what Calendly says. Two records that the user has put together stay two rows,
-- so that they can be taken apart again; everything is linked with the one that they are merged into.
ALTER TABLE :schema.clients
  ADD COLUMN merged_into uuid REFERENCES :schema.clients (id) ON DELETE SET NULL,
  ADD COLUMN merged_with uuid REFERENCES :schema.clients (id) ON DELETE SET NULL,
  ADD COLUMN merged_at timestamptz,
  ADD COLUMN name_set text,
  ADD COLUMN phone_set text,
  ADD COLUMN notes text;
COMMENT ON COLUMN :schema.clients.merged_into IS 'whom this address belongs to, over however many steps; null: a client of its own';
COMMENT ON COLUMN :schema.clients.merged_with IS 'whom the user merged it with';
COMMENT ON COLUMN :schema.clients.name_set IS 'the user''s own; `name` is this one as long as there is one';
COMMENT ON COLUMN :schema.clients.phone_set IS 'the user''s own; `phone` is this one as long as there is one';
CREATE INDEX clients_merged ON :schema.clients (merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX clients_merged_with ON :schema.clients (merged_with) WHERE merged_with IS NOT NULL;

CREATE TABLE calendly_sync.client_suggestions (
  id uuid PRIMARY KEY,
  user_id uuid NOT NULL,
  client_id uuid NOT NULL REFERENCES :schema.clients (id) ON DELETE CASCADE,
  other_id uuid NOT NULL REFERENCES :schema.clients (id) ON DELETE CASCADE,
  reasons text[] NOT NULL,
  decision text NOT NULL CHECK (decision IN ('accepted', 'rejected')),
  decided_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE calendly_sync.client_suggestions IS 'pairs of clients that may be one person, as decided by their user; those that nobody has decided are worked out';
CREATE INDEX client_suggestions_by_user ON calendly_sync.client_suggestions (user_id);
CREATE INDEX client_suggestions_by_client ON calendly_sync.client_suggestions (client_id);
CREATE INDEX client_suggestions_by_other ON calendly_sync.client_suggestions (other_id);

-- Who was erased is known by a keyed hash of the address alone: enough to erase again what Calendly tells again.
CREATE TABLE calendly_sync.erased_clients (
  user_id uuid NOT NULL,
  hash bytea NOT NULL,
  erased_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (user_id, hash)
);
COMMENT ON TABLE calendly_sync.erased_clients IS 'people whose data is taken out of all that was booked before';
INSERT INTO calendly_sync.settings (name, value)
VALUES ('erased_clients_key', to_jsonb(encode(sha256(convert_to(gen_random_uuid()::text || gen_random_uuid(), 'UTF8')), 'hex')));

CREATE FUNCTION calendly_sync.erased_hash(user_id uuid, email_key text) RETURNS bytea LANGUAGE sql STABLE AS $$
  SELECT sha256(convert_to((SELECT value #>> '{}' FROM calendly_sync.settings WHERE name = 'erased_clients_key')
    || ' ' || user_id::text || ' ' || email_key, 'UTF8'))
$$;

ALTER TABLE calendly_sync.meeting_invitees ADD COLUMN is_erased boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN calendly_sync.meeting_invitees.is_erased IS 'its person was erased; whatever is told of it later is taken out again';
ALTER TABLE calendly_sync.scheduled_events ADD COLUMN has_erased boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN calendly_sync.scheduled_events.has_erased IS 'an invitee or guest was erased';
CREATE INDEX scheduled_events_erased ON calendly_sync.scheduled_events (uuid, user_id) WHERE has_erased;

DO $$
DECLARE
  tenant_table regclass;
  app_exists boolean := EXISTS (SELECT FROM pg_roles WHERE rolname = 'calendly_sync_app');
  bound text := quote_ident(current_user) || CASE WHEN app_exists THEN ', calendly_sync_app' ELSE '' END;
BEGIN
  FOREACH tenant_table IN ARRAY ARRAY['calendly_sync.meeting_search', 'calendly_sync.client_suggestions', 'calendly_sync.erased_clients']::regclass[] LOOP
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
