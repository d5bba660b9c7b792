-- Tokens that users bring (credentials), sign-ins at Calendly under way (oauth_states), who did what (audit_log).

CREATE TABLE calendly_sync.credentials (
  credential text PRIMARY KEY,
  user_id uuid NOT NULL,
  access_token text NOT NULL,
  refresh_token text,
  expires_at timestamptz,
  scopes text[],
  generation integer NOT NULL DEFAULT 1,
  refresh_holder uuid,
  refresh_started_at timestamptz,
  refresh_tries integer NOT NULL DEFAULT 0,
  refresh_after timestamptz,
  ended_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE calendly_sync.credentials IS 'tokens of users; the installation''s own is never stored';
COMMENT ON COLUMN calendly_sync.credentials.access_token IS 'sealed';
COMMENT ON COLUMN calendly_sync.credentials.refresh_token IS 'sealed; single-use; null: a pasted token, which does not expire';
COMMENT ON COLUMN calendly_sync.credentials.scopes IS 'as Calendly told them; null: it did not';
COMMENT ON COLUMN calendly_sync.credentials.generation IS 'counts the pairs, so that whoever saw an old one does not refresh the new one';
COMMENT ON COLUMN calendly_sync.credentials.refresh_holder IS 'who is asking Calendly for a new pair right now';
COMMENT ON COLUMN calendly_sync.credentials.refresh_tries IS 'questions for a new pair whose answer is not known to have come';
COMMENT ON COLUMN calendly_sync.credentials.ended_at IS 'its user must connect again';
CREATE INDEX credentials_by_user ON calendly_sync.credentials (user_id);

CREATE TABLE calendly_sync.oauth_states (
  digest bytea PRIMARY KEY,
  user_id uuid NOT NULL,
  code_verifier text NOT NULL,
  redirect_uri text NOT NULL,
  expires_at timestamptz NOT NULL
);
COMMENT ON TABLE calendly_sync.oauth_states IS 'sign-ins at Calendly that a user has started; each can be completed once, by that user';
COMMENT ON COLUMN calendly_sync.oauth_states.digest IS 'SHA-256 of the state that travels';
COMMENT ON COLUMN calendly_sync.oauth_states.code_verifier IS 'sealed';
CREATE INDEX oauth_states_by_user ON calendly_sync.oauth_states (user_id);

CREATE TABLE calendly_sync.audit_log (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at timestamptz NOT NULL DEFAULT now(),
  user_id uuid NOT NULL,
  actor uuid,
  action text NOT NULL,
  facts jsonb NOT NULL DEFAULT '{}'
);
COMMENT ON TABLE calendly_sync.audit_log IS 'who did what to whose accounts; added to, never changed';
COMMENT ON COLUMN calendly_sync.audit_log.user_id IS 'whose data it is about';
COMMENT ON COLUMN calendly_sync.audit_log.actor IS 'who did it; null: somebody at the shell';
CREATE INDEX audit_log_by_user ON calendly_sync.audit_log (user_id, id);

ALTER TABLE calendly_sync.accounts ADD COLUMN scopes text[];
COMMENT ON COLUMN calendly_sync.accounts.scopes IS 'what the token may do, as Calendly told at the sign-in; null: it does not tell of pasted tokens';

ALTER TABLE calendly_sync.users ADD COLUMN declines_match boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN calendly_sync.users.declines_match IS 'has disconnected an account, and is not matched again by itself';

-- Tokens are for the engine's own housekeeping alone. The log can be read by whom it is about, and added to.
DO $$
DECLARE
  tenant_table regclass;
  app_exists boolean := EXISTS (SELECT FROM pg_roles WHERE rolname = 'calendly_sync_app');
  bound text := quote_ident(current_user) || CASE WHEN app_exists THEN ', calendly_sync_app' ELSE '' END;
  housekeeping text := '(SELECT current_setting(''calendly_sync.user_ids'', true)) = ''*''';
  covered text := 'user_id = ANY ((SELECT calendly_sync.covered_users())::uuid[])';
BEGIN
  FOREACH tenant_table IN ARRAY ARRAY['calendly_sync.credentials', 'calendly_sync.oauth_states', 'calendly_sync.audit_log']::regclass[] LOOP
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', tenant_table);
  END LOOP;
  FOREACH tenant_table IN ARRAY ARRAY['calendly_sync.credentials', 'calendly_sync.oauth_states']::regclass[] LOOP
    EXECUTE format('CREATE POLICY housekeeping ON %s TO %I USING (%s)', tenant_table, current_user, housekeeping);
  END LOOP;
  EXECUTE format('CREATE POLICY readable ON calendly_sync.audit_log FOR SELECT TO %s USING (%s)', bound, covered);
  EXECUTE format('CREATE POLICY growing ON calendly_sync.audit_log FOR INSERT TO %s WITH CHECK (%s)', bound, covered);
  EXECUTE format('CREATE POLICY readable_here ON calendly_sync.audit_log FOR SELECT TO %I USING (%s)', current_user, housekeeping);
  EXECUTE format('CREATE POLICY growing_here ON calendly_sync.audit_log FOR INSERT TO %I WITH CHECK (%s)', current_user, housekeeping);
  IF app_exists THEN
    GRANT SELECT, INSERT ON calendly_sync.audit_log TO calendly_sync_app;
  END IF;
END $$;
