import { type Sync, SyncError, stableId } from 'calendly-sync-engine'
import type { Config } from '../config.ts'

/**
 * Whom a command is about: the one user of `local` mode, else the user named by `--user`, else everybody.
 *
 * @param waitMs - how long Calendly may take to tell, in local mode, whose the token is.
 */
export async function whoIsMeant(
  sync: Sync,
  config: Config,
  user: string | undefined,
  waitMs = 0,
): Promise<string | 'everyone'> {
  if (config.authMode !== 'local') return user === undefined ? 'everyone' : userIdOf(user, config.jwtIssuer)
  for (let waited = 0; ; waited += 100) {
    const id = await sync.users.local()
    if (id !== undefined) return id
    if (waited >= waitMs) throw notConnected()
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

/** The same, where one user must be meant. @throws SyncError `not_found` */
export async function whichUser(
  sync: Sync,
  config: Config,
  user: string | undefined,
  waitMs = 0,
): Promise<string> {
  const who = await whoIsMeant(sync, config, user, waitMs)
  if (who === 'everyone') throw new SyncError('not_found', 'Which user? Name one with --user <id>.')
  return who
}

/** A user as an operator names one: by e-mail address, or by id as `userIdOf` takes it. */
export function namedUser(user: string, { jwtIssuer }: Pick<Config, 'jwtIssuer'>): string {
  return user.includes('@') ? user : userIdOf(user, jwtIssuer)
}

/** A UUID stands for itself, any other subject for the id that it is mapped to (contract, JWT). */
function userIdOf(subject: string, issuer: string | undefined): string {
  const isUuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(subject)
  return isUuid ? subject.toLowerCase() : stableId('jwt', issuer ?? '', subject)
}

function notConnected(): SyncError {
  return new SyncError(
    'no_account',
    'No Calendly account is connected yet: Calendly has not told whose the token is. See: calendly-sync doctor',
  )
}
