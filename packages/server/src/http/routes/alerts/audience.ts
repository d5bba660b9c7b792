import type { Audience } from 'calendly-sync-engine'
import type { FastifyRequest } from 'fastify'
import type { Mail } from '../../../mail/open.ts'
import { callerOf, requireOperator } from '../../auth/caller.ts'

/** Whose rules and mails are asked for. @throws HttpProblem 403, of the operators' for anybody else */
export function audienceOf(request: FastifyRequest, whose: 'me' | 'operator'): Audience {
  if (whose === 'me') return { userId: callerOf(request).userId }
  requireOperator(request)
  return 'operator'
}

/** Why a mail to this address would not be sent; null: it would. */
export function obstacleTo(mail: Mail, audience: Audience, to: string | null): Mail['problem'] {
  if (mail.problem) return mail.problem
  if (to !== null) return null
  return audience === 'operator' ? noAlertEmail : noAddress
}

const noAlertEmail = {
  code: 'no_alert_email',
  message: 'No mail is sent to operators: ALERT_EMAIL is not set.',
  nextStep: 'Set ALERT_EMAIL and start again.',
}

const noAddress = {
  code: 'no_verified_address',
  message: 'No mail is sent: nobody vouches for an e-mail address of yours.',
  nextStep: 'Sign in with a verified address. Where nobody signs in, set ALERT_EMAIL.',
}
