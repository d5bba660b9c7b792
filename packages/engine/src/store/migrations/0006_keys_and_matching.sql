-- Which encryption keys the running processes have, whom the host application's own list of users names, and accounts
-- that the installation's token must not read for a while.

CREATE UNLOGGED TABLE calendly_sync.key_holders (
  id uuid PRIMARY KEY,
  key_ids text[] NOT NULL,
  seen_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE calendly_sync.key_holders IS 'running processes and the ids of their encryption keys, newest first; unlogged: a process says it again at once';

ALTER TABLE calendly_sync.users ADD COLUMN is_listed boolean;
COMMENT ON COLUMN calendly_sync.users.is_listed IS 'whether the host application''s own list (USERS_QUERY) names the user; null: it never did';

ALTER TABLE calendly_sync.accounts
  ADD COLUMN withheld text CHECK (withheld IN ('user_left', 'unlinked')),
  ADD COLUMN withheld_at timestamptz;
COMMENT ON COLUMN calendly_sync.accounts.withheld IS 'why the account is paused and stays so whoever resumes it; null: nobody keeps it from being synced';
