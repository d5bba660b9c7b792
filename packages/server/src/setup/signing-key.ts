import type { Config } from '../config.ts'
import { type Finding, off, ok, warning } from './check.ts'

/** Our own subscriptions have keys of their own; this one is of the OAuth app and of those made by hand. */
export function judgeSigningKey({
  webhookSigningKeys,
  calendlyClientId,
}: Pick<Config, 'webhookSigningKeys' | 'calendlyClientId'>): Finding {
  const name = 'Signing key'
  const count = webhookSigningKeys?.length ?? 0
  if (count > 1)
    return warning(
      name,
      `${count} keys are taken`,
      'Remove the old one once Calendly signs with the new one.',
    )
  if (count === 1) return ok(name, 'set')
  const fix = 'Set CALENDLY_WEBHOOK_SIGNING_KEY to the key that Calendly shows for it.'
  if (calendlyClientId !== undefined)
    return warning(
      name,
      'not set, so accounts that sign in at Calendly get no webhooks; checks by schedule stay complete',
      fix,
    )
  return off(name, 'not set: only subscriptions made by hand need one', fix)
}
