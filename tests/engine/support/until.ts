import { setTimeout as sleep } from 'node:timers/promises'

/** Looks again and again until there is something, and answers it. @throws when there is nothing after `timeoutMs`. */
export async function until<Found>(
  what: string,
  look: () => Promise<Found | undefined | false> | Found | undefined | false,
  timeoutMs = 90_000,
): Promise<Found> {
  const deadline = performance.now() + timeoutMs
  // What comes soon is seen soon; what takes seconds is not looked for more often than it is worth.
  for (let waitMs = 10; ; waitMs = Math.min(waitMs * 1.2, 100)) {
    const found = await look()
    if (found !== undefined && found !== false) return found
    if (performance.now() > deadline) throw new Error(`Waited ${timeoutMs / 1000} s in vain for: ${what}.`)
    await sleep(waitMs)
  }
}
