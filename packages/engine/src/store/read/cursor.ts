import { createHash } from 'node:crypto'
import { SyncError } from '../../errors.ts'

/** Kinds of values a cursor may hold, so that a forged one never reaches a cast in SQL. */
const shapes = {
  instant: /^\d{4,6}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z$/,
  uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  number: /^-?\d{1,16}$/,
  text: /^[^\0]*$/,
  /** With a sign before a value, so that nothing is told from an empty one. */
  maybeText: /^(=[^\0]*)?$/,
  maybeInstant: /^(=\d{4,6}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z)?$/,
  maybeNumber: /^(=\d{1,15}(\.\d{1,15})?)?$/,
}

export type Shape = keyof typeof shapes

/**
 * Where a list goes on, opaque to whoever holds it: base64url of the fingerprint of the list's filters and the sort
 * key of the last row.
 */
export function encodeCursor(filters: object, position: readonly string[]): string {
  return Buffer.from(JSON.stringify([fingerprint(filters), ...position])).toString('base64url')
}

/**
 * @param filters - those of the present call; a cursor made with others belongs to another list.
 * @param expected - what the sort key consists of.
 * @returns the sort key of the last row seen.
 * @throws SyncError `bad_cursor`.
 */
export function decodeCursor<const Shapes extends readonly Shape[]>(
  cursor: string,
  filters: object,
  expected: Shapes,
): { [Index in keyof Shapes]: string } {
  const [made, ...position] = parse(cursor)
  const fits =
    made === fingerprint(filters) &&
    position.length === expected.length &&
    expected.every((shape, index) => shapes[shape].test(position[index] ?? ''))
  if (!fits) {
    throw new SyncError(
      'bad_cursor',
      'cursor is not one that this list gave out with these filters. Leave it out to start at the beginning.',
    )
  }
  return asTuple(position)
}

/** The length was compared with the shapes' just before. */
function asTuple<Tuple>(position: readonly string[]): Tuple {
  return position as Tuple
}

function parse(cursor: string): readonly string[] {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    return Array.isArray(value) && value.every((part) => typeof part === 'string') ? value : []
  } catch {
    return []
  }
}

/** Equal for equal filters whatever the order in which they were named; absent and undefined are the same. */
function fingerprint(filters: object): string {
  const named = Object.entries(filters)
    .filter(([, value]) => value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
  return createHash('sha256').update(JSON.stringify(named)).digest('base64url').slice(0, 12)
}
