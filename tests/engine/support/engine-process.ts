/*
 * An engine in a process of its own, to be killed and frozen. Its orders come as JSON in ENGINE; it prints a line
 * when it has started, and drains on SIGTERM.
 */
import { createSync, type SyncOptions, systemClock } from 'calendly-sync-engine'

/** What a process of its own is told. */
export interface EngineOrders extends Omit<SyncOptions, 'clock' | 'log' | 'random'> {
  /** How wrong its clock is. */
  readonly skewMs?: number
}

const print = (level: string) => (msg: string, facts?: object) =>
  console.log(JSON.stringify({ level, msg, ...facts, at: Date.now() }))

// Written by `startEngineProcess` of this folder, and by nobody else.
const { skewMs = 0, ...orders } = JSON.parse(process.env.ENGINE ?? '{}') as EngineOrders

const log = { debug: () => {}, info: print('info'), warn: print('warn'), error: print('error') }
const clock = { ...systemClock, now: () => systemClock.now() + skewMs }
const sync = createSync({ ...orders, clock, log })
await sync.start()
print('info')('started')

process.once('SIGTERM', () => {
  void sync.stop().then(() => process.exit(0))
})
