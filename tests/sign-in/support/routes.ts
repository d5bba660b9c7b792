import { randomUUID } from 'node:crypto'
import { getJson, type Json } from '../../server/support/installation.ts'

/** A route as the server itself lists it, so that a new one is walked too. */
export interface ListedRoute {
  readonly method: string
  /** As in the document: `/api/meetings/{id}`. */
  readonly template: string
  /** With ids that nobody has. */
  readonly path: string
  /** Asks nobody who calls (`security: []`). */
  readonly isOpen: boolean
  readonly parameters: readonly Parameter[]
}

interface Parameter {
  readonly name: string
  readonly in: string
  readonly maximum: number | undefined
}

/** Every route of `/openapi.json`. */
export async function listRoutes(url: string): Promise<readonly ListedRoute[]> {
  const { body } = await getJson(`${url}/openapi.json`)
  return Object.entries(body.paths ?? {}).flatMap(([template, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({
      method: method.toUpperCase(),
      template,
      path: template.replace(/\{\w+\}/g, () => randomUUID()),
      isOpen: Array.isArray(operation.security) && operation.security.length === 0,
      parameters: parametersOf(operation),
    })),
  )
}

function parametersOf({ parameters }: Json): Parameter[] {
  if (!Array.isArray(parameters)) return []
  return parameters.map((parameter: Json) => {
    const maximum = Number(parameter.schema?.maximum)
    return {
      name: String(parameter.name),
      in: String(parameter.in),
      maximum: Number.isNaN(maximum) ? undefined : maximum,
    }
  })
}

/** A request that a route takes as far as its form goes. */
export function requestOf({ method }: ListedRoute, headers: Record<string, string> = {}): RequestInit {
  if (method === 'GET') return { method, headers }
  return { method, headers: { 'content-type': 'application/json', ...headers }, body: '{}' }
}

/** Does as many at a time as the server has hands. */
export async function inTurns<Item>(
  items: readonly Item[],
  work: (item: Item) => Promise<void>,
  atOnce = 16,
): Promise<void> {
  const waiting = [...items]
  const hand = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item)
  }
  await Promise.all(Array.from({ length: atOnce }, hand))
}
