import { setTimeout as sleep } from 'node:timers/promises'
import { systemClock } from 'calendly-sync-engine'
import { createBudget } from '../../packages/engine/src/calendly/budget.ts'
import { createCalendlyClient } from '../../packages/engine/src/calendly/client.ts'
import { silentLog } from '../../packages/engine/src/log.ts'
import { createBudgetStore } from '../../packages/engine/src/store/budget-store.ts'
import { openDatabase } from '../../packages/engine/src/store/database.ts'

/** Somebody who presses a button once a second. */
export interface Person {
  /** Ends the pressing. @returns how long each press took, from asking until Calendly's answer, in milliseconds. */
  stop(): Promise<readonly number[]>
}

/**
 * A person's call every second on the credential of a running import. It is made as another process of ours would make
 * it: by a client of its own, with a budget of its own, that meet the import's only in the row that all share.
 *
 * @param options.url - of the simulator; the token is the import's.
 */
export function startPerson(options: { connectionString: string; url: string; token: string }): Person {
  const { connectionString, url, token } = options
  const database = openDatabase({ connectionString })
  const own = { clock: systemClock, random: Math.random, log: silentLog }
  const stopping = new AbortController()
  const waitsMs: number[] = []

  const press = async (client: ReturnType<typeof createCalendlyClient>) => {
    const askedAt = performance.now()
    await client.currentUser({ priority: 'person' })
    waitsMs.push(performance.now() - askedAt)
  }

  async function pressAway(): Promise<void> {
    const { rows } = await database.pool.query<{ key: string }>('SELECT key FROM calendly_sync.budgets')
    const [bucket] = rows
    if (!bucket || rows.length !== 1) throw new Error(`one bucket was expected, there are ${rows.length}`)
    const store = createBudgetStore(database, 500)
    const budget = createBudget({ ...own, key: bucket.key, store })
    const client = createCalendlyClient({ ...own, origin: url, accessToken: async () => token, budget })
    const presses: Promise<void>[] = []
    while (!stopping.signal.aborted) {
      presses.push(press(client)) // the next press does not wait for the last one's answer
      await sleep(1000, undefined, { signal: stopping.signal }).catch(() => {})
    }
    await Promise.all(presses)
    await client.close()
  }

  const pressing = pressAway().finally(() => database.close())
  pressing.catch(() => {}) // awaited in stop; until then a failed press must not end the process
  return {
    async stop() {
      stopping.abort()
      await pressing
      return waitsMs
    },
  }
}
