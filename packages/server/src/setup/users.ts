import { errorCode, type Sync } from 'calendly-sync-engine'
import type { Config } from '../config.ts'
import { outcomeOf } from '../outcomes.ts'
import { type Finding, fault, ok, skipped } from './check.ts'

const name = 'USERS_QUERY'

/** Whether the host application's list of its users can be read; no finding where there is none. */
export async function checkUsersQuery(
  sync: Sync,
  { usersQuery }: Pick<Config, 'usersQuery'>,
  database: readonly Finding[],
): Promise<Finding[]> {
  if (usersQuery === undefined) return []
  if (database[0]?.state !== 'ok') return [skipped(name)]
  try {
    await sync.users.check()
    return [ok(name, 'can be read')]
  } catch (error) {
    if (errorCode(error) !== 'users_query_failed') throw error
    return [fault(name, outcomeOf(error).detail, 'Try it in psql with the user of DATABASE_URL.')]
  }
}
