import type { Sync } from 'calendly-sync-engine'
import type { Authenticate } from './caller.ts'

/** A user that owns nothing: who asks before Calendly has told whose the token is. */
export const nobody = '00000000-0000-0000-0000-000000000000'

/** `AUTH_MODE=local`: everybody on this machine is the one user, who operates the installation as well. */
export function localCaller(sync: Sync): Authenticate {
  return async () => ({ userId: (await sync.users.local()) ?? nobody, isOperator: true })
}
