import type { Clock } from '../clock.ts'
import type { Database } from '../store/database.ts'
import { noteExport } from '../store/exports.ts'
import { readTraces } from '../store/read/explanation.ts'
import { getMeeting } from '../store/read/meeting-detail.ts'
import { meetingFacets } from '../store/read/meeting-facets.ts'
import { listMeetings } from '../store/read/meetings.ts'
import { getRawMeeting } from '../store/read/raw-meeting.ts'
import { explain } from './explain.ts'
import { withoutLinks } from './show-payload.ts'
import type { Sync } from './surface.ts'

/** Reading meetings. */
export function createMeetings(database: Database, clock: Clock): Sync['meetings'] {
  return {
    list: (userId, query = {}) => listMeetings(database, userId, query, clock.now()),
    facets: (userId, filters = {}) => meetingFacets(database, userId, filters, clock.now()),
    noteExport: (userId, what) => noteExport(database, userId, what),
    async get(userId, id) {
      const meeting = await getMeeting(database, userId, id)
      if (!meeting) return undefined
      const runs = meeting.history.flatMap(({ accountRunId }) => accountRunId ?? [])
      return explain(meeting, await readTraces(database, userId, meeting.calendlyEventUuid, runs))
    },
    async raw(userId, id) {
      const raw = await getRawMeeting(database, userId, id)
      return raw && { event: withoutLinks(raw.event), invitees: raw.invitees.map(withoutLinks) }
    },
  }
}
