-- Which encryption keys the running processes have.

CREATE UNLOGGED TABLE calendly_sync.key_holders (
  id uuid PRIMARY KEY,
  key_ids text[] NOT NULL,
  seen_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE calendly_sync.key_holders IS 'running processes and the ids of their encryption keys, newest first; unlogged: a process says it again at once';
