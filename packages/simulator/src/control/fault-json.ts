import type { Fault, FaultEffect } from '../faults/types.ts'

const kinds: Record<FaultEffect['kind'], readonly string[]> = {
  status: ['status'],
  headers: ['headers'],
  hang: [],
  reset: [],
  cut: [],
  html: [],
  garbage: [],
  empty: [],
  emptyList: [],
  oversized: [],
  deepJson: [],
  wrongLength: [],
  drip: [],
  redirect: ['to'],
  gzipBomb: [],
  stackedEncodings: [],
  wrongCharset: [],
  loopingToken: [],
  foreignNextPage: ['origin'],
  delay: ['delayMs'],
}

/** Reads a fault from JSON; throws a RangeError that says what is wrong with it. */
export function faultFromJson(body: unknown): Fault {
  if (typeof body !== 'object' || body === null) throw new RangeError('a fault is a JSON object')
  const kind: unknown = Reflect.get(body, 'kind')
  const needed = Object.entries(kinds).find(([name]) => name === kind)?.[1]
  if (!needed) throw new RangeError(`"kind" must be one of ${Object.keys(kinds).join(', ')}`)
  for (const member of needed) {
    if (!(member in body)) throw new RangeError(`a "${kind}" fault needs "${member}"`)
  }
  return checked(body)
}

// `kind` and the members it needs were checked just above; the others are optional and only ever compared.
function checked(body: object): Fault {
  return body as Fault
}
