import { expect } from 'vitest'
import { openCanary, watchConnections } from './canary.ts'
import { insideUrls } from './inside-urls.ts'

/** Sees whatever this process connects to, and knows what it may. */
export interface Lookout {
  /** URLs that try to reach the canary, or other places inside. */
  readonly urls: readonly string[]
  /** Our own servers, to which connections are right. */
  allow(...origins: string[]): void
  /** Nothing has touched the canary, and nothing was tried but what is allowed. */
  expectNothingElse(): void
  close(): Promise<void>
}

export async function openLookout(): Promise<Lookout> {
  const canary = await openCanary()
  const watch = watchConnections()
  const allowed = new Set<string>()
  return {
    urls: insideUrls(canary.port, Boolean(process.env.PROVE)),
    allow(...origins) {
      for (const origin of origins) allowed.add(new URL(origin).host.replace(/^\[(.*)\]/, '$1'))
    },
    expectNothingElse() {
      expect(canary.hits).toEqual([])
      // Postgres is a socket without a port, and its address says `localhost`.
      const strange = [...watch.attempts].filter(
        (attempt) => !allowed.has(attempt) && attempt !== 'localhost',
      )
      expect(strange).toEqual([])
    },
    async close() {
      watch.stop()
      await canary.close()
    },
  }
}
