import type { Delivery, DeliveryOutcome, Instant, Page } from '../../contract.ts'
import type { Database } from '../database.ts'
import { type Conditions, conditions } from './conditions.ts'
import { decodeCursor } from './cursor.ts'
import { defaultLimit, page } from './page.ts'
import type { Viewer } from './runs.ts'

/** Which deliveries; what is left out does not matter. */
export interface DeliveryFilter {
  readonly outcome?: DeliveryOutcome
  readonly kind?: string
  /** Calendly's identifier of the event that it speaks of. */
  readonly eventUuid?: string
  /** Received at or after. */
  readonly from?: Instant
  /** Received before. */
  readonly to?: Instant
}

export interface DeliveryQuery extends DeliveryFilter {
  readonly limit?: number
  readonly cursor?: string
}

/** A delivery without its words. */
export type DeliveryRow = Omit<Delivery, 'message'>

/**
 * The inbox has no rows of tenants, so this is the one place that says who sees what of it: a user the deliveries that
 * concern the own meetings, an operator all of them, and nobody else's bodies.
 */
const isVisible = (userId: string, isOperator: string) =>
  `(${isOperator}::boolean OR user_ids @> ARRAY[${userId}::uuid])`

/** Select list; rows come out as `DeliveryRow`. */
export const deliveryColumns = `id, received_at AS "receivedAt", signed_at AS "signedAt", settled_at AS "settledAt", kind,
  is_verified AS verified, outcome, reason, attempts, seen, event_uuid AS "eventUuid"`

/** Deliveries, newest first. @throws SyncError `bad_cursor`. */
export async function listDeliveries(
  database: Database,
  viewer: Viewer,
  query: DeliveryQuery,
): Promise<Page<DeliveryRow>> {
  const { limit = defaultLimit, cursor, ...filters } = query
  const found = conditions()
  const visible = isVisible(found.bind(viewer.userId), found.bind(viewer.isOperator))
  addFilter(found, query)
  if (cursor !== undefined) {
    const position = decodeCursor(cursor, filters, ['instant', 'uuid'])
    found.add('(received_at, id) < (?::timestamptz, ?::uuid)', ...position)
  }
  const text = `SELECT ${deliveryColumns} FROM calendly_sync.webhook_deliveries WHERE ${visible} AND ${found.where}
    ORDER BY received_at DESC, id DESC LIMIT ${found.bind(limit + 1)}`
  const rows = await database.query<DeliveryRow>('installation', text, found.values)
  return page(rows, limit, filters, (row) => [row.receivedAt, row.id])
}

/** Adds the filter's conditions on columns of `webhook_deliveries`. */
export function addFilter(found: Conditions, filter: DeliveryFilter): void {
  if (filter.outcome !== undefined) found.add('outcome = ?', filter.outcome)
  if (filter.kind !== undefined) found.add('kind = ?', filter.kind)
  if (filter.eventUuid !== undefined) found.add('event_uuid = ?', filter.eventUuid)
  if (filter.from !== undefined) found.add('received_at >= ?::timestamptz', filter.from)
  if (filter.to !== undefined) found.add('received_at < ?::timestamptz', filter.to)
}

export interface FullDelivery extends DeliveryRow {
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
  /** Whether it concerns the viewer's own meetings. */
  readonly isOwn: boolean
  /** The viewer's own meeting that it speaks of. */
  readonly meetingId: string | null
}

/** @returns undefined when there is no such delivery, or none that the viewer may see. */
export async function getDelivery(
  database: Database,
  viewer: Viewer,
  id: string,
): Promise<FullDelivery | undefined> {
  const [row] = await database.query<FullDelivery>(
    'installation',
    `SELECT ${deliveryColumns}, headers, body, coalesce(user_ids @> ARRAY[$1::uuid], false) AS "isOwn",
       (SELECT m.id FROM :schema.meetings m WHERE m.user_id = $1 AND m.meeting_source = 'calendly'
          AND m.calendly_event_uuid = webhook_deliveries.event_uuid) AS "meetingId"
     FROM calendly_sync.webhook_deliveries WHERE ${isVisible('$1', '$2')} AND id = $3`,
    [viewer.userId, viewer.isOperator, id],
  )
  return row
}

/** When the first delivery of the last day was taken without proof; null: none was. */
export async function unverifiedSince(database: Database): Promise<string | null> {
  const [row] = await database.query<{ received_at: string }>(
    'installation',
    `SELECT received_at FROM calendly_sync.webhook_deliveries
     WHERE NOT is_verified AND received_at > now() - interval '1 day' ORDER BY received_at LIMIT 1`,
  )
  return row?.received_at ?? null
}
