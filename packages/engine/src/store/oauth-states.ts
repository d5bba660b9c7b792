import type { Database } from './database.ts'

/** A sign-in at Calendly that a user of ours has started. */
export interface OAuthState {
  /** SHA-256 of the state that travels, as Postgres writes it. */
  readonly digest: string
  readonly userId: string
  /** Sealed. */
  readonly codeVerifier: string
  readonly redirectUri: string
}

/** What the verifier of a sign-in under way is sealed for. */
export function sealedVerifier(digest: string): string {
  return `oauth_states ${digest} code_verifier`
}

/** As long as a code is good at Calendly (api-reference, section 3.2). */
const lifeSeconds = 600
/** Calendly takes 8 token calls a minute and user; whoever starts more often than that cannot complete them. */
const mostAMinute = 8

/** Writes down a start, and forgets what has expired. @returns false when the user has started too many just now. */
export async function saveOAuthState(database: Database, state: OAuthState): Promise<boolean> {
  return database.transaction('installation', async (tx) => {
    await tx.query('DELETE FROM calendly_sync.oauth_states WHERE expires_at < now()')
    const recent = await tx.query(
      `SELECT FROM calendly_sync.oauth_states WHERE user_id = $1 AND expires_at > now() + ($2 - 60) * interval '1 s'`,
      [state.userId, lifeSeconds],
    )
    if (recent.length >= mostAMinute) return false
    await tx.query(
      `INSERT INTO calendly_sync.oauth_states (digest, user_id, code_verifier, redirect_uri, expires_at)
       VALUES ($1::bytea, $2, $3, $4, now() + $5 * interval '1 s')`,
      [state.digest, state.userId, state.codeVerifier, state.redirectUri, lifeSeconds],
    )
    return true
  })
}

/** Takes a start out: it can be completed once, in time, and by the user who started it. */
export async function takeOAuthState(
  database: Database,
  digest: string,
  userId: string,
): Promise<{ readonly code_verifier: string; readonly redirect_uri: string } | undefined> {
  const [row] = await database.query<{ code_verifier: string; redirect_uri: string }>(
    'installation',
    `DELETE FROM calendly_sync.oauth_states WHERE digest = $1::bytea AND user_id = $2 AND expires_at > now()
     RETURNING code_verifier, redirect_uri`,
    [digest, userId],
  )
  return row
}
