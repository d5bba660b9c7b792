import { isLoopback } from 'calendly-sync-engine'
import type { Command } from 'commander'
import type { Config } from '../../config.ts'
import { exitCodes } from '../../outcomes.ts'
import { judgeProbe, probeCalendly } from '../doctor/calendly.ts'
import { type Finding, fault, ok } from '../doctor/check.ts'
import { checkDatabase } from '../doctor/database.ts'
import { checkKeys } from '../doctor/keys.ts'
import { checkUsersQuery } from '../doctor/users.ts'
import { checkWebhooks } from '../doctor/webhooks.ts'
import type { CliIo } from '../io.ts'
import { type Result, runInstalled, type Tools } from '../run.ts'

export function addDoctor(program: Command, io: CliIo, end: (exitCode: number) => void): void {
  program
    .command('doctor')
    .description('check configuration, database, keys, Calendly, clock and webhooks, each with the next step')
    .option('--json', 'answer as JSON')
    .action(async (options: { json?: boolean }) => end(await runInstalled(io, options, examine)))
}

async function examine({ sync, config, connectionString, calendly }: Tools): Promise<Result> {
  const [database, probe] = await Promise.all([
    checkDatabase(sync, connectionString),
    probeCalendly(calendly.origin, calendly.token),
  ])
  const findings = [
    ok('Configuration', config.isDemo ? 'valid; no token, so the demo' : 'valid'),
    ...database,
    ...(await checkKeys(sync, database)),
    ...(await checkUsersQuery(sync, config, database)),
    ...judgeProbe(probe, calendly.origin),
    judgePublicUrl(config),
    ...(await checkWebhooks(sync, database)),
  ]
  const isWell = findings.every((finding) => finding.isOk !== false)
  return {
    data: { ok: isWell, findings },
    text: findings.map(showFinding).join('\n'),
    exitCode: isWell ? exitCodes.ok : exitCodes.failed,
  }
}

/** Without a public https address Calendly cannot send webhooks; the sync by schedule stays right. */
export function judgePublicUrl({ publicUrl, authMode }: Pick<Config, 'publicUrl' | 'authMode'>): Finding {
  const name = 'PUBLIC_URL'
  const { protocol, hostname } = new URL(publicUrl)
  const isPublic = protocol === 'https:' && !isLoopback(hostname)
  if (isPublic) return ok(name, publicUrl)
  if (authMode === 'local')
    return ok(
      name,
      `${publicUrl}: this machine only, so the schedule does the work; webhooks come from a simulated Calendly alone`,
    )
  return fault(
    name,
    `${publicUrl} is not reachable by Calendly`,
    'Set PUBLIC_URL to the https address under which people open this server.',
  )
}

function showFinding({ name, isOk, found, nextStep }: Finding): string {
  const mark = isOk === null ? '–' : isOk ? '✓' : '✗'
  return `${mark} ${name.padEnd(20)} ${found}${nextStep ? `\n  ${' '.repeat(20)} → ${nextStep}` : ''}`
}
