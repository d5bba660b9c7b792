/*
 * An engine in a process of its own, to be killed and frozen. Its orders come as JSON in ENGINE; it prints a line
 * when it has started, and drains on SIGTERM.
 */
import { createSync, type SyncOptions } from 'calendly-sync-engine'

const print = (level: string) => (msg: string, facts?: object) =>
  console.log(JSON.stringify({ level, msg, ...facts, at: Date.now() }))

// Written by `startEngineProcess` of this folder, and by nobody else.
const orders = JSON.parse(process.env.ENGINE ?? '{}') as Omit<SyncOptions, 'clock' | 'log' | 'random'>

const log = { debug: () => {}, info: print('info'), warn: print('warn'), error: print('error') }
const sync = createSync({ ...orders, log })
await sync.start()
print('info')('started')

process.once('SIGTERM', () => {
  void sync.stop().then(() => process.exit(0))
})
