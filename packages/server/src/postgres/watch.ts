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
const LEAVE_LOCK = '7018242021003'
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
    query_timeout: 10_000, // a frozen server must not keep us from leaving
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
      // One leaves at a time, and steps down before it lets the next one go: when all leave at once, the last one stops.
      await client.query(`SET lock_timeout = '5s'; SELECT pg_advisory_lock(${LEAVE_LOCK})`)
      if (!owner) await session.tryOwn() // the owner may have left within the last second
      if (owner && (await countGuests(client)) === 0) return true
      const own = owner ? `pg_advisory_unlock(${OWNER_LOCK})` : `pg_advisory_unlock_shared(${GUEST_LOCK})`
      owner = false
      await client.query(`SELECT ${own}`)
      return false
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

async function countGuests(client: pg.Client): Promise<number> {
  // pg_locks shows the key of an advisory lock as its two halves.
  const { rows } = await client.query<{ guests: number }>(
    `SELECT count(*)::int AS guests FROM pg_locks
      WHERE locktype = 'advisory' AND (classid::bigint << 32 | objid::bigint) = ${GUEST_LOCK}`,
  )
  return rows[0]?.guests ?? 0
}

// pg.Client hands these to its socket; its types do not list them.
function socketOf(client: pg.Client): { ref(): void; unref(): void } {
  return client as pg.Client & { ref(): void; unref(): void }
}
