import type { Config } from '../config.ts'
import type { Installation } from '../installation.ts'
import { judgeProbe, probeCalendly } from './calendly.ts'
import { type Finding, ok } from './check.ts'
import { judgeClock } from './clock.ts'
import { checkDatabase } from './database.ts'
import { checkKeys } from './keys.ts'
import { checkMail } from './mail.ts'
import { judgePublicUrl } from './public-url.ts'
import { judgeSigningKey } from './signing-key.ts'
import { checkUsersQuery } from './users.ts'
import { checkWebhooks } from './webhooks.ts'

/** What an installation needs, and what of it is there, each with the next step. Changes nothing. */
export async function examine(
  { sync, connectionString, calendly }: Pick<Installation, 'sync' | 'connectionString' | 'calendly'>,
  config: Config,
): Promise<Finding[]> {
  const [database, probe, mail] = await Promise.all([
    checkDatabase(sync, connectionString),
    probeCalendly(calendly.origin, calendly.token),
    checkMail(config),
  ])
  return [
    ok('Configuration', config.isDemo ? 'valid; no token, so the demo' : 'valid'),
    ...database.findings,
    ...(await checkKeys(sync, database.findings)),
    ...(await checkUsersQuery(sync, config, database.findings)),
    ...judgeProbe(probe, calendly.origin),
    judgeClock({ calendlyMs: probe.skewMs, databaseMs: database.skewMs }),
    judgePublicUrl(config),
    judgeSigningKey(config),
    ...(await checkWebhooks(sync, database.findings)),
    mail,
  ]
}

/** Whether nothing is wrong; what is switched off or could be better is not. */
export function isWell(findings: readonly Finding[]): boolean {
  return findings.every(({ state }) => state !== 'fault')
}
