import type { Transaction } from '../database.ts'

/** A delivery's claim on somebody: which token's URL it came to and whom it names. */
export interface Claim {
  /** Position in the batch. */
  readonly n: number
  /** Null for the bare URL, which serves every account. */
  readonly credential: string | null
  /** Of a subscription to one Calendly user's meetings. */
  readonly calendly_user: string | null
  readonly event_uuid: string | null
  /** URIs of the event's hosts; empty when it names none. */
  readonly hosts: readonly string[]
  /** The payload says nothing of the event: every account behind the URL may have to read it. */
  readonly tells_no_event: boolean
}

/** An account that a delivery speaks to. */
export interface ConcernedAccount {
  readonly n: number
  readonly id: string
  readonly user_id: string
  readonly calendly_user: string
  /** The payload names no host, and this account's own subscription tells of its own meetings only. */
  readonly owns_hostless: boolean
  /**
   * The meeting is the user's, as far as the delivery and the mirror tell: its seats are for this account, and the user may
   * look at the delivery. Else there is only something to learn: that it was handed on, or, by a read, whose it is.
   */
  readonly owns_it: boolean
}

/**
 * Whom deliveries speak to: accounts that are read with the token behind the URL, and host the event or hold a row of it
 * that was not handed on. A key of one account says nothing about another's meetings (reliability T2). A user with two such
 * accounts is told once; accounts that are withheld are told nothing.
 */
export async function accountsConcerned(
  tx: Transaction,
  claims: readonly Claim[],
): Promise<ConcernedAccount[]> {
  return tx.query<ConcernedAccount>(concerned, [JSON.stringify(claims)])
}

/**
 * $1 claims. Leans on accounts_by_calendly_user, scheduled_events_by_uuid and accounts_by_credential: OFFSET 0 has each claim
 * looked up by itself, for the planner takes a batch for so many claims that it would rather read the whole tables.
 */
const concerned = `
  WITH claims AS (
    SELECT * FROM json_to_recordset($1::json) AS c(n int, credential text, calendly_user text, event_uuid text,
      hosts text[], tells_no_event boolean)
  ),
  found AS (
    SELECT c.n, a.id, true AS hosts_it, true AS owns_it FROM claims c
    CROSS JOIN LATERAL (SELECT id FROM calendly_sync.accounts WHERE calendly_user = ANY (c.hosts) OFFSET 0) a
    UNION
    SELECT c.n, a.id, false, c.hosts = '{}' FROM claims c
    CROSS JOIN LATERAL (SELECT user_id FROM calendly_sync.scheduled_events
      WHERE uuid = c.event_uuid AND presence <> 'reassigned' OFFSET 0) e
    CROSS JOIN LATERAL (SELECT id FROM calendly_sync.accounts WHERE user_id = e.user_id OFFSET 0) a
    UNION
    SELECT c.n, a.id, true, true FROM claims c
    CROSS JOIN LATERAL (SELECT id FROM calendly_sync.accounts WHERE calendly_user = c.calendly_user OFFSET 0) a
    WHERE c.hosts = '{}'
    UNION
    SELECT c.n, a.id, true, a.calendly_user IS NOT DISTINCT FROM c.calendly_user FROM claims c
    CROSS JOIN LATERAL (
      SELECT id, calendly_user FROM calendly_sync.accounts WHERE credential = c.credential
      UNION ALL SELECT id, calendly_user FROM calendly_sync.accounts WHERE c.credential IS NULL OFFSET 0) a
    WHERE c.hosts = '{}' AND c.tells_no_event
  )
  SELECT DISTINCT ON (f.n, a.user_id) f.n, a.id, a.user_id, a.calendly_user,
    c.hosts = '{}' AND a.calendly_user IS NOT DISTINCT FROM c.calendly_user AS owns_hostless,
    bool_or(f.owns_it) OVER (PARTITION BY f.n, a.user_id) AS owns_it
  FROM found f JOIN claims c USING (n)
  CROSS JOIN LATERAL (SELECT * FROM calendly_sync.accounts WHERE id = f.id OFFSET 0) a
  WHERE a.withheld IS NULL AND (c.credential IS NULL OR a.credential = c.credential)
    AND (c.calendly_user IS NULL OR a.calendly_user = c.calendly_user)
  ORDER BY f.n, a.user_id, f.hosts_it DESC, a.created_at, a.id`
