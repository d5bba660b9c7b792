-- The timeline and the figures ask for what was a user's in a span of time.
CREATE INDEX account_runs_by_user ON calendly_sync.account_runs (user_id, queued_at DESC);
CREATE INDEX changes_by_time ON calendly_sync.changes (user_id, at);
CREATE INDEX audit_log_by_time ON calendly_sync.audit_log (user_id, at DESC);

-- Invitations and the like are about no user: the installation itself stands in for one.
COMMENT ON COLUMN calendly_sync.audit_log.user_id IS 'whose data it is about; zeros: the installation''s, for operators';
