import { listAccounts } from '../store/accounts.ts'
import { createActivity } from './activity.ts'
import { createInsights, type InsightsParts } from './insights/create.ts'
import type { Sync } from './surface.ts'

/** What people look back on: the timeline and the figures. */
export function createLookBack(
  parts: Omit<InsightsParts, 'accountsOf'>,
): Pick<Sync, 'activity' | 'audit' | 'insights'> {
  const activity = createActivity(parts.database)
  const accountsOf = (userId: string) => listAccounts(parts.database, [userId])
  return { activity, audit: activity, insights: createInsights({ ...parts, accountsOf }) }
}
