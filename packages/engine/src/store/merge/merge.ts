import { invitee } from '../../resources/invitee.ts'
import { scheduledEvent } from '../../resources/scheduled-event.ts'
import { type Database, LostRace, type Transaction } from '../database.ts'
import { holdFence } from '../fence.ts'
import { letNobodyInterfere } from './by-hand.ts'
import { linkClients, refreshClientSpans } from './clients.ts'
import { forgetErased } from './erased.ts'
import { lockEvents } from './lock.ts'
import { findNews, type News } from './news.ts'
import type { Observation } from './observation.ts'
import { project } from './project.ts'
import { saveSearch } from './search.ts'
import { type Applied, askForReads, rememberSeen, settleInvitees } from './settle.ts'
import { type MergeStatements, mergeStatements } from './statements.ts'

/** What a merge did, for the run that asked for it. */
export interface Merged {
  /** Meetings (their ids) whose visible row changed. */
  readonly changed: readonly string[]
  /** Uuids of the events and invitees that were told something the mirror did not hold. */
  readonly news: ReadonlySet<string>
  /** Those whose row took it; the others had something newer. */
  readonly took: ReadonlySet<string>
  /** Those that ask for a read, because equal stamps left a question. */
  readonly asked: ReadonlySet<string>
}

const nothing: Merged = { changed: [], news: new Set(), took: new Set(), asked: new Set() }

/**
 * The one write of the mirror. Joins an observation into it, in one transaction and a fixed order: what is done by hand,
 * fence, chain keys, event rows sorted by key, events, invitees, clients and links, the visible rows and their history.
 * Applying it again, late, or in another order ends in the same rows; where it tells nothing new, no row is
 * locked and none is written.
 *
 * @throws FenceLost when the run is no longer held by `observation.fence.holder`; nothing was written.
 */
export async function merge(database: Database, observation: Observation): Promise<Merged> {
  const users = [...new Set(observation.users.values())]
  if (users.length === 0) return nothing
  const news = await findNews(database, observation, users)
  if (!news) return nothing
  return database.transaction(users, (tx) => write(tx, observation, users, news))
}

/**
 * Arrays and JSON tell the planner nothing, whatever is in them: one plan for each connection does, instead of one for each of the
 * first five merges, 2 to 10 ms a statement (PostgreSQL docs, "plan_cache_mode").
 */
const planOnce = `SET LOCAL plan_cache_mode = 'force_generic_plan'`

async function write(
  tx: Transaction,
  observation: Observation,
  users: readonly string[],
  news: News,
): Promise<Merged> {
  await Promise.all([tx.query(planOnce), letNobodyInterfere(tx)])
  if (observation.fence) await holdFence(tx, observation.fence)
  const locked = await lockEvents(tx, users, news)
  const law = [observation.source === 'read', observation.mark.toString(), observation.ofNoShow ?? false]
  const events = await apply(tx, ofEvents, [
    JSON.stringify(news.events),
    users,
    ...law,
    observation.accountId,
  ])
  // Stored by somebody else after the locks were taken: our update has not seen it, and what we know would be lost.
  if (events.known.some((id) => !locked.has(id))) throw new LostRace()
  const seats = await apply(tx, ofInvitees, [JSON.stringify(news.invitees), users, ...law])
  await askForReads(tx, events, seats)
  await rememberSeen(tx, observation, users, news)
  const firstRead = await settleInvitees(tx, observation, users, news)
  await forgetErased(tx, users, events.changed, seats.changed)
  const touched = [...new Set([...events.changed, ...(await meetingsOf(tx, seats.changed)), ...firstRead])]
  return { ...fates(news, events, seats), changed: await show(tx, observation, touched) }
}

/** Brings what people see up to date. @returns meetings whose visible row changed. */
async function show(tx: Transaction, observation: Observation, touched: string[]): Promise<string[]> {
  if (touched.length === 0) return []
  await saveSearch(tx, touched)
  const clients = await linkClients(tx, touched)
  const changed = await project(tx, touched, observation)
  await refreshClientSpans(tx, clients)
  return changed
}

function fates(news: News, events: Applied, seats: Applied): Omit<Merged, 'changed'> {
  return {
    news: new Set([...news.events, ...news.invitees].map((fact) => fact.uuid)),
    took: new Set([...events.took, ...seats.took]),
    asked: new Set([...events.asked, ...seats.asked]),
  }
}

async function apply(
  tx: Transaction,
  statements: MergeStatements,
  values: readonly unknown[],
): Promise<Applied & { readonly known: readonly string[] }> {
  if (values[0] === '[]') return { changed: [], asking: [], took: [], asked: [], known: [] }
  const updated = await tx.query<Met>(statements.update, values)
  const [inserted] = await tx.query<{ wanted: number; ids: string[]; uuids: string[]; known: string[] }>(
    statements.insert,
    values,
  )
  if (!inserted || inserted.ids.length < inserted.wanted) throw new LostRace()
  const changed = updated.filter((row) => row.changed)
  const asking = updated.filter((row) => row.asks)
  return {
    changed: [...changed.map((row) => row.id), ...inserted.ids],
    asking: asking.map((row) => row.id),
    took: [...changed.map((row) => row.uuid), ...inserted.uuids],
    asked: asking.map((row) => row.uuid),
    known: inserted.known,
  }
}

/** A stored row that met a fact. */
interface Met {
  readonly id: string
  readonly uuid: string
  readonly asks: boolean
  readonly changed: boolean
}

/**
 * A read that changed the event may have changed its seats as well; details that merely faded have not. A meeting that
 * comes back to its host was not told of its seats meanwhile.
 */
const ofEvents = mergeStatements(scheduledEvent, {
  incoming: (record) =>
    `SELECT i.*, $6::uuid AS account_id, bound.is_read AS invitees_due
     FROM bound, json_to_recordset($1::json) AS i(user_id uuid, presence text, ${record})
     WHERE i.user_id = ANY($2::uuid[])`,
  fixed: ['account_id', 'invitees_due'],
  stamped: ['presence'],
  besides: [
    `invitees_due = s.invitees_due OR (j.wins AND j.is_read AND NOT j.faded)
          OR (j.wins AND s.presence <> 'present' AND j.presence = 'present')`,
  ],
})

const ofInvitees = mergeStatements(invitee, {
  incoming: (record) =>
    `SELECT i.*, e.user_id, e.id AS meeting_id FROM json_to_recordset($1::json) AS i(${record})
     JOIN calendly_sync.scheduled_events e ON e.uuid = i.event_uuid AND e.user_id = ANY($2::uuid[])`,
  fixed: ['meeting_id'],
  stamped: [],
  besides: [],
})

async function meetingsOf(tx: Transaction, inviteeIds: readonly string[]): Promise<string[]> {
  if (inviteeIds.length === 0) return []
  const rows = await tx.query<{ meeting_id: string }>(
    'SELECT DISTINCT meeting_id FROM calendly_sync.meeting_invitees WHERE id = ANY($1::uuid[])',
    [inviteeIds],
  )
  return rows.map((row) => row.meeting_id)
}
