import type { FastifyReply, FastifyRequest } from 'fastify'
import { HttpProblem } from '../problem.ts'

/** Whose data a request is about. */
export interface Caller {
  readonly userId: string
  /** May tick everybody's accounts and see the runs that this made. */
  readonly isOperator: boolean
}

/** Finds out who asks; may renew a session cookie. @throws HttpProblem 401, 403, 503 */
export type Authenticate = (request: FastifyRequest, reply: FastifyReply) => Promise<Caller>

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

/** A user that owns nothing: who asks, in `local` mode, before Calendly has told whose the token is. */
export const nobody = '00000000-0000-0000-0000-000000000000'

/** The caller, for what would stay nobody's when Calendly has told. @throws HttpProblem 409 `user_unknown` */
export function knownCaller(request: FastifyRequest): Caller {
  const caller = callerOf(request)
  if (caller.userId !== nobody) return caller
  const detail = 'Calendly has not told yet whose the token is. Come back in a moment.'
  throw new HttpProblem(409, 'user_unknown', detail, { 'retry-after': '2' })
}

/** Lets operators through. @throws HttpProblem 403 `not_operator` */
export function requireOperator(request: FastifyRequest): Caller {
  const caller = callerOf(request)
  if (caller.isOperator) return caller
  throw new HttpProblem(403, 'not_operator', 'This is for owners. Ask one of yours.')
}
