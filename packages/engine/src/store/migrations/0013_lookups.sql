-- Each delivery asks who holds a row of its event, whichever user's: without an index that is a walk over everybody's meetings.
CREATE INDEX scheduled_events_by_uuid ON calendly_sync.scheduled_events (uuid);

-- Workers look every two seconds for gaps to be read; there are mostly none.
CREATE INDEX accounts_with_gap ON calendly_sync.accounts (id) WHERE gap_since IS NOT NULL;
