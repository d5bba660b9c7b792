import { setTimeout as sleep } from 'node:timers/promises'
import { createSync, type Run, type Sync, type SyncOptions } from 'calendly-sync-engine'

const dayMs = 86_400_000
const pollEveryMs = 50

/** The engine as a user embeds it, and the moments that benchmarks wait for. */
export interface Mirror {
  readonly sync: Sync
  /** Resolves with the first import once it has ended. @throws when it did not succeed. */
  imported(): Promise<Run>
  /** Ticks the account once and waits for the end. @throws when it did not succeed. */
  tick(): Promise<Run>
}

/** Starts the engine on a migrated database. No tick comes by itself: benchmarks call for each. */
export async function startMirror(
  options: Pick<SyncOptions, 'database' | 'calendly'> & { readonly startupDelayMs?: number },
): Promise<Mirror> {
  const { database, calendly, startupDelayMs = dayMs } = options
  const schedule = { intervalMs: dayMs, startupDelayMs }
  const sync = createSync({ database, calendly, schedule, users: 'local' })
  await sync.start()
  return {
    sync,
    imported: () => ended(sync, 'import'),
    async tick() {
      const userId = await sync.users.local()
      if (!userId) throw new Error('There is nothing to tick before the first import.')
      const { id } = await sync.trigger(userId)
      return ended(sync, 'operator', id)
    },
  }
}

async function ended(sync: Sync, trigger: Run['trigger'], id?: string): Promise<Run> {
  for (;;) {
    const userId = await sync.users.local()
    const runs = userId ? (await sync.runs.list({ userId, isOperator: true })).data : []
    const run = runs.find((one) => one.trigger === trigger && (id === undefined || one.id === id))
    if (run?.finishedAt) {
      if (run.state === 'succeeded') return run
      throw new Error(`The run ended as ${run.state}: ${JSON.stringify(run.errors)}`)
    }
    await sleep(pollEveryMs)
  }
}
