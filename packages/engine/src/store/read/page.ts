import type { Page } from '../../contract.ts'
import { encodeCursor } from './cursor.ts'

export const defaultLimit = 50

/**
 * Makes a page of rows that were asked for with one more than `limit`: the surplus row tells that there is more.
 *
 * @param position - sort key of a row.
 */
export function page<Row>(
  rows: readonly Row[],
  limit: number,
  filters: object,
  position: (row: Row) => readonly string[],
): Page<Row> {
  const data = rows.slice(0, limit)
  const last = data.at(-1)
  const hasMore = rows.length > limit && last !== undefined
  return { data, nextCursor: hasMore ? encodeCursor(filters, position(last)) : null }
}
