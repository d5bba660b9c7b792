-- The meetings of one event type are read from the index alone: 2 ms instead of 16 for 12,500 of 50,000. An index takes no
-- text of any length, and what is told apart by its first 500 characters is told apart (store/searched-type.ts).
UPDATE calendly_sync.meeting_search SET event_type = left(event_type, 500) WHERE length(event_type) > 500;
CREATE INDEX meeting_search_by_type ON calendly_sync.meeting_search (user_id, event_type) INCLUDE (meeting_id);
DROP INDEX calendly_sync.meeting_search_by_user;
