-- What is wrong for long enough that somebody should know (incidents), what each user wants to be told (alert_rules), the
-- mails about it (alert_mails, which is its own queue), and what operators have silenced for a while (mutes).

CREATE TABLE calendly_sync.incidents (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  user_id uuid,
  kind text NOT NULL,
  subject text NOT NULL,
  account_id uuid REFERENCES calendly_sync.accounts (id) ON DELETE CASCADE,
  code text,
  message text NOT NULL,
  next_step text NOT NULL,
  since timestamptz NOT NULL,
  opened_at timestamptz NOT NULL DEFAULT now(),
  healed_at timestamptz
);
COMMENT ON TABLE calendly_sync.incidents IS 'one for each cause and account while it lasts; what healed stays as history';
COMMENT ON COLUMN calendly_sync.incidents.user_id IS 'whose account it is about; null: the installation''s, for operators';
COMMENT ON COLUMN calendly_sync.incidents.subject IS 'what it is about: an account''s id, a credential, or "installation"';
COMMENT ON COLUMN calendly_sync.incidents.code IS 'of the problem behind it';
COMMENT ON COLUMN calendly_sync.incidents.since IS 'when the condition began; opened_at is when it had held for long enough';
CREATE UNIQUE INDEX incidents_one_open ON calendly_sync.incidents (kind, subject) WHERE healed_at IS NULL;
CREATE INDEX incidents_by_user ON calendly_sync.incidents (user_id, opened_at DESC, id DESC);
CREATE INDEX incidents_by_account ON calendly_sync.incidents (account_id) WHERE account_id IS NOT NULL;
CREATE INDEX incidents_healed ON calendly_sync.incidents (healed_at) WHERE healed_at IS NOT NULL;

CREATE TABLE calendly_sync.alert_rules (
  user_id uuid PRIMARY KEY,
  rules jsonb NOT NULL,
  updated_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE calendly_sync.alert_rules IS 'what differs from the defaults; those of operators are in settings, as operator_alerts';

CREATE TABLE calendly_sync.alert_mails (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  user_id uuid,
  incident_id uuid REFERENCES calendly_sync.incidents (id) ON DELETE CASCADE,
  type text NOT NULL CHECK (type IN ('opened', 'digest', 'healed')),
  created_at timestamptz NOT NULL DEFAULT now(),
  due_at timestamptz DEFAULT now(),
  attempts integer NOT NULL DEFAULT 0,
  sent_at timestamptz,
  failure text
);
COMMENT ON TABLE calendly_sync.alert_mails IS 'mails to send, without addresses: whom one goes to is looked up when it is sent';
COMMENT ON COLUMN calendly_sync.alert_mails.user_id IS 'whom it is for; null: the operator';
COMMENT ON COLUMN calendly_sync.alert_mails.incident_id IS 'null: a digest of all that are open';
COMMENT ON COLUMN calendly_sync.alert_mails.due_at IS 'when it may be taken; a taken one is due again unless it is settled before; null: settled';
CREATE UNIQUE INDEX alert_mails_once ON calendly_sync.alert_mails (incident_id, type) WHERE incident_id IS NOT NULL;
CREATE INDEX alert_mails_due ON calendly_sync.alert_mails (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX alert_mails_by_user ON calendly_sync.alert_mails (user_id, created_at);

CREATE TABLE calendly_sync.mutes (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  code text,
  account_id uuid REFERENCES calendly_sync.accounts (id) ON DELETE CASCADE,
  until timestamptz NOT NULL,
  actor uuid,
  created_at timestamptz NOT NULL DEFAULT now(),
  CHECK ((code IS NULL) <> (account_id IS NULL))
);
COMMENT ON TABLE calendly_sync.mutes IS 'no mails about a cause, or about an account, until then';
CREATE UNIQUE INDEX mutes_of_code ON calendly_sync.mutes (code) WHERE code IS NOT NULL;
CREATE UNIQUE INDEX mutes_of_account ON calendly_sync.mutes (account_id) WHERE account_id IS NOT NULL;

-- Why runs failed, hour by hour: what went well is not looked at.
CREATE INDEX account_runs_troubled ON calendly_sync.account_runs (finished_at) WHERE state IN ('partial', 'failed');

-- People read and change their own rules and see their own incidents; the rest is the installation's own housekeeping.
DO $$
DECLARE
  tenant_table regclass;
  app_exists boolean := EXISTS (SELECT FROM pg_roles WHERE rolname = 'calendly_sync_app');
  bound text := quote_ident(current_user) || CASE WHEN app_exists THEN ', calendly_sync_app' ELSE '' END;
  housekeeping text := '(SELECT current_setting(''calendly_sync.user_ids'', true)) = ''*''';
  covered text := 'user_id = ANY ((SELECT calendly_sync.covered_users())::uuid[])';
BEGIN
  FOREACH tenant_table IN ARRAY ARRAY['calendly_sync.incidents', 'calendly_sync.alert_rules', 'calendly_sync.alert_mails']::regclass[] LOOP
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format('CREATE POLICY covered ON %s TO %s USING (%s)', tenant_table, bound, covered);
    EXECUTE format('CREATE POLICY housekeeping ON %s TO %I USING (%s)', tenant_table, current_user, housekeeping);
  END LOOP;
  IF app_exists THEN
    GRANT SELECT ON calendly_sync.incidents, calendly_sync.alert_mails TO calendly_sync_app;
    GRANT SELECT, INSERT, UPDATE, DELETE ON calendly_sync.alert_rules TO calendly_sync_app;
  END IF;
  -- As 0009 has it: a host's default privileges may have handed the new tables to everybody.
  FOREACH tenant_table IN ARRAY ARRAY['calendly_sync.incidents', 'calendly_sync.alert_rules', 'calendly_sync.alert_mails', 'calendly_sync.mutes']::regclass[] LOOP
    EXECUTE format('REVOKE ALL ON %s FROM PUBLIC', tenant_table);
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'anon') THEN
      EXECUTE format('REVOKE ALL ON %s FROM anon', tenant_table);
    END IF;
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'authenticated') THEN
      EXECUTE format('REVOKE ALL ON %s FROM authenticated', tenant_table);
    END IF;
  END LOOP;
END $$;

-- Accounts that were imported before there were notices need none.
SELECT set_config('calendly_sync.user_ids', '*', true);
INSERT INTO calendly_sync.incidents (user_id, kind, subject, account_id, message, next_step, since, opened_at, healed_at)
SELECT user_id, 'import', id::text, id, 'Every meeting of the account is in the list now.', 'Nothing to do.',
  last_synced_at, last_synced_at, last_synced_at
FROM calendly_sync.accounts WHERE last_synced_at IS NOT NULL;
