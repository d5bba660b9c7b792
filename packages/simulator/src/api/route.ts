import type { WorldState } from '../world/state.ts'
import type { World } from '../world/world.ts'
import type { Answer } from './answer.ts'
import type { Query } from './query.ts'
import type { Token } from './tokens.ts'

/** What a route may look at. */
export interface Context {
  readonly state: WorldState
  readonly world: World
  readonly token: Token
  readonly path: string
  readonly params: Readonly<Record<string, string>>
  readonly query: Query
  /** Parsed JSON, undefined without a body. */
  readonly body: unknown
  readonly nowMs: number
}

export interface Route {
  readonly method: 'GET' | 'POST' | 'DELETE'
  /** With parameters in braces, as in Calendly's OpenAPI document. */
  readonly template: string
  readonly scope: string
  handle(context: Context): Answer
}
