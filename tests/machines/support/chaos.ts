import { setTimeout as sleep } from 'node:timers/promises'
import { createRandom } from '../../../packages/engine/src/store/merge/model/random.ts'

/** What may happen to a process. */
export type Blow = 'freeze past the lease' | 'freeze' | 'kill' | 'restart'

/** One of several processes that do the same work; how it is begun and ended is the caller's. */
export interface Machine {
  /** Whether it is in the middle of something. */
  isBusy(): Promise<boolean>
  freeze(): void
  wake(): void
  /** SIGKILL; a new one takes its place when it is begun. */
  kill(): Promise<void>
  /** SIGTERM, and the end of its draining. */
  drain(): Promise<void>
  begin(): Promise<void>
}

export interface Chaos {
  /** How often each blow fell so far. */
  readonly blows: Readonly<Record<Blow, number>>
  /** Lets the blow under way end, wakes and begins whoever is down; no more fall. */
  stop(): Promise<void>
}

const pastLeaseMs = 17_000

/**
 * Strikes one machine after the other, each in the middle of something, never two at a time, in an order that replays from
 * its seed. The first two blows are
 * the hardest, so that a short run has them as well.
 *
 * @param deceive - called before a machine is struck; what it returns, as soon as the machine stands still.
 * @param note - told of each blow.
 */
export function startChaos(
  seed: number,
  machines: readonly Machine[],
  deceive: () => () => void,
  note: (what: string) => void,
): Chaos {
  const random = createRandom(seed)
  const blows: Record<Blow, number> = { 'freeze past the lease': 0, freeze: 0, kill: 0, restart: 0 }
  const ending = new AbortController()
  const wait = (ms: number) => sleep(ms, undefined, { signal: ending.signal }).catch(() => {})
  const order: Blow[] = ['kill', 'freeze past the lease']

  async function strike(machine: Machine, blow: Blow): Promise<void> {
    const undeceive = deceive()
    // Of three that may lead a tick, the one that is meant does so within ten seconds.
    for (let looks = 0; looks < 500 && !ending.signal.aborted && !(await machine.isBusy()); looks++)
      await wait(20)
    await wait(50)
    if (blow === 'kill') await machine.kill()
    if (blow === 'restart') await machine.drain()
    if (blow === 'kill' || blow === 'restart') {
      undeceive()
      await wait(random.below(3000))
      await machine.begin()
      return
    }
    machine.freeze()
    undeceive()
    await wait(blow === 'freeze' ? 500 + random.below(4000) : pastLeaseMs + random.below(3000))
    machine.wake()
  }

  const striking = (async () => {
    while (!ending.signal.aborted) {
      const machine = machines[random.below(machines.length)]
      const any = (['freeze past the lease', 'freeze', 'kill', 'restart'] as const)[random.below(4)]
      const blow = order.shift() ?? any ?? 'freeze'
      note(`${blow}: machine ${machine ? machines.indexOf(machine) : '?'}`)
      if (machine) await strike(machine, blow)
      blows[blow] += 1
      await wait(random.below(2000))
    }
  })()
  return {
    blows,
    async stop() {
      ending.abort()
      await striking
    },
  }
}
