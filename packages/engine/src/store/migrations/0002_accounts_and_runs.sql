-- Who is synced (users, accounts), when (accounts.next_sync_at), and what came of it (account_runs, sync_runs).

CREATE TABLE calendly_sync.users (
  id uuid PRIMARY KEY,
  email text,
  email_key text,
  email_vouched boolean NOT NULL DEFAULT false,
  name text,
  created_at timestamptz NOT NULL DEFAULT now(),
  last_seen_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX users_by_email ON calendly_sync.users (email_key);

CREATE TABLE calendly_sync.accounts (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  user_id uuid NOT NULL,
  calendly_user text NOT NULL,
  organization text,
  credential text NOT NULL,
  email text,
  name text,
  role text,
  timezone text,
  plan text,
  state text NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'paused', 'reconnect', 'limited', 'failing')),
  problem jsonb,
  sync_interval interval,
  next_sync_at timestamptz,
  last_synced_at timestamptz,
  coverage jsonb NOT NULL DEFAULT '[]',
  brake_since timestamptz,
  asked_on date,
  asked_count integer NOT NULL DEFAULT 0,
  staff_read_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (user_id, calendly_user)
);
COMMENT ON COLUMN calendly_sync.accounts.calendly_user IS 'URI of the Calendly user this account mirrors';
COMMENT ON COLUMN calendly_sync.accounts.credential IS 'key of the token that reads for this account';
COMMENT ON COLUMN calendly_sync.accounts.sync_interval IS 'null: the installation''s own grid';
COMMENT ON COLUMN calendly_sync.accounts.coverage IS 'ranges of start times with the moment up to which each is complete';
CREATE INDEX accounts_due ON calendly_sync.accounts (next_sync_at) WHERE state <> 'paused';
CREATE INDEX accounts_by_calendly_user ON calendly_sync.accounts (calendly_user);

CREATE TABLE calendly_sync.organization_members (
  organization text NOT NULL,
  calendly_user text NOT NULL,
  email text,
  email_key text,
  PRIMARY KEY (organization, calendly_user)
);
COMMENT ON TABLE calendly_sync.organization_members IS 'colleagues, who are never clients';
CREATE INDEX organization_members_by_email ON calendly_sync.organization_members (email_key);

CREATE TABLE calendly_sync.account_runs (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  account_id uuid NOT NULL,
  user_id uuid NOT NULL,
  trigger text NOT NULL CHECK (trigger IN ('schedule', 'manual', 'operator', 'import', 'reread', 'webhook', 'gap')),
  state text NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'running', 'waiting', 'succeeded', 'partial', 'failed')),
  dry_run boolean NOT NULL DEFAULT false,
  new_count integer NOT NULL DEFAULT 0,
  updated_count integer NOT NULL DEFAULT 0,
  deleted_count integer NOT NULL DEFAULT 0,
  unchanged_count integer NOT NULL DEFAULT 0,
  requests integer NOT NULL DEFAULT 0,
  errors jsonb NOT NULL DEFAULT '[]',
  progress jsonb,
  holder uuid,
  lease_until timestamptz,
  queued_at timestamptz NOT NULL DEFAULT now(),
  started_at timestamptz,
  finished_at timestamptz
);
COMMENT ON COLUMN calendly_sync.account_runs.holder IS 'the fence: a worker that no longer holds the run cannot commit';
CREATE UNIQUE INDEX account_runs_one_at_a_time ON calendly_sync.account_runs (account_id) WHERE finished_at IS NULL;
CREATE INDEX account_runs_by_account ON calendly_sync.account_runs (account_id, queued_at DESC);
CREATE INDEX account_runs_unfinished ON calendly_sync.account_runs (lease_until) WHERE finished_at IS NULL;
CREATE INDEX account_runs_finished ON calendly_sync.account_runs (finished_at);

CREATE TABLE calendly_sync.sync_runs (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  trigger text NOT NULL,
  user_id uuid,
  requested_by uuid,
  queued_at timestamptz NOT NULL DEFAULT now(),
  slot timestamptz UNIQUE,
  announced_at timestamptz
);
COMMENT ON COLUMN calendly_sync.sync_runs.user_id IS 'null: a tick over the accounts of every user';
COMMENT ON COLUMN calendly_sync.sync_runs.slot IS 'beginning of the slot on the installation''s grid, for scheduled runs';
CREATE INDEX sync_runs_by_time ON calendly_sync.sync_runs (queued_at DESC, id);

CREATE TABLE calendly_sync.sync_run_accounts (
  run_id uuid NOT NULL REFERENCES calendly_sync.sync_runs (id) ON DELETE CASCADE,
  account_run_id uuid NOT NULL REFERENCES calendly_sync.account_runs (id) ON DELETE CASCADE,
  user_id uuid NOT NULL,
  PRIMARY KEY (run_id, account_run_id)
);
CREATE INDEX sync_run_accounts_by_account_run ON calendly_sync.sync_run_accounts (account_run_id);

CREATE TABLE calendly_sync.workers (
  id uuid PRIMARY KEY,
  started_at timestamptz NOT NULL DEFAULT now(),
  heartbeat_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE calendly_sync.settings (
  name text PRIMARY KEY,
  value jsonb NOT NULL
);
COMMENT ON TABLE calendly_sync.settings IS 'facts of the installation that processes share: the grid of its ticks, for one';

CREATE UNLOGGED TABLE calendly_sync.budgets (
  key text PRIMARY KEY,
  state jsonb NOT NULL
);
COMMENT ON TABLE calendly_sync.budgets IS 'calls to Calendly, shared by all processes; unlogged: after a crash the limit is learned again';
