-- Who may sign in where AUTH_MODE=accounts: people, their passwords and sessions, and invitations. The shape is that of
-- the library that keeps them (docs/decisions/0015); the server's own role alone gets at it.

CREATE TABLE calendly_sync.sign_in_people (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  name text NOT NULL,
  email text NOT NULL UNIQUE,
  email_vouched boolean NOT NULL,
  image text,
  role text NOT NULL CHECK (role IN ('owner', 'member')),
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON COLUMN calendly_sync.sign_in_people.id IS 'calendly_sync.users.id of the same person';
COMMENT ON COLUMN calendly_sync.sign_in_people.email_vouched IS 'the invitation was made for this address';

CREATE TABLE calendly_sync.sign_in_passwords (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  person_id uuid NOT NULL REFERENCES calendly_sync.sign_in_people (id) ON DELETE CASCADE,
  account_id text NOT NULL,
  provider_id text NOT NULL,
  password text,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON COLUMN calendly_sync.sign_in_passwords.provider_id IS 'credential: a password; the library knows others, which are not used';
COMMENT ON COLUMN calendly_sync.sign_in_passwords.password IS 'salt and scrypt hash';
CREATE UNIQUE INDEX sign_in_passwords_one ON calendly_sync.sign_in_passwords (person_id, provider_id);

CREATE TABLE calendly_sync.sign_in_sessions (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  person_id uuid NOT NULL REFERENCES calendly_sync.sign_in_people (id) ON DELETE CASCADE,
  token text NOT NULL UNIQUE,
  expires_at timestamptz NOT NULL,
  ip_address text,
  user_agent text,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON COLUMN calendly_sync.sign_in_sessions.token IS 'worth nothing without the signature in the cookie, whose key is not in the database';
CREATE INDEX sign_in_sessions_by_person ON calendly_sync.sign_in_sessions (person_id);
CREATE INDEX sign_in_sessions_ended ON calendly_sync.sign_in_sessions (expires_at);

CREATE TABLE calendly_sync.sign_in_invitations (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  digest text NOT NULL UNIQUE,
  email text NOT NULL,
  role text NOT NULL CHECK (role IN ('owner', 'member')),
  made_by text NOT NULL,
  expires_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON COLUMN calendly_sync.sign_in_invitations.digest IS 'SHA-256 of the secret in the link';
COMMENT ON COLUMN calendly_sync.sign_in_invitations.email IS 'empty: whoever opens it says which';
COMMENT ON COLUMN calendly_sync.sign_in_invitations.made_by IS 'start, shell, or the id of an owner';
CREATE INDEX sign_in_invitations_by_email ON calendly_sync.sign_in_invitations (email);
CREATE UNIQUE INDEX sign_in_invitations_one_start ON calendly_sync.sign_in_invitations (made_by) WHERE made_by = 'start';

-- Granted to nobody; should a default privilege say otherwise, there is no policy that lets anybody else see a row.
DO $$
DECLARE
  sign_in_table regclass;
BEGIN
  FOREACH sign_in_table IN ARRAY ARRAY[
    'calendly_sync.sign_in_people', 'calendly_sync.sign_in_passwords', 'calendly_sync.sign_in_sessions',
    'calendly_sync.sign_in_invitations'
  ]::regclass[] LOOP
    EXECUTE format('REVOKE ALL ON %s FROM PUBLIC', sign_in_table);
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', sign_in_table);
  END LOOP;
END $$;
