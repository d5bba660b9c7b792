import type { Sync } from 'calendly-sync-engine'
import { type Authenticate, nobody } from './caller.ts'

/** `AUTH_MODE=local`: everybody on this machine is the one user, who operates the installation as well. */
export function localCaller(sync: Sync): Authenticate {
  return async () => ({ userId: (await sync.users.local()) ?? nobody, isOperator: true })
}
