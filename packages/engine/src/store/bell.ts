import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import type { Log } from '../log.ts'
import { openBellLine, pgChannel } from './bell-line.ts'
import type { Sessions } from './sessions.ts'

const channels = ['changes', 'runs', 'accounts', 'deliveries', 'inbox', 'queue', 'alerts'] as const

/** What a ring is about; whoever hears it looks for himself. */
export type BellChannel = (typeof channels)[number]

/** Tells all processes on one database that something is worth a look. It carries no data. */
export interface Bell {
  /**
   * Calls the listeners of this process at the next turn, and those of other processes within 50 ms. Call it after the
   * transaction has ended: who looks before the commit sees nothing. Never throws; many rings become one.
   */
  ring(channel: BellChannel): void
  /** Calls back at rings, and once a second while other processes cannot be heard. @returns how to stop. */
  on(channel: BellChannel, listener: () => void): () => void
  /** Sends what is still to be sent, for a second at most, and listens no more. */
  close(): Promise<void>
}

export interface BellOptions {
  /** Direct or session address; through a transaction pooler listeners are called once a second instead. */
  readonly connectionString: string
  /** Rings go out through it; it must stay open until the bell is closed. */
  readonly pool: pg.Pool
  readonly sessions: Pick<Sessions, 'find'>
  readonly log: Log
}

/** A NOTIFY takes a lock that all commits with one share: so long nobody sends a second on the same channel. */
const restMs = 50
const closeWithinMs = 1000

/**
 * Opens a bell over LISTEN and NOTIFY (PostgreSQL docs, "NOTIFY"). Nothing depends on a NOTIFY getting through: while
 * this process cannot listen, its listeners are called once a second. The connection that listens is made with the
 * first listener.
 */
export function openBell({ connectionString, pool, sessions, log }: BellOptions): Bell {
  const self = randomUUID()
  const listeners = new Map(channels.map((channel) => [channel, new Set<() => void>()]))
  const told = new Set<BellChannel>()
  const resting = new Set<BellChannel>()
  const waiting = new Set<BellChannel>()
  const sending = new Set<Promise<void>>()
  let line: ReturnType<typeof openBellLine> | undefined
  let isClosed = false

  function tell(channel: BellChannel): void {
    if (told.has(channel)) return
    told.add(channel)
    setImmediate(() => {
      told.delete(channel)
      for (const listener of [...(listeners.get(channel) ?? [])]) callSafely(listener)
    })
  }

  function callSafely(listener: () => void): void {
    try {
      listener()
    } catch (error) {
      log.error('a listener of the bell failed', { error })
    }
  }

  const notify = async (word: string) => {
    await pool.query('SELECT pg_notify($1, $2)', [pgChannel, `${word} ${self}`])
  }

  function send(channel: BellChannel): void {
    const sent = notify(channel).catch(() => {}) // whoever waits for it looks once a second
    sending.add(sent)
    void sent.then(() => sending.delete(sent))
    resting.add(channel)
    const rest = new Promise((resolve) => setTimeout(resolve, restMs).unref())
    void Promise.all([sent, rest]).then(() => {
      resting.delete(channel)
      if (waiting.delete(channel)) send(channel)
    })
  }

  /** The sender's own word comes back to it: its listeners were called already. */
  function hear(word: string): void {
    const [what, sender] = word.split(' ')
    const channel = channels.find((name) => name === what)
    if (channel && sender !== self) tell(channel)
  }

  return {
    ring(channel) {
      if (isClosed) return
      tell(channel)
      if (resting.has(channel)) waiting.add(channel)
      else send(channel)
    },
    on(channel, listener) {
      listeners.get(channel)?.add(listener)
      if (!isClosed) {
        line ??= openBellLine({
          connectionString,
          sessions,
          log,
          hear,
          isOwnProof: (word) => word === `proof ${self}`,
          sendProof: () => notify('proof'),
          lookAnyway: () => channels.forEach(tell),
        })
      }
      return () => listeners.get(channel)?.delete(listener)
    },
    async close() {
      isClosed = true
      for (const channel of waiting) send(channel)
      waiting.clear()
      const all = Promise.all([...sending, line?.close()])
      await Promise.race([all, new Promise((resolve) => setTimeout(resolve, closeWithinMs).unref())])
      for (const set of listeners.values()) set.clear()
    },
  }
}
