import type { RequestLogEntry } from '../api/request-log.ts'
import type { Random } from '../random.ts'
import type { Fault, FaultEffect, Faults, FaultTarget, FiredFault } from './types.ts'

/** What is to be done to one answer. */
export interface Spoiling {
  effects: FaultEffect[]
  /** Resolves when a held answer may go. */
  held: Promise<void> | undefined
  /** False: a write is not carried out, its answer is spoiled before. */
  acts: boolean
}

export interface FaultRegistry extends Faults {
  /** Decides what happens to the request; counts it against `nth` and `times`. */
  strike(entry: RequestLogEntry): Spoiling
}

interface Armed {
  target: FaultTarget
  effect: Fault | undefined
  held: Promise<void> | undefined
  onFired: () => void
  seen: number
  fired: number
}

const keptFired = 10_000

export function createFaults(random: Random): FaultRegistry {
  const armed = new Set<Armed>()
  const releases = new Set<() => void>()
  const log: FiredFault[] = []

  const arm = (target: FaultTarget, effect: Fault | undefined, held?: Promise<void>) => {
    const fault: Armed = { target, effect, held, onFired: () => {}, seen: 0, fired: 0 }
    armed.add(fault)
    return fault
  }

  return {
    add: (fault: Fault) => {
      const added = arm(fault, fault)
      return () => armed.delete(added)
    },
    hold: (target) => {
      const gate = withResolvers()
      const arrival = withResolvers()
      const fault = arm({ nth: 1, ...target }, undefined, gate.promise)
      fault.onFired = arrival.resolve
      const release = () => {
        armed.delete(fault)
        releases.delete(release)
        gate.resolve()
      }
      releases.add(release)
      return { arrived: arrival.promise, release }
    },
    clear: () => {
      armed.clear()
      for (const release of [...releases]) release()
    },
    armed: () => [...armed].flatMap(({ effect }) => (effect ? [effect] : [])),
    fired: () => [...log],
    strike: (entry) => {
      const spoiling: Spoiling = { effects: [], held: undefined, acts: true }
      for (const fault of armed) {
        if (!fits(fault.target, entry)) continue
        fault.seen += 1
        if (!isDue(fault, random)) continue
        fault.fired += 1
        fault.onFired()
        log.push({
          kind: fault.effect?.kind ?? 'held',
          template: entry.template,
          method: entry.method,
          request: entry.seq,
        })
        if (log.length > keptFired) log.shift()
        if (fault.effect) spoiling.effects.push(fault.effect)
        if (fault.held) spoiling.held = fault.held
        if (fault.effect && prevents(fault.effect) && fault.target.actsFirst !== true) spoiling.acts = false
      }
      return spoiling
    },
  }
}

function fits(target: FaultTarget, entry: RequestLogEntry): boolean {
  return (
    (target.method === undefined || target.method === entry.method) &&
    (target.template === undefined || target.template === entry.template) &&
    (target.when === undefined || target.when(entry))
  )
}

function isDue({ target, seen, fired }: Armed, random: Random): boolean {
  const times = target.times ?? (target.nth === undefined ? Number.POSITIVE_INFINITY : 1)
  if (seen < (target.nth ?? 1) || fired >= times) return false
  return target.probability === undefined || random.chance(target.probability)
}

// A late or oddly headed answer is still the answer to a write that was carried out.
function prevents(effect: FaultEffect): boolean {
  return effect.kind !== 'delay' && effect.kind !== 'headers'
}

function withResolvers(): { promise: Promise<void>; resolve: () => void } {
  let resolve = () => {}
  const promise = new Promise<void>((done) => {
    resolve = done
  })
  return { promise, resolve }
}
