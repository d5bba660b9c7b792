import pg from 'pg'
import { systemClock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { Sessions } from './sessions.ts'

/** The one channel of Postgres that all bells of a database use. */
export const pgChannel = 'calendly_sync_bell'

export interface BellLineOptions {
  readonly connectionString: string
  readonly sessions: Pick<Sessions, 'find'>
  readonly log: Log
  readonly hear: (word: string) => void
  readonly isOwnProof: (word: string) => boolean
  /** Sends the own proof by another connection than the one that listens. */
  readonly sendProof: () => Promise<void>
  /** Called once a second while nothing can be heard, and when it can be heard again. */
  readonly lookAnyway: () => void
}

const pollMs = 1000
const proveEveryMs = 30_000
const proofWithinMs = 5000
const longestWaitMs = 30_000

/**
 * The connection that listens:
 *
 *     connect → LISTEN → proof heard → up ── proof missed, connection ended ──▶ down, wait, connect again
 *
 * That LISTEN succeeded says little: a pooler in transaction mode takes it and never passes a word on, and a connection
 * that a firewall forgot stays silent as well. So we send ourselves a word by another way, now and every half minute, and
 * believe only what comes back. Where a pooler in transaction mode was found nobody listens at all: the word LISTEN would
 * stay behind in a session that belongs to somebody else. Timers are the machine's own: a clock that a test moves has nothing to say here.
 */
export function openBellLine(options: BellLineOptions): { close(): Promise<void> } {
  const closing = new AbortController()
  let isUp = false
  const poll = setInterval(() => {
    if (!isUp) options.lookAnyway()
  }, pollMs)
  poll.unref()

  function goUp(): void {
    if (isUp) return
    isUp = true
    options.lookAnyway() // what was rung while nobody could hear
  }

  async function keepListening(): Promise<void> {
    for (let failures = 0; !closing.signal.aborted; failures++) {
      try {
        if ((await options.sessions.find()) === 'lent') return // there is nothing to wait for: it stays so
        await listen(options, closing.signal, goUp)
      } catch (error) {
        if (closing.signal.aborted) return
        if (isUp) failures = 0
        if (failures === 0)
          options.log.warn('news of other processes is looked for once a second, until it is heard again', {
            error,
          })
      }
      isUp = false
      const waitMs = Math.min(100 * 2 ** failures, longestWaitMs) * (0.5 + Math.random() / 2)
      await systemClock.sleep(waitMs, closing.signal).catch(() => {})
    }
  }

  const ended = keepListening()
  return {
    async close() {
      clearInterval(poll)
      closing.abort(new Error('the bell is closed'))
      await ended
    },
  }
}

/** Listens for as long as it is proven to hear. @throws when the connection ends or misses a proof; so does the signal. */
async function listen(options: BellLineOptions, signal: AbortSignal, goUp: () => void): Promise<void> {
  const { connectionString, hear, isOwnProof, sendProof } = options
  const client = new pg.Client({
    connectionString,
    application_name: 'calendly-sync bell',
    connectionTimeoutMillis: proofWithinMs,
    keepAlive: true,
  })
  let proven = () => {}
  const ended = new Promise<never>((_, reject) => {
    client.on('error', reject) // stays: an error without a listener would end the process
    client.once('end', () => reject(new Error('the listening connection has ended')))
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
  ended.catch(() => {})
  client.on('notification', ({ payload = '' }) => {
    if (isOwnProof(payload)) proven()
    else hear(payload)
  })
  try {
    await Promise.race([client.connect(), ended])
    await Promise.race([client.query(`LISTEN ${pgChannel}`), ended])
    for (;;) {
      const heard = new Promise<void>((resolve) => {
        proven = resolve
      })
      const sent = sendProof()
      await Promise.race([Promise.all([sent, heard]), ended, missed(signal)])
      goUp()
      await Promise.race([systemClock.sleep(proveEveryMs, signal), ended])
    }
  } finally {
    client.end().catch(() => {}) // not waited for: a dead connection never answers
  }
}

async function missed(signal: AbortSignal): Promise<never> {
  await systemClock.sleep(proofWithinMs, signal)
  throw new Error('a word sent to ourselves was not heard: LISTEN does not work on this connection')
}
