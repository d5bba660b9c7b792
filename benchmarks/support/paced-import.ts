import { createSimulator, type Simulator } from 'calendly-simulator'
import { type BenchDatabase, startDatabase } from './database.ts'
import { type Mirror, startMirror } from './mirror.ts'

/** Calls a minute of Calendly's paid plans. */
export const limitPerMinute = 500

/** How long so many calls take at the limit alone. */
export const atTheLimitMs = (calls: number): number => (calls / limitPerMinute) * 60_000

/** A first import under Calendly's limit, from its first call on. */
export interface PacedImport {
  readonly simulator: Simulator
  readonly url: string
  readonly database: BenchDatabase
  readonly mirror: Mirror
  /** `performance.now()` at the first call that reached Calendly. */
  readonly firstCallAt: number
  stop(): Promise<void>
}

export async function startPacedImport(world: {
  readonly meetings: number
  readonly upcoming?: number
  readonly soon?: number
}): Promise<PacedImport> {
  const database = await startDatabase()
  const simulator = await createSimulator({ world: 'meetings', rateLimitPerMinute: limitPerMinute, ...world })
  const { url } = await simulator.listen()
  const firstCall = new Promise<number>((resolve) => {
    const forget = simulator.requests.onRequest(() => {
      forget()
      resolve(performance.now())
    })
  })
  const mirror = await startMirror({
    database: { connectionString: database.connectionString },
    calendly: { origin: url, personalAccessToken: simulator.tokens.adviser },
  })
  return {
    simulator,
    url,
    database,
    mirror,
    firstCallAt: await firstCall,
    async stop() {
      await mirror.sync.stop()
      await simulator.close()
      await database.stop()
    },
  }
}
