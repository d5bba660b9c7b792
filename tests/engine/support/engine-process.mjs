/*
 * An engine in a process of its own, to be killed and frozen. Its orders (`EngineOrders`) come as JSON in ENGINE; it prints
 * a line when it has started, and drains on SIGTERM. Plain JavaScript on what was built: loaded from its sources a process
 * takes twice the time to start, and some tests start dozens.
 */
import { createSync, systemClock } from 'calendly-sync-engine'

const print = (level) => (msg, facts) => console.log(JSON.stringify({ level, msg, ...facts, at: Date.now() }))

// Written by `startEngineProcess` of this folder, and by nobody else.
const { skewMs = 0, ...orders } = JSON.parse(process.env.ENGINE ?? '{}')

const log = { debug: () => {}, info: print('info'), warn: print('warn'), error: print('error') }
const clock = { ...systemClock, now: () => systemClock.now() + skewMs }
const sync = createSync({ ...orders, clock, log })
await sync.start()
print('info')('started')

process.once('SIGTERM', () => {
  void sync.stop().then(() => process.exit(0))
})
