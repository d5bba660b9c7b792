-- The mirror: what Calendly said (scheduled_events, meeting_invitees), what people see of it (meetings, clients,
-- meeting_clients), and every visible change. The schema of those three is the host application's schema (DB_SCHEMA).

-- A logical clock: every row's version is drawn from it, and a reader notes it before it asks Calendly. A row whose
-- version is not above that mark has learned nothing since the question was asked (docs/decisions/0003).
CREATE SEQUENCE calendly_sync.merge_clock;

CREATE TABLE calendly_sync.scheduled_events (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  user_id uuid NOT NULL,
  uuid text NOT NULL,
  account_id uuid NOT NULL,
  status text NOT NULL,
  updated_at timestamptz NOT NULL,
  name text,
  start_time timestamptz NOT NULL,
  end_time timestamptz NOT NULL,
  event_type text,
  location jsonb,
  location_text text,
  join_url text,
  location_pending boolean NOT NULL DEFAULT false,
  invitees_total integer,
  invitees_active integer,
  invitees_limit integer,
  hosts jsonb NOT NULL,
  guests jsonb NOT NULL,
  notes text,
  cancellation jsonb,
  canceled_at timestamptz,
  created_at timestamptz,
  presence text NOT NULL DEFAULT 'present' CHECK (presence IN ('present', 'reassigned', 'gone')),
  digest text NOT NULL,
  raw jsonb NOT NULL,
  version bigint NOT NULL DEFAULT nextval('calendly_sync.merge_clock'),
  reread_at timestamptz,
  reread_attempts integer NOT NULL DEFAULT 0,
  invitees_due boolean NOT NULL DEFAULT true,
  invitees_read_at timestamptz,
  invitees_settled_total integer,
  UNIQUE (user_id, uuid)
);
COMMENT ON COLUMN calendly_sync.scheduled_events.id IS 'the meeting: equal to meetings.id';
COMMENT ON COLUMN calendly_sync.scheduled_events.updated_at IS 'Calendly''s stamp; orders facts';
COMMENT ON COLUMN calendly_sync.scheduled_events.invitees_due IS 'the invitee list must be read again';
COMMENT ON COLUMN calendly_sync.scheduled_events.invitees_settled_total IS
  'invitees_counter.total at the last complete read, so that a counter Calendly counts differently asks only once';
CREATE INDEX scheduled_events_by_start ON calendly_sync.scheduled_events (user_id, start_time);
CREATE INDEX scheduled_events_due ON calendly_sync.scheduled_events (account_id, start_time) WHERE invitees_due;
CREATE INDEX scheduled_events_reread ON calendly_sync.scheduled_events (account_id, reread_at) WHERE reread_at IS NOT NULL;

CREATE TABLE calendly_sync.meeting_invitees (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  user_id uuid NOT NULL,
  meeting_id uuid NOT NULL REFERENCES calendly_sync.scheduled_events (id) ON DELETE CASCADE,
  uuid text NOT NULL,
  status text NOT NULL,
  updated_at timestamptz NOT NULL,
  event_uuid text NOT NULL,
  email text,
  email_key text,
  name text,
  timezone text,
  reminder_number text,
  answers jsonb NOT NULL,
  answered_number text,
  tracking jsonb,
  payment jsonb,
  no_show jsonb,
  reconfirmation jsonb,
  rescheduled boolean NOT NULL,
  old_invitee text,
  old_event text,
  new_invitee text,
  new_event text,
  scheduling_method text,
  cancellation jsonb,
  created_at timestamptz,
  digest text NOT NULL,
  raw jsonb NOT NULL,
  version bigint NOT NULL DEFAULT nextval('calendly_sync.merge_clock'),
  UNIQUE (user_id, uuid)
);
CREATE INDEX meeting_invitees_by_meeting ON calendly_sync.meeting_invitees (meeting_id);
CREATE INDEX meeting_invitees_by_email ON calendly_sync.meeting_invitees (user_id, email_key);
CREATE INDEX meeting_invitees_by_old ON calendly_sync.meeting_invitees (user_id, old_event) WHERE old_event IS NOT NULL;
CREATE INDEX meeting_invitees_by_new ON calendly_sync.meeting_invitees (user_id, new_event) WHERE new_event IS NOT NULL;

