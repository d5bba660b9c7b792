import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'

/**
 * Who looks after a running cluster.
 *
 *   guest ──(lock free)──▶ owner ──stop──▶ no guests: stops the server
 *     ▲                      │             guests:    leaves it to one of them
 *     └──── server lost, revived ◀─────────┘
 *
 * The owner is the process whose session holds an advisory lock in the cluster itself: it is given to one process only,
 * and is free the instant that process dies, kill -9 included. Guests hold a shared lock, by which the owner knows them.
 */
export type Watch = {
  readonly owner: boolean
  /** Ends the watch. @returns true when the server is the caller's to stop. */
  leave(): Promise<boolean>
}

export type WatchOptions = {
  socketDir: string
  /** Brings a lost server back, at the same socket folder. */
  revive: () => Promise<unknown>
  warn: (message: string) => void
}

const OWNER_LOCK = '7018242021001'
const GUEST_LOCK = '7018242021002'
const LOOK_MS = 1_000
const LONGEST_PAUSE_MS = 5_000

export async function watchCluster({ socketDir, revive, warn }: WatchOptions): Promise<Watch> {
  const ended = new AbortController()
  let session = await openSession(socketDir)
  const loop = look()
  return {
    get owner() {
      return session.owner
    },
    async leave() {
      ended.abort()
      await loop
      const stops = await session.mayStop().catch(() => session.owner)
      await session.close()
      return stops
    },
  }

  async function look(): Promise<void> {
    while (await pause(LOOK_MS)) {
      if (session.lost) await recover()
      else if (!session.owner) await session.tryOwn().catch(() => undefined) // lost: seen at the next look
    }
  }

  async function recover(): Promise<void> {
    warn('The embedded database went away; bringing it back.')
    for (let delayMs = 100; ; delayMs = Math.min(delayMs * 2, LONGEST_PAUSE_MS)) {
      try {
        await revive()
        session = await openSession(socketDir)
        return warn('The embedded database is back.')
      } catch (error) {
        warn(`The embedded database is still away: ${error instanceof Error ? error.message : String(error)}`)
      }
      if (!(await pause(delayMs))) return
    }
  }

  /** @returns false when the watch has ended. */
  async function pause(delayMs: number): Promise<boolean> {
    await sleep(delayMs, undefined, { ref: false, signal: ended.signal }).catch(() => undefined)
    return !ended.signal.aborted
  }
}

type Session = {
  readonly owner: boolean
  readonly lost: boolean
  tryOwn(): Promise<void>
  mayStop(): Promise<boolean>
  close(): Promise<void>
}

async function openSession(socketDir: string): Promise<Session> {
  const client = new pg.Client({
    host: socketDir,
    user: 'postgres',
    database: 'postgres',
    connectionTimeoutMillis: 10_000,
    application_name: 'calendly-sync watch',
  })
  let owner = false
  let lost = false
  const lose = () => {
    owner = false
    lost = true
  }
  client.on('error', lose)
  client.on('end', lose)
  await client.connect()
  const session: Session = {
    get owner() {
      return owner
    },
    get lost() {
      return lost
    },
    async tryOwn() {
      const { rows } = await client.query<{ won: boolean }>(
        `SELECT pg_try_advisory_lock(${OWNER_LOCK}) AS won`,
      )
      owner = rows[0]?.won === true
      if (owner) await client.query(`SELECT pg_advisory_unlock_shared(${GUEST_LOCK})`)
    },
    async mayStop() {
      socketOf(client).ref()
      if (!owner) await session.tryOwn() // the owner may have left within the last second
      if (!owner) return false
      // A bigint key is shown in pg_locks as its two halves.
      const { rows } = await client.query<{ guests: string }>(
        `SELECT count(*) AS guests FROM pg_locks
          WHERE locktype = 'advisory' AND (classid::bigint << 32 | objid::bigint) = ${GUEST_LOCK}`,
      )
      return rows[0]?.guests === '0'
    },
    async close() {
      socketOf(client).ref()
      await client.end().catch(() => undefined)
    },
  }
  await client.query(`SELECT pg_advisory_lock_shared(${GUEST_LOCK})`)
  await session.tryOwn()
  socketOf(client).unref() // watching alone keeps no process alive
  return session
}

// pg.Client hands these to its socket; its types do not list them.
function socketOf(client: pg.Client): { ref(): void; unref(): void } {
  return client as pg.Client & { ref(): void; unref(): void }
}
