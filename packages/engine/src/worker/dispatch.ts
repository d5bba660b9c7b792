import { setTimeout as sleep } from 'node:timers/promises'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { Bell } from '../store/bell.ts'
import { createCall } from './call.ts'
import type { AccountJob, AccountQueue } from './queue.ts'

export interface DispatchOptions {
  readonly queue: AccountQueue
  /** Calls when something was put in line, here or by another process. */
  readonly bell: Pick<Bell, 'on'>
  /** Jobs in hand at most. */
  readonly concurrency: number
  readonly handle: (accountRunId: string) => Promise<void>
  readonly clock: Clock
  readonly log: Log
}

/** Where nobody calls. */
const lookEveryMs = 1000
/** A third of what the queue waits for a sign of life. */
const keepEveryMs = 3000

/**
 * Works on what is in line, so many jobs at a time, each place filled again as soon as it is free. One token has half of
 * the places at most: if all its calls hang there is room for the others.
 *
 * @returns how to end it: nothing more is taken, and what is in hand is waited for up to `graceMs`.
 */
export function startDispatch(options: DispatchOptions): { stop(graceMs: number): Promise<void> } {
  const { queue, concurrency, handle, clock, log } = options
  const ofOneToken = Math.ceil(concurrency / 2)
  const inHand = new Map<AccountJob, Promise<void>>()
  let ended: AccountJob[] = []
  let keptAtMs = clock.monotonic()
  let isStopping = false
  const call = createCall(clock)
  const silence = options.bell.on('queue', call.ring)

  function begin(job: AccountJob): void {
    const running = handle(job.accountRunId)
      .catch((error: unknown) =>
        log.warn('a run broke off; it is taken up again', { error, accountRunId: job.accountRunId }),
      )
      .finally(() => {
        inHand.delete(job)
        ended.push(job)
        call.ring()
      })
    inHand.set(job, running)
  }

  async function take(): Promise<AccountJob[]> {
    const room = roomFor([...inHand.keys()], concurrency, ofOneToken)
    return room.limit > 0 ? queue.take(room.limit, room.notOf) : []
  }

  async function settle(): Promise<void> {
    const settled = ended
    ended = []
    try {
      await queue.settle(settled)
    } catch (error) {
      ended.push(...settled)
      throw error
    }
  }

  async function step(): Promise<void> {
    await settle()
    if (clock.monotonic() - keptAtMs >= keepEveryMs) {
      keptAtMs = clock.monotonic()
      await queue.keep([...inHand.keys()])
    }
    const taken = isStopping ? [] : await take()
    for (const job of taken) begin(job)
    if (taken.length === 0) await call.wait(lookEveryMs)
  }

  const looping = (async () => {
    for (let failures = 0; !isStopping; ) {
      try {
        await step()
        failures = 0
      } catch (error) {
        failures += 1
        if (failures % 20 === 1) log.warn('taking work out of the queue failed; it is tried again', { error })
        await call.wait(lookEveryMs)
      }
    }
  })()
  return {
    async stop(graceMs) {
      isStopping = true
      silence()
      call.ring()
      const all = looping.then(() => Promise.all(inHand.values()))
      await Promise.race([all, sleep(graceMs, undefined, { ref: false })])
      await settle().catch(() => {}) // whoever missed it finds them when their signs of life end
    },
  }
}

/** How many jobs may be taken without one token getting more than its share, and of which tokens none. */
export function roomFor(
  inHand: readonly Pick<AccountJob, 'credential'>[],
  concurrency: number,
  ofOneToken: number,
): { readonly limit: number; readonly notOf: readonly string[] } {
  const counts = new Map<string, number>()
  for (const { credential } of inHand) counts.set(credential, (counts.get(credential) ?? 0) + 1)
  const notOf = [...counts].filter(([, count]) => count >= ofOneToken).map(([credential]) => credential)
  const most = Math.max(0, ...[...counts.values()].filter((count) => count < ofOneToken))
  return { limit: Math.min(concurrency - inHand.length, ofOneToken - most), notOf }
}