CREATE TABLE calendly_sync.meeting_accounts (
  meeting_id uuid NOT NULL REFERENCES calendly_sync.scheduled_events (id) ON DELETE CASCADE,
  account_id uuid NOT NULL,
  user_id uuid NOT NULL,
  missing_since timestamptz,
  asked_at timestamptz,
  PRIMARY KEY (meeting_id, account_id)
);
COMMENT ON TABLE calendly_sync.meeting_accounts IS 'through which accounts a meeting was seen, and since when their lists do not show it';
CREATE INDEX meeting_accounts_missing ON calendly_sync.meeting_accounts (account_id) WHERE missing_since IS NOT NULL;

CREATE TABLE :schema.clients (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  user_id uuid NOT NULL,
  email text NOT NULL,
  email_key text NOT NULL,
  name text,
  phone text,
  timezone text,
  first_meeting_at timestamptz,
  last_meeting_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (user_id, email_key)
);
COMMENT ON TABLE :schema.clients IS 'Calendly Sync: one row per person and user, matched by normalised e-mail';

CREATE TABLE :schema.meetings (
  id uuid PRIMARY KEY,
  user_id uuid NOT NULL,
  calendly_account_id uuid NOT NULL,
  meeting_source text NOT NULL DEFAULT 'calendly',
  calendly_event_uuid text NOT NULL,
  title text NOT NULL,
  start_time timestamptz NOT NULL,
  end_time timestamptz NOT NULL,
  status text NOT NULL,
  is_deleted boolean NOT NULL DEFAULT false,
  deleted_at timestamptz,
  deleted_reason text CHECK (deleted_reason IN ('canceled', 'reassigned', 'gone')),
  sync_status text NOT NULL DEFAULT 'synced' CHECK (sync_status IN ('synced', 'deleted')),
  location jsonb,
  location_text text,
  join_url text,
  attendees jsonb,
  cancel_reason text,
  canceled_by text,
  rescheduled_from uuid,
  rescheduled_to uuid,
  calendly_created_at timestamptz,
  calendly_updated_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (user_id, calendly_event_uuid)
);
COMMENT ON TABLE :schema.meetings IS 'Calendly Sync: the meetings of each user, cancelled ones marked and kept';
CREATE INDEX meetings_by_start ON :schema.meetings (user_id, start_time, id);
CREATE INDEX meetings_by_event ON :schema.meetings (calendly_event_uuid);
CREATE INDEX meetings_by_update ON :schema.meetings (user_id, updated_at);

CREATE TABLE :schema.meeting_clients (
  meeting_id uuid NOT NULL REFERENCES :schema.meetings (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  client_id uuid NOT NULL REFERENCES :schema.clients (id) ON DELETE CASCADE,
  user_id uuid NOT NULL,
  is_guest boolean NOT NULL DEFAULT false,
  PRIMARY KEY (meeting_id, client_id)
);
COMMENT ON TABLE :schema.meeting_clients IS 'Calendly Sync: who took part in which meeting';
CREATE INDEX meeting_clients_by_client ON :schema.meeting_clients (client_id);

CREATE TABLE calendly_sync.changes (
  seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  user_id uuid NOT NULL,
  at timestamptz NOT NULL DEFAULT now(),
  kind text NOT NULL,
  meeting_id uuid NOT NULL,
  account_run_id uuid,
  cause text NOT NULL,
  was_deleted boolean,
  is_deleted boolean NOT NULL,
  before jsonb,
  after jsonb NOT NULL
);
COMMENT ON COLUMN calendly_sync.changes.was_deleted IS 'null when the row appeared with this change';
CREATE INDEX changes_by_user ON calendly_sync.changes (user_id, seq);
CREATE INDEX changes_by_meeting ON calendly_sync.changes (meeting_id, seq);
CREATE INDEX changes_by_run ON calendly_sync.changes (account_run_id) WHERE account_run_id IS NOT NULL;
