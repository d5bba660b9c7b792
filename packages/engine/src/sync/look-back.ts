import { listAccounts } from '../store/accounts.ts'
import type { Database } from '../store/database.ts'
import { listRunChanges } from '../store/read/run-changes.ts'
import { getRun, listRuns } from '../store/read/runs.ts'
import { createActivity } from './activity.ts'
import { createInsights, type InsightsParts } from './insights/create.ts'
import type { Sync } from './surface.ts'

/** What people look back on: the timeline, the runs and the figures. */
export function createLookBack(
  parts: Omit<InsightsParts, 'accountsOf'>,
): Pick<Sync, 'activity' | 'audit' | 'insights' | 'runs'> {
  const { database } = parts
  const activity = createActivity(database)
  const accountsOf = (userId: string) => listAccounts(database, [userId])
  return {
    activity,
    audit: activity,
    insights: createInsights({ ...parts, accountsOf }),
    runs: lookAtRuns(database),
  }
}

const lookAtRuns = (database: Database): Sync['runs'] => ({
  list: (viewer, query = {}) => listRuns(database, viewer, query),
  get: (viewer, id) => getRun(database, viewer, id),
  async changes(viewer, id, query) {
    const run = await getRun(database, viewer, id)
    return run && listRunChanges(database, viewer.userId, id, query)
  },
})
