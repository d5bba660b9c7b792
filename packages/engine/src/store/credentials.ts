import type { Database, Transaction } from './database.ts'

/** A user's own token as stored; both texts are sealed. */
export interface StoredCredential {
  readonly access_token: string
  /** Counts the pairs. */
  readonly generation: number
  /** By the database's clock; null: a pasted token, which does not expire. */
  readonly left_ms: number | null
  /** Its user must connect again. */
  readonly is_ended: boolean
}

/** What a stored token is sealed for, by its credential. */
export function sealedToken(field: 'access_token' | 'refresh_token') {
  return (credential: string): string => `credentials ${credential} ${field}`
}

export async function readCredential(
  database: Database,
  credential: string,
): Promise<StoredCredential | undefined> {
  const [row] = await database.query<StoredCredential>(
    'installation',
    `SELECT access_token, generation, ended_at IS NOT NULL AS is_ended,
         (extract(epoch FROM expires_at - now()) * 1000)::float8 AS left_ms
       FROM calendly_sync.credentials WHERE credential = $1`,
    [credential],
  )
  return row
}

export interface NewCredential {
  readonly credential: string
  readonly userId: string
  /** Sealed. */
  readonly accessToken: string
  /** Sealed; null: a pasted token. */
  readonly refreshToken: string | null
  readonly expiresInMs: number | null
  readonly scopes: readonly string[] | null
}

/** Stores what a user has just connected with, in place of what was there. */
export async function saveCredential(tx: Transaction, one: NewCredential): Promise<void> {
  await tx.query(
    `INSERT INTO calendly_sync.credentials AS c (credential, user_id, access_token, refresh_token, expires_at, scopes)
     VALUES ($1, $2, $3, $4, now() + $5::float8 * interval '1 ms', $6)
     ON CONFLICT (credential) DO UPDATE SET access_token = excluded.access_token, refresh_token = excluded.refresh_token,
       expires_at = excluded.expires_at, scopes = excluded.scopes, generation = c.generation + 1,
       refresh_holder = NULL, refresh_started_at = NULL, refresh_tries = 0, refresh_after = NULL, ended_at = NULL`,
    [one.credential, one.userId, one.accessToken, one.refreshToken, one.expiresInMs, one.scopes],
  )
}

/** Destroys the tokens. @returns them, sealed, so that Calendly can be told. */
export async function deleteCredential(
  tx: Transaction,
  credential: string,
): Promise<{ access_token: string; refresh_token: string | null } | undefined> {
  const [row] = await tx.query<{ access_token: string; refresh_token: string | null }>(
    'DELETE FROM calendly_sync.credentials WHERE credential = $1 RETURNING access_token, refresh_token',
    [credential],
  )
  return row
}

/** Who may ask Calendly for a new pair. */
export type RefreshTurn =
  /** You; the refresh token is sealed. */
  | { readonly turn: 'yours'; readonly refreshToken: string }
  /** Somebody else asks at this moment. */
  | { readonly turn: 'taken' }
  /** There is a newer pair already. */
  | { readonly turn: 'done' }
  /** Calendly could not be asked just now; not before so long. */
  | { readonly turn: 'later'; readonly waitMs: number }
  /** Nobody any more: its user must connect again. */
  | { readonly turn: 'ended' }

/** Whoever asks has so long: twice what a call may take. Found later than that, its answer is lost. */
const askedForSeconds = 60

/** A question whose answer is lost is asked once more: it may never have arrived. A second loss ends the sign-in. */
const mostTries = 2

/**
 * Takes the right to refresh a pair, and writes down that it is about to be used: refresh tokens are single-use, so a
 * crash between question and answer must leave a trace (design section 6).
 *
 * @param generation - of the pair that is to be replaced.
 */
export async function takeRefresh(
  database: Database,
  credential: string,
  generation: number,
  holder: string,
): Promise<RefreshTurn> {
  return database.transaction('installation', async (tx) => {
    const [row] = await tx.query<{
      refresh_token: string | null
      generation: number
      is_ended: boolean
      is_taken: boolean
      refresh_tries: number
      wait_ms: number | null
    }>(
      `SELECT refresh_token, generation, refresh_tries, ended_at IS NOT NULL AS is_ended,
         refresh_holder IS NOT NULL AND refresh_started_at > now() - $2 * interval '1 s' AS is_taken,
         (extract(epoch FROM refresh_after - now()) * 1000)::float8 AS wait_ms
       FROM calendly_sync.credentials WHERE credential = $1 FOR UPDATE`,
      [credential, askedForSeconds],
    )
    if (!row?.refresh_token || row.is_ended) return { turn: 'ended' }
    if (row.generation !== generation) return { turn: 'done' }
    if (row.is_taken) return { turn: 'taken' }
    if (row.wait_ms !== null && row.wait_ms > 0) return { turn: 'later', waitMs: row.wait_ms }
    if (row.refresh_tries >= mostTries) {
      await tx.query('UPDATE calendly_sync.credentials SET ended_at = now() WHERE credential = $1', [
        credential,
      ])
      return { turn: 'ended' }
    }
    await tx.query(
      `UPDATE calendly_sync.credentials SET refresh_holder = $2, refresh_started_at = now(),
         refresh_tries = refresh_tries + 1 WHERE credential = $1`,
      [credential, holder],
    )
    return { turn: 'yours', refreshToken: row.refresh_token }
  })
}

/** Stores the new pair before anybody uses it. @returns false when the turn was not this holder's any more. */
export async function saveRefreshed(
  database: Database,
  credential: string,
  holder: string,
  pair: Pick<NewCredential, 'accessToken' | 'expiresInMs' | 'scopes'> & { readonly refreshToken: string },
): Promise<boolean> {
  const rows = await database.query(
    'installation',
    `UPDATE calendly_sync.credentials SET access_token = $3, refresh_token = $4,
         expires_at = now() + $5::float8 * interval '1 ms', scopes = coalesce($6, scopes), generation = generation + 1,
         refresh_holder = NULL, refresh_started_at = NULL, refresh_tries = 0, refresh_after = NULL
       WHERE credential = $1 AND refresh_holder = $2 RETURNING credential`,
    [credential, holder, pair.accessToken, pair.refreshToken, pair.expiresInMs, pair.scopes],
  )
  return rows.length > 0
}

/** How a question ended that brought no pair. */
export type RefreshFailure =
  /** Calendly never read it: it may be asked again after a while. */
  | 'unsent'
  /** Its answer is lost. */
  | 'unanswered'
  /** Calendly knows the refresh token no more. */
  | 'refused'

/** At most 8 token calls a minute (Calendly developer docs, "Rate limits"). */
const pauseSeconds = 10

/** Gives the turn back, and ends the sign-in where no further question can help. */
export async function failRefresh(
  database: Database,
  credential: string,
  holder: string,
  how: RefreshFailure,
): Promise<void> {
  await database.query(
    'installation',
    `UPDATE calendly_sync.credentials SET refresh_holder = NULL, refresh_started_at = NULL,
         refresh_after = now() + $4 * interval '1 s',
         refresh_tries = CASE WHEN $3 = 'unsent' THEN refresh_tries - 1 ELSE refresh_tries END,
         ended_at = CASE WHEN $3 = 'refused' OR ($3 = 'unanswered' AND refresh_tries >= $5) THEN now() END
       WHERE credential = $1 AND refresh_holder = $2`,
    [credential, holder, how, pauseSeconds, mostTries],
  )
}
