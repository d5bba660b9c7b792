import { lastSegment } from '../resources/uri.ts'
import type { PaginationBody } from './bodies.ts'
import { CalendlyError } from './errors.ts'

/** A row as Calendly sent it; of its members only `uri` has been looked at. */
export interface Row {
  uri: string
}

export interface Collection<T extends Row> {
  rows: T[]
  /** How many rows were left out because nothing names them. */
  unusable: number
  pagination: PaginationBody
}

/**
 * Takes the object out of `{"resource": {…}}`. No member but `uri` is judged: new values, nulls and missing members are
 * stored as they come.
 *
 * @throws CalendlyError `garbled` when there is no such object or it has no usable `uri`.
 * @see Calendly developer docs, "API conventions".
 */
export function readResource<T extends Row>(json: unknown, route: string): T {
  const resource = member(json, 'resource')
  if (!isNamed<T>(resource)) {
    throw new CalendlyError('garbled', { route, message: 'the answer holds no `resource` with a `uri`.' })
  }
  return resource
}

/**
 * Takes the rows out of `{"collection": […], "pagination": {…}}`; one without a usable `uri` is left out and counted.
 *
 * @param askedFor - rows asked for. A full page without `pagination` is refused: its end would be a guess.
 * @throws CalendlyError `garbled` when `collection` is no list.
 */
export function readCollection<T extends Row>(json: unknown, askedFor: number, route: string): Collection<T> {
  const collection = member(json, 'collection')
  if (!Array.isArray(collection)) {
    throw new CalendlyError('garbled', { route, message: 'the answer holds no `collection`.' })
  }
  const pagination = member(json, 'pagination')
  if (!isObject(pagination) && collection.length >= askedFor) {
    throw new CalendlyError('garbled', { route, message: 'a full page came without `pagination`.' })
  }
  const rows = collection.filter(isNamed<T>)
  return {
    rows,
    unusable: collection.length - rows.length,
    pagination: isObject(pagination) ? pagination : {},
  }
}

// The one place where Calendly's JSON gets its type. Safe because the generated types promise nothing but `uri`: every
// other member is optional and nullable there, and whoever reads one has to check it anyway.
function isNamed<T extends Row>(value: unknown): value is T {
  return isObject(value) && 'uri' in value && lastSegment(value.uri) !== undefined
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function member(json: unknown, name: string): unknown {
  return isObject(json) ? new Map(Object.entries(json)).get(name) : undefined
}
