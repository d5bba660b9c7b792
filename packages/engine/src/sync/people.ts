import type { Clock } from '../clock.ts'
import { eraseClient } from '../store/clients/erase.ts'
import { exportClient } from '../store/clients/export.ts'
import { joinClients, partClients } from '../store/clients/join.ts'
import { decideSuggestion, listSuggestions } from '../store/clients/suggestions.ts'
import { changeClient } from '../store/clients/update.ts'
import type { Database } from '../store/database.ts'
import { getClient, listClients } from '../store/read/clients.ts'
import type { Sync } from './surface.ts'

/** The clients of users: who they are, and what their users say and do about them. */
export function createPeople(options: {
  readonly database: Database
  readonly clock: Clock
  /** Meetings name their clients, so they change with them. */
  readonly onChanged: () => void
}): Sync['clients'] {
  const { database, clock, onChanged } = options
  const get = (userId: string, id: string) => getClient(database, userId, id, clock.now())

  async function told<Result>(doing: Promise<Result>): Promise<Result> {
    const result = await doing
    onChanged()
    return result
  }

  return {
    get,
    list: (userId, query = {}) => listClients(database, userId, query, clock.now()),
    update: async (userId, id, change) =>
      (await told(changeClient(database, userId, id, change))) ? get(userId, id) : undefined,
    merge: async (userId, id, other) => {
      const root = await told(joinClients(database, userId, id, other))
      return root === undefined ? undefined : get(userId, root)
    },
    unmerge: async (userId, id, other) =>
      (await told(partClients(database, userId, id, other))) ? get(userId, id) : undefined,
    erase: (userId, id) => told(eraseClient(database, userId, id)),
    export: (userId, id) => exportClient(database, userId, id, clock.now()),
    suggestions: (userId, query = {}) => listSuggestions(database, userId, query),
    decide: (userId, id, decision) => told(decideSuggestion(database, userId, id, decision)),
  }
}
