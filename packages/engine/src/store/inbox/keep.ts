import pg from 'pg'

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

/**
 * A small pool of its own, so that nobody else's work keeps a delivery waiting. It insists on `synchronous_commit`:
 * without it a commit that was answered may be forgotten by a crash (reliability, section 2: 8 of 7,434 were).
 */
export function openInbox(options: {
  readonly connectionString: string
  readonly poolSize?: number
  readonly onError: (error: Error) => void
}): Inbox {
  const pool = new pg.Pool({
    connectionString: options.connectionString,
    max: options.poolSize ?? 4,
    connectionTimeoutMillis: connectMs,
    query_timeout: insertMs,
    idleTimeoutMillis: 60_000,
    onConnect: async (client) => {
      await client.query('SET synchronous_commit = on')
    },
  })
  pool.on('error', options.onError)
  pool.on('connect', (client) => client.on('error', options.onError))
  return {
    async keep({ endpointId, digest, signedAtMs, isVerified, caveat, headers, body }) {
      const keeping = pool.query<{ id: string; is_new: boolean }>({
        name: 'calendly_sync_keep',
        text: insert,
        values: [
          endpointId,
          digest,
          signedAtMs === null ? null : signedAtMs / 1000,
          isVerified,
          caveat,
          JSON.stringify(headers),
          body,
        ],
      })
      const { rows } = await within(mostMs, keeping)
      const [row] = rows
      if (!row) throw new Error('an upsert answers one row')
      return { id: row.id, isNew: row.is_new }
    },
    close: () => pool.end(),
  }
}

/** What comes of it later is nobody's any more: it is kept then and counted when it is sent again, or it is not kept. */
async function within<Result>(ms: number, work: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`The database took longer than ${ms} ms to keep it.`)), ms)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

/** $1 endpoint, $2 digest, $3 seconds, $4 verified, $5 caveat, $6 headers, $7 body. Leans on the unique key. */
const insert = `
  INSERT INTO calendly_sync.webhook_deliveries AS d (endpoint_id, digest, signed_at, is_verified, caveat, headers, body)
  VALUES ($1, $2, to_timestamp($3::float8), $4, $5, $6, $7)
  ON CONFLICT (endpoint_id, digest) DO UPDATE SET seen = d.seen + 1, last_seen_at = now()
  RETURNING id, xmax = 0 AS is_new`
