import { listAccounts } from '../store/accounts.ts'
import type { Database } from '../store/database.ts'
import { inboxFigures } from '../store/read/inbox.ts'
import { unfinishedRuns } from '../store/read/scheduler.ts'
import type { Sessions } from '../store/sessions.ts'
import type { Accounts } from './accounts.ts'
import type { Sync } from './surface.ts'

/** Figures of the installation, for whoever watches it from outside. */
export function createMetrics(parts: {
  readonly database: Database
  readonly accounts: Accounts
  readonly sessions: Sessions
}): Sync['metrics'] {
  const { database, accounts, sessions } = parts
  return async () => {
    const all = await accounts.show(await listAccounts(database, 'everyone'))
    const moments = all.flatMap((account) => account.completeAsOf ?? [])
    const counts = { active: 0, paused: 0, reconnect: 0, limited: 0, failing: 0 }
    for (const account of all) counts[account.state] += 1
    return {
      accounts: counts,
      runsUnfinished: await unfinishedRuns(database),
      oldestCompleteAsOf: moments.toSorted()[0] ?? null,
      inbox: await inboxFigures(database),
      sessions: await sessions.find(),
    }
  }
}
