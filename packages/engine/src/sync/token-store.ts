import type { TokenStore } from '../calendly/tokens.ts'
import type { Secrets } from '../secrets.ts'
import { failRefresh, readCredential, saveRefreshed, sealedToken, takeRefresh } from '../store/credentials.ts'
import type { Database } from '../store/database.ts'

/** The tokens of users on Postgres, sealed there and open here. */
export function createTokenStore(database: Database, secrets: Secrets): TokenStore {
  return {
    async read(credential) {
      const row = await readCredential(database, credential)
      return (
        row && {
          accessToken: secrets.open(row.access_token, ofAccess(credential)),
          generation: row.generation,
          leftMs: row.left_ms,
          isEnded: row.is_ended,
        }
      )
    },
    async take(credential, generation, holder) {
      const turn = await takeRefresh(database, credential, generation, holder)
      if (turn.turn !== 'yours') return turn
      const of = ofRefresh(credential)
      return { turn: 'yours', refreshToken: secrets.open(turn.refreshToken, of) }
    },
    save: (credential, holder, pair) =>
      saveRefreshed(database, credential, holder, {
        accessToken: secrets.seal(pair.accessToken, ofAccess(credential)),
        refreshToken: secrets.seal(pair.refreshToken, ofRefresh(credential)),
        expiresInMs: pair.expiresInMs,
        scopes: pair.scopes,
      }),
    fail: (credential, holder, how) => failRefresh(database, credential, holder, how),
  }
}

const ofAccess = sealedToken('access_token')
const ofRefresh = sealedToken('refresh_token')
