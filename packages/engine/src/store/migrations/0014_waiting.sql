-- Until when a run that waits for Calendly's limit waits, so that people see a countdown.
ALTER TABLE calendly_sync.account_runs ADD COLUMN waiting_until timestamptz;
