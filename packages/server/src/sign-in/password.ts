import { SyncError } from 'calendly-sync-engine'

export const shortestPassword = 12
export const longestPassword = 128

/** Length is what counts (NIST SP 800-63B section 3.1.1); no letter of any kind is asked for. */
export function requireGoodPassword(password: string): void {
  if (password.length >= shortestPassword && password.length <= longestPassword) return
  throw new SyncError(
    'weak_password',
    `A password has ${shortestPassword} to ${longestPassword} characters. A few words that do not belong together are easy to keep in mind.`,
  )
}
