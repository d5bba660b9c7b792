import type { FastifyRequest } from 'fastify'

/** Whose data a request is about. */
export interface Caller {
  readonly userId: string
  /** May tick everybody's accounts and see the runs that this made. */
  readonly isOperator: boolean
}

/** Finds out who asks. @throws HttpProblem 401, 503 */
export type Authenticate = (request: FastifyRequest) => Promise<Caller>

declare module 'fastify' {
  interface FastifyRequest {
    caller: Caller | null
  }
}

/** The caller of a route under `/api`, where the sign-in hook has run before. */
export function callerOf(request: FastifyRequest): Caller {
  if (!request.caller) throw new Error(`${request.routeOptions.url} is outside the sign-in hook`)
  return request.caller
}
