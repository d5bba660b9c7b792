import type { ActivityEntry, ActivityQuery, AuditEntry } from '../contract/activity.ts'
import type { Page } from '../contract.ts'
import { installationUser, noteInAudit } from '../store/audit.ts'
import type { Database } from '../store/database.ts'
import { type ActivityPlace, type ActivityRow, readActivity } from '../store/read/activity.ts'
import { decodeCursor, encodeCursor } from '../store/read/cursor.ts'
import { defaultLimit } from '../store/read/page.ts'
import type { Viewer } from '../store/read/runs.ts'
import { activityWords } from './activity-words.ts'
import { foldActivity } from './fold-activity.ts'

/** What happened, and noting what people do beside the engine's own verbs, which note it themselves. */
export interface Activity {
  /** The timeline, newest first. @throws SyncError `bad_cursor` */
  list(viewer: Viewer, query?: ActivityQuery): Promise<Page<ActivityEntry>>
  /** Notes what somebody did: signed in, invited, exported. Added to, never changed. */
  note(entry: AuditEntry): Promise<void>
}

/** A page of folded entries may take many rows; after so many it ends, short or not, and goes on with the next. */
const mostRows = 2000

/** A search looks at everything whatever it answers with, so it asks for more at once. */
function firstCount(limit: number, isFolding: boolean, isSearch: boolean): number {
  if (!isFolding) return limit + 1
  return isSearch ? mostRows / 2 : limit * 2 + 1
}

export function createActivity(database: Database): Activity {
  return {
    async list(viewer, query = {}) {
      const { limit = defaultLimit, cursor, fold = true, ...filters } = query
      const marked = { ...filters, fold }
      let count = firstCount(limit, fold, filters.q !== undefined)
      let beyond: ActivityPlace | undefined =
        cursor === undefined ? undefined : decodeCursor(cursor, marked, ['instant', 'text'])
      const rows: ActivityRow[] = []
      for (;;) {
        const more = await readActivity(database, viewer, filters, activityWords, { beyond, count })
        rows.push(...more)
        const isEnd = more.length < count
        const folded = foldActivity(rows, fold)
        if (folded.length > limit || isEnd || rows.length >= mostRows) {
          const shown = folded.slice(0, limit)
          const last = shown.at(-1)
          const goesOn = folded.length > limit || !isEnd
          const nextCursor = goesOn && last ? encodeCursor(marked, last.place) : null
          return { data: shown.map(({ entry }) => entry), nextCursor }
        }
        const last = rows.at(-1)
        beyond = last && [last.at, last.key]
        count *= 2 // a long fold: ask seldom, and for much
      }
    },

    async note({ about, actor, action, facts }) {
      const userId = about === 'installation' ? installationUser : about
      await database.transaction([userId], (tx) =>
        noteInAudit(tx, { userId, actor, action, ...(facts && { facts }) }),
      )
    },
  }
}
