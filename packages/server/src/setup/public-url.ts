import { isLoopback } from 'calendly-sync-engine'
import type { Config } from '../config.ts'
import { type Finding, fault, ok } from './check.ts'

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
