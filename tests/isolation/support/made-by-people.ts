/**
 * SQL of what only people do, or time: everybody has refused a suggestion, erased somebody, set rules for alerts, has one that was
 * mailed, and stands in the audit log. Run by whoever may write everything.
 */
export const madeByPeople = `
  WITH pairs AS (SELECT user_id, min(id::text)::uuid AS one, max(id::text)::uuid AS other FROM clients GROUP BY user_id),
  refused AS (
    INSERT INTO calendly_sync.client_suggestions (id, user_id, client_id, other_id, reasons, decision)
    SELECT gen_random_uuid(), user_id, one, other, '{same_name}', 'rejected' FROM pairs
  ),
  ruled AS (INSERT INTO calendly_sync.alert_rules (user_id, rules) SELECT user_id, '{}' FROM pairs),
  alerted AS (
    INSERT INTO calendly_sync.incidents (user_id, kind, subject, message, next_step, since, healed_at)
    SELECT user_id, 'stale', 'long ago', 'm', 'n', now(), now() FROM pairs RETURNING id, user_id
  ),
  mailed AS (
    INSERT INTO calendly_sync.alert_mails (user_id, incident_id, type, due_at) SELECT user_id, id, 'opened', NULL FROM alerted
  ),
  noted AS (
    INSERT INTO calendly_sync.audit_log (user_id, action) SELECT user_id, 'account.connected' FROM pairs
  )
  INSERT INTO calendly_sync.erased_clients (user_id, hash)
  SELECT user_id, calendly_sync.erased_hash(user_id, 'gone@example.com') FROM pairs`
