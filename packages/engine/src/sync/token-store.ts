import type { TokenStore } from '../calendly/tokens.ts'
import type { Secrets } from '../secrets.ts'
import { failRefresh, readCredential, saveRefreshed, takeRefresh } from '../store/credentials.ts'
import type { Database } from '../store/database.ts'

/** What a stored token is sealed for. */
export function sealedCredential(credential: string, field: 'access_token' | 'refresh_token'): string {
  return `credentials ${credential} ${field}`
}

/** What the verifier of a sign-in under way is sealed for. @param digest - of its state. */
export function sealedVerifier(digest: Buffer): string {
  return `oauth_states ${digest.toString('hex')} code_verifier`
}

/** The tokens of users on Postgres, sealed there and open here. */
export function createTokenStore(database: Database, secrets: Secrets): TokenStore {
  return {
    async read(credential) {
      const row = await readCredential(database, credential)
      return (
        row && {
          accessToken: secrets.open(row.access_token, sealedCredential(credential, 'access_token')),
          generation: row.generation,
          leftMs: row.left_ms,
          isEnded: row.is_ended,
        }
      )
    },
    async take(credential, generation, holder) {
      const turn = await takeRefresh(database, credential, generation, holder)
      if (turn.turn !== 'yours') return turn
      const of = sealedCredential(credential, 'refresh_token')
      return { turn: 'yours', refreshToken: secrets.open(turn.refreshToken, of) }
    },
    save: (credential, holder, pair) =>
      saveRefreshed(database, credential, holder, {
        accessToken: secrets.seal(pair.accessToken, sealedCredential(credential, 'access_token')),
        refreshToken: secrets.seal(pair.refreshToken, sealedCredential(credential, 'refresh_token')),
        expiresInMs: pair.expiresInMs,
        scopes: pair.scopes,
      }),
    fail: (credential, holder, how) => failRefresh(database, credential, holder, how),
  }
}
