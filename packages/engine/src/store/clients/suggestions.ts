import type { ClientSuggestion, SuggestionDecision } from '../../contract/clients.ts'
import type { Page } from '../../contract.ts'
import { stableId } from '../../resources/stable-id.ts'
import { noteInAudit } from '../audit.ts'
import type { Database, Transaction } from '../database.ts'
import { actAlone } from '../merge/by-hand.ts'
import { decodeCursor } from '../read/cursor.ts'
import { defaultLimit, page } from '../read/page.ts'
import { joinWithin, partWithin } from './join.ts'
import { type Comparable, type SuggestionReason, suggestPairs } from './suggest.ts'
import { findRecord } from './tree.ts'

export interface SuggestionQuery {
  /** Default `open`. */
  readonly decision?: SuggestionDecision
  readonly limit?: number
  readonly cursor?: string
}

/** A pair of a user's clients, decided or not. */
interface Suggestion {
  readonly id: string
  readonly client_id: string
  readonly other_id: string
  readonly reasons: readonly SuggestionReason[]
  readonly decision: SuggestionDecision
  readonly decided_at: string | null
}

/** Pairs of clients that may be one person. @throws SyncError `bad_cursor`. */
export async function listSuggestions(
  database: Database,
  userId: string,
  query: SuggestionQuery,
): Promise<Page<ClientSuggestion>> {
  const { decision = 'open', limit = defaultLimit, cursor } = query
  const filters = { decision }
  const [after] = cursor === undefined ? [''] : decodeCursor(cursor, filters, ['uuid'])
  return database.transaction([userId], async (tx) => {
    const all = (await everySuggestion(tx, userId)).filter(
      (one) => one.decision === decision && one.id > after,
    )
    const sorted = all.sort((a, b) => (a.id < b.id ? -1 : 1)).slice(0, limit + 1)
    const shown = await describe(tx, userId, sorted)
    return page(shown, limit, filters, (one) => [one.id])
  })
}

/**
 * Accepts a suggestion (the two become one client), refuses it, or opens it again, which undoes either.
 *
 * @returns undefined when the user has no such suggestion.
 */
export async function decideSuggestion(
  database: Database,
  userId: string,
  id: string,
  decision: SuggestionDecision,
): Promise<ClientSuggestion | undefined> {
  return database.transaction([userId], async (tx) => {
    await actAlone(tx)
    const found = (await everySuggestion(tx, userId)).find((one) => one.id === id)
    if (!found) return undefined
    if (found.decision !== decision && !(await carryOut(tx, userId, found, decision))) return undefined
    const [shown] = await describe(tx, userId, [
      (await everySuggestion(tx, userId)).find((one) => one.id === id) ?? { ...found, decision: 'open' },
    ])
    return shown
  })
}

/** @returns false when one of the two has become part of another client meanwhile. */
async function carryOut(
  tx: Transaction,
  userId: string,
  { id, client_id, other_id, reasons, decision: before }: Suggestion,
  decision: SuggestionDecision,
): Promise<boolean> {
  if (before === 'accepted') await partWithin(tx, userId, client_id, other_id)
  if (decision === 'accepted') {
    const records = [await findRecord(tx, userId, client_id), await findRecord(tx, userId, other_id)]
    if (records.some((record) => record?.root !== record?.id)) return false
    await joinWithin(tx, userId, client_id, other_id)
  }
  await tx.query(
    decision === 'open'
      ? 'DELETE FROM calendly_sync.client_suggestions WHERE user_id = $1 AND id = $2'
      : `INSERT INTO calendly_sync.client_suggestions (user_id, id, client_id, other_id, reasons, decision)
         VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (id) DO UPDATE SET decision = excluded.decision, decided_at = now()`,
    decision === 'open' ? [userId, id] : [userId, id, client_id, other_id, reasons, decision],
  )
  const facts = { suggestionId: id, clientId: client_id, otherId: other_id, decision }
  await noteInAudit(tx, { userId, actor: userId, action: 'client.suggestion_decided', facts })
  return true
}

/** What was decided, and what there is to decide. */
async function everySuggestion(tx: Transaction, userId: string): Promise<Suggestion[]> {
  const decided = await tx.query<Suggestion>(
    `SELECT id, client_id, other_id, reasons, decision, decided_at FROM calendly_sync.client_suggestions WHERE user_id = $1`,
    [userId],
  )
  const clients = await tx.query<Comparable>(
    `SELECT id, name, phone, email_key AS "emailKey" FROM :schema.clients
     WHERE user_id = $1 AND merged_into IS NULL ORDER BY created_at, id`,
    [userId],
  )
  const known = new Set(decided.map((one) => one.id))
  const open = suggestPairs(clients).map(({ first, second, reasons }) => ({
    id: idOf(first, second),
    client_id: first,
    other_id: second,
    reasons,
    decision: 'open' as const,
    decided_at: null,
  }))
  return [...decided, ...open.filter((one) => !known.has(one.id))]
}

/** The same pair has the same id, whichever is first. */
function idOf(first: string, second: string): string {
  return stableId('client suggestion', [first, second].sort().join(' '))
}

const words: Readonly<Record<SuggestionReason, string>> = {
  same_name: 'Both have the same name.',
  same_phone: 'Both have the same phone number.',
  same_address: 'The addresses differ only in what follows a plus, or in dots that the provider ignores.',
}

async function describe(
  tx: Transaction,
  userId: string,
  suggestions: readonly Suggestion[],
): Promise<ClientSuggestion[]> {
  const ids = suggestions.flatMap((one) => [one.client_id, one.other_id])
  const rows = await tx.query<ClientSuggestion['clients'][number]>(
    `SELECT id, name, email, phone FROM :schema.clients WHERE user_id = $1 AND id = ANY($2::uuid[])`,
    [userId, ids],
  )
  const byId = new Map(rows.map((row) => [row.id, row]))
  return suggestions.map((one) => ({
    id: one.id,
    decision: one.decision,
    decidedAt: one.decided_at,
    reasons: one.reasons.map((code) => ({ code, message: words[code] })),
    clients: [one.client_id, one.other_id].flatMap((id) => byId.get(id) ?? []),
  }))
}
