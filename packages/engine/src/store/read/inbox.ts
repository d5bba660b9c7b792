import type { Instant } from '../../contract.ts'
import type { Database } from '../database.ts'

/** How the inbox stands. */
export interface InboxFigures {
  /** Deliveries that are still to be applied. */
  readonly waiting: number
  readonly oldestWaiting: Instant | null
  /** Deliveries that were put aside because they cannot be applied. */
  readonly failed: number
}

/** Leans on webhook_deliveries_due and webhook_deliveries_failed: what was dealt with is not looked at. */
export async function inboxFigures(database: Database): Promise<InboxFigures> {
  const [row] = await database.query<InboxFigures>(
    'installation',
    `SELECT (SELECT count(*)::int FROM calendly_sync.webhook_deliveries WHERE due_at IS NOT NULL) AS waiting,
       (SELECT min(received_at) FROM calendly_sync.webhook_deliveries WHERE due_at IS NOT NULL) AS "oldestWaiting",
       (SELECT count(*)::int FROM calendly_sync.webhook_deliveries WHERE outcome = 'failed') AS failed`,
  )
  return row ?? { waiting: 0, oldestWaiting: null, failed: 0 }
}
