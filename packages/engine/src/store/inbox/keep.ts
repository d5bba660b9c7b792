import pg from 'pg'
import { isAway } from '../errors.ts'
import type { Sessions } from '../sessions.ts'

/** A delivery as it came in. */
export interface Delivery {
  /** Of the URL it came to; `bareEndpoint` for the one without an id. */
  readonly endpointId: string
  /** SHA-256 of the body: no delivery has a number, so equal bytes at one URL are the same delivery. */
  readonly digest: Buffer
  /** By the sender's clock, epoch milliseconds; null without a signature. */
  readonly signedAtMs: number | null
  readonly isVerified: boolean
  /** Why its payload must not be applied: its stamp is too old, too new, or its encoding is broken. */
  readonly caveat: 'stale' | 'clock' | 'undecodable' | null
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
}

/** The URL without an id, of hand-made subscriptions. */
export const bareEndpoint = '00000000-0000-0000-0000-000000000000'

export interface Kept {
  readonly id: string
  /** False: the same bytes came to the same URL before; it was counted. */
  readonly isNew: boolean
}

/** Where deliveries are kept before they are answered. */
export interface Inbox {
  /**
   * Resolves once the delivery is committed to disk, within 5 s or not at all.
   *
   * @throws whatever Postgres or the way to it has to say; it may then be kept or not, and a repeat only counts.
   */
  keep(delivery: Delivery): Promise<Kept>
  close(): Promise<void>
}

/** Less than the 5 s within which a sender is told that nothing was kept, also where waiting, connecting and writing add up. */
const mostMs = 4500
const connectMs = 2500
const insertMs = 2000

/** Two write while the others gather: more would only split what can go together. */
const writers = 2
const mostTogether = 32

/**
 * A small pool of its own, so that nobody else's work keeps a delivery waiting. What arrives while a commit is under way
 * goes together with the next one: under load a commit, the dearest part, is shared.
 *
 * Each statement insists on `synchronous_commit` for its own transaction, whoever the session belongs to: without it a
 * commit that was answered may be forgotten by a crash (reliability, section 2: 8 of 7,434 were).
 */
export function openInbox(options: {
  readonly connectionString: string
  readonly sessions: Pick<Sessions, 'known'>
  readonly onError: (error: Error) => void
}): Inbox {
  const pool = new pg.Pool({
    connectionString: options.connectionString,
    application_name: 'calendly-sync inbox',
    max: writers,
    connectionTimeoutMillis: connectMs,
    query_timeout: insertMs,
    idleTimeoutMillis: 60_000,
  })
  pool.on('error', options.onError)
  pool.on('connect', (client) => client.on('error', options.onError))
  const waiting: Waiting[] = []
  let writing = 0

  function write(): void {
    while (writing < writers && waiting.length > 0) {
      writing += 1
      const isPrepared = options.sessions.known === 'own'
      void writeTogether(pool, isPrepared, takeBatch(waiting), giveUp).finally(() => {
        writing -= 1
        write()
      })
    }
  }

  /** The database is away for those, too, whose turn has not come. */
  function giveUp(error: unknown): void {
    for (const { reject } of waiting.splice(0)) reject(error)
  }

  return {
    keep(delivery) {
      let late: NodeJS.Timeout | undefined
      const keeping = new Promise<Kept>((resolve, reject) => {
        const one = { delivery, key: keyOf(delivery.endpointId, delivery.digest), resolve, reject }
        // What is being written goes on, and a repeat will only count; what has not had its turn is forgotten.
        late = setTimeout(() => {
          const at = waiting.indexOf(one)
          if (at >= 0) waiting.splice(at, 1)
          reject(new Error(`The database took longer than ${mostMs} ms to keep it.`))
        }, mostMs)
        waiting.push(one)
        write()
      })
      return keeping.finally(() => clearTimeout(late))
    },
    close: () => pool.end(),
  }
}

/** A delivery whose sender waits for its answer. */
interface Waiting {
  readonly delivery: Delivery
  readonly key: string
  readonly resolve: (kept: Kept) => void
  readonly reject: (error: unknown) => void
}

function keyOf(endpointId: string, digest: Buffer): string {
  return `${endpointId} ${digest.toString('base64')}`
}

/** Takes the oldest, but of equal ones only the first: one statement can count a row once. Sorted, so that two batches never wait for each other. */
function takeBatch(waiting: Waiting[]): Waiting[] {
  const batch = new Map<string, Waiting>()
  for (let at = 0; at < waiting.length && batch.size < mostTogether; ) {
    const one = waiting[at]
    if (!one || batch.has(one.key)) at += 1
    else {
      batch.set(one.key, one)
      waiting.splice(at, 1)
    }
  }
  return [...batch.values()].sort((a, b) => (a.key < b.key ? -1 : 1))
}

/** Never rejects: each sender is answered. One that fails by itself does not take the others with it. */
async function writeTogether(
  pool: pg.Pool,
  isPrepared: boolean,
  batch: readonly Waiting[],
  giveUp: (error: unknown) => void,
): Promise<void> {
  try {
    const { rows } = await pool.query<Row>({
      ...(isPrepared && { name: `calendly_sync_keep_${batch.length}` }),
      text: insert(batch.length),
      values: batch.flatMap(({ delivery }) => valuesOf(delivery)),
    })
    const kept = new Map(rows.map((row) => [keyOf(row.endpoint_id, row.digest), row]))
    for (const { key, resolve, reject } of batch) {
      const row = kept.get(key)
      if (row) resolve({ id: row.id, isNew: row.is_new })
      else reject(new Error('an upsert answers every row'))
    }
  } catch (error) {
    if (isAway(error)) giveUp(error)
    if (isAway(error) || batch.length === 1) for (const { reject } of batch) reject(error)
    else for (const one of batch) await writeTogether(pool, isPrepared, [one], giveUp)
  }
}

interface Row {
  readonly id: string
  readonly endpoint_id: string
  readonly digest: Buffer
  readonly is_new: boolean
}

function valuesOf(delivery: Delivery): readonly unknown[] {
  const { endpointId, digest, signedAtMs, isVerified, caveat, headers, body } = delivery
  const signedAt = signedAtMs === null ? null : signedAtMs / 1000
  return [endpointId, digest, signedAt, isVerified, caveat, JSON.stringify(headers), body]
}

/**
 * Seven parameters a row: endpoint, digest, seconds, verified, caveat, headers, body. Leans on the unique key. What
 * RETURNING sets holds until the statement's own commit, and no longer.
 */
function insert(rows: number): string {
  return `
  INSERT INTO calendly_sync.webhook_deliveries AS d (endpoint_id, digest, signed_at, is_verified, caveat, headers, body)
  VALUES ${Array.from({ length: rows }, (_, n) => parameters(n * 7)).join(', ')}
  ON CONFLICT (endpoint_id, digest) DO UPDATE SET seen = d.seen + 1, last_seen_at = now()
  RETURNING id, endpoint_id, digest, xmax = 0 AS is_new, set_config('synchronous_commit', 'on', true)`
}

function parameters(at: number): string {
  return `($${at + 1}::uuid, $${at + 2}::bytea, to_timestamp($${at + 3}::float8), $${at + 4}::boolean, $${at + 5},
    $${at + 6}::jsonb, $${at + 7}::bytea)`
}
