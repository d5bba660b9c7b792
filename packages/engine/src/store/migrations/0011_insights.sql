-- The timeline and the figures ask for what was a user's in a span of time.
CREATE INDEX account_runs_by_user ON calendly_sync.account_runs (user_id, queued_at DESC);
CREATE INDEX changes_by_time ON calendly_sync.changes (user_id, at) INCLUDE (kind);
-- When an account last changed is asked with every status.
CREATE INDEX meetings_by_account ON :schema.meetings (user_id, calendly_account_id, updated_at);
CREATE INDEX audit_log_by_time ON calendly_sync.audit_log (user_id, at DESC);

-- Invitations and the like are about no user: the installation itself stands in for one.
COMMENT ON COLUMN calendly_sync.audit_log.user_id IS 'whose data it is about; zeros: the installation''s, for operators';

ALTER TABLE calendly_sync.webhook_deliveries ADD COLUMN first_settled_at timestamptz;
COMMENT ON COLUMN calendly_sync.webhook_deliveries.first_settled_at IS
  'when it was first dealt with, so that a replay days later does not look like a slow webhook; null: by an older version, or not yet';
