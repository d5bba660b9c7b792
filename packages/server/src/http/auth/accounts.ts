import type { Clock, Log, Sync } from 'calendly-sync-engine'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Config } from '../../config.ts'
import type { SignIn } from '../../sign-in/open.ts'
import type { Credentials, SetCookies } from '../../sign-in/sessions.ts'
import { HttpProblem } from '../problem.ts'
import { requireSameOrigin } from '../same-origin.ts'
import type { Authenticate } from './caller.ts'
import { jwtCaller } from './jwt.ts'
import { rememberUsers } from './remember.ts'

export interface AccountsOptions {
  readonly signIn: SignIn
  readonly sync: Sync
  readonly config: Config
  readonly clock: Clock
  readonly log: Log
}

/**
 * `AUTH_MODE=accounts`: the session cookie says who asks, and an owner is an operator. Where a secret or key set for
 * tokens is set too, a bearer token is taken as well; then it alone counts.
 */
export function accountsCaller({ signIn, sync, config, clock, log }: AccountsOptions): Authenticate {
  const takesTokens = config.jwtSecret !== undefined || config.jwtJwksUrl !== undefined
  const byToken = takesTokens ? jwtCaller({ sync, config, clock, log }) : undefined
  const remember = rememberUsers(sync, clock)
  return async (request, reply) => {
    if (byToken && request.headers.authorization !== undefined) return byToken(request, reply)
    const found = await signIn.sessions.who(credentialsOf(request))
    if (!found) throw signedOut()
    requireSameOrigin(request, config.publicUrl)
    setCookies(reply, found.cookies)
    const { id, email, isEmailVouched, name, role } = found.person
    await remember({ id, email, isEmailVouched, name })
    return { userId: id, isOperator: role === 'owner' }
  }
}

export function credentialsOf({ headers }: FastifyRequest): Credentials {
  return { cookie: headers.cookie, userAgent: headers['user-agent'] }
}

export function setCookies(reply: FastifyReply, cookies: SetCookies): void {
  if (cookies.length > 0) reply.header('set-cookie', [...cookies])
}

function signedOut(): HttpProblem {
  const detail = 'Nobody is signed in here, or the session has ended. Sign in on the page.'
  return new HttpProblem(401, 'unauthenticated', detail, {
    'www-authenticate': 'Cookie realm="calendly-sync"',
  })
}
