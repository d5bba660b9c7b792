import type { QueryClient } from '@tanstack/react-query'

/** Meetings name their clients: what is done to one changes both. */
const PARTS = ['clients', 'client', 'meetings', 'meeting']

/** Asks again for what shows clients, after one was changed here. */
export async function renewClients(queries: QueryClient): Promise<void> {
  await Promise.all(PARTS.map((part) => queries.invalidateQueries({ queryKey: [part] })))
}
