-- Deliveries of Calendly's webhooks as they came (the inbox is its own queue), the URLs that they come to, how the
-- subscriptions behind them are doing, and the events that somebody asked us to read.

CREATE TABLE calendly_sync.webhook_endpoints (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  credential text NOT NULL,
  calendly_user text NOT NULL,
  organization text NOT NULL,
  scope text NOT NULL CHECK (scope IN ('user', 'organization')),
  callback_url text NOT NULL,
  signing_key text NOT NULL,
  subscription text,
  state text NOT NULL DEFAULT 'making' CHECK (state IN ('making', 'active', 'retiring', 'removed')),
  closes_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE calendly_sync.webhook_endpoints IS 'URLs that subscriptions of this installation deliver to, each with a key of its own';
COMMENT ON COLUMN calendly_sync.webhook_endpoints.credential IS 'the token that made the subscription; accounts that are read with it are told of here';
COMMENT ON COLUMN calendly_sync.webhook_endpoints.signing_key IS 'sealed';
COMMENT ON COLUMN calendly_sync.webhook_endpoints.subscription IS 'its URI at Calendly; null: it was about to be made';
COMMENT ON COLUMN calendly_sync.webhook_endpoints.closes_at IS 'from then on the URL answers 410';
CREATE UNIQUE INDEX webhook_endpoints_one_making ON calendly_sync.webhook_endpoints (credential) WHERE state = 'making';
CREATE UNIQUE INDEX webhook_endpoints_one_active ON calendly_sync.webhook_endpoints (credential) WHERE state = 'active';

CREATE TABLE calendly_sync.webhook_health (
  credential text PRIMARY KEY,
  state text NOT NULL DEFAULT 'off' CHECK (state IN ('active', 'failing', 'disabled', 'impossible', 'off')),
  problem jsonb,
  failing_since timestamptz,
  disabled_at timestamptz,
  checked_at timestamptz,
  silence_asked_at timestamptz
);
COMMENT ON COLUMN calendly_sync.webhook_health.silence_asked_at IS 'when an unusual silence last led to a pass';

CREATE TABLE calendly_sync.webhook_deliveries (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  endpoint_id uuid NOT NULL,
  digest bytea NOT NULL,
  received_at timestamptz NOT NULL DEFAULT now(),
  signed_at timestamptz,
  is_verified boolean NOT NULL,
  caveat text CHECK (caveat IN ('stale', 'clock', 'undecodable')),
  headers jsonb NOT NULL,
  body bytea NOT NULL,
  seen integer NOT NULL DEFAULT 1,
  last_seen_at timestamptz,
  kind text,
  event_uuid text,
  user_ids uuid[],
  outcome text NOT NULL DEFAULT 'waiting'
    CHECK (outcome IN ('waiting', 'applied', 'duplicate', 'superseded', 'ignored', 'failed')),
  reason text,
  attempts integer NOT NULL DEFAULT 0,
  due_at timestamptz DEFAULT now(),
  settled_at timestamptz,
  UNIQUE (endpoint_id, digest)
) WITH (fillfactor = 80);
COMMENT ON COLUMN calendly_sync.webhook_deliveries.endpoint_id IS 'zeros: the bare URL, of hand-made subscriptions';
COMMENT ON COLUMN calendly_sync.webhook_deliveries.digest IS 'SHA-256 of the bytes; Calendly numbers no delivery';
COMMENT ON COLUMN calendly_sync.webhook_deliveries.caveat IS 'why the payload itself is not to be applied';
COMMENT ON COLUMN calendly_sync.webhook_deliveries.due_at IS 'when it may be taken; a taken one is due again unless it is settled before; null: settled';
CREATE INDEX webhook_deliveries_due ON calendly_sync.webhook_deliveries (due_at, id) WHERE due_at IS NOT NULL;
CREATE INDEX webhook_deliveries_by_time ON calendly_sync.webhook_deliveries (received_at DESC, id DESC);
CREATE INDEX webhook_deliveries_by_endpoint ON calendly_sync.webhook_deliveries (endpoint_id, received_at DESC);

CREATE TABLE calendly_sync.events_to_read (
  account_id uuid NOT NULL REFERENCES calendly_sync.accounts (id) ON DELETE CASCADE,
  uuid text NOT NULL,
  asked_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (account_id, uuid)
);
COMMENT ON TABLE calendly_sync.events_to_read IS 'events that may not be stored yet and must be read, because a delivery spoke of them without being taken at its word';

ALTER TABLE calendly_sync.accounts ADD COLUMN gap_since timestamptz;
COMMENT ON COLUMN calendly_sync.accounts.gap_since IS 'since when webhooks may be missing: the next run reads from there';
CREATE INDEX webhook_deliveries_by_user ON calendly_sync.webhook_deliveries USING gin (user_ids) WHERE user_ids IS NOT NULL;
CREATE INDEX webhook_deliveries_by_event ON calendly_sync.webhook_deliveries (event_uuid) WHERE event_uuid IS NOT NULL;
CREATE INDEX webhook_deliveries_unproved ON calendly_sync.webhook_deliveries (received_at) WHERE NOT is_verified;
CREATE INDEX webhook_deliveries_failed ON calendly_sync.webhook_deliveries (received_at) WHERE outcome = 'failed';
