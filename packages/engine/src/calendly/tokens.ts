import { randomUUID } from 'node:crypto'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import { CalendlyError } from './errors.ts'
import { type OAuth, OAuthError, type TokenPair } from './oauth.ts'

/** A user's token as this process may use it. */
export interface HeldToken {
  readonly accessToken: string
  /** Counts the pairs. */
  readonly generation: number
  /** Until it expires, by the store's clock; null: it does not. */
  readonly leftMs: number | null
  /** Its user must connect again. */
  readonly isEnded: boolean
}

/** Who may ask Calendly for a new pair (`store/credentials.ts` says what each means). */
export type Turn =
  | { readonly turn: 'yours'; readonly refreshToken: string }
  | { readonly turn: 'taken' | 'done' | 'ended' }
  | { readonly turn: 'later'; readonly waitMs: number }

/** Memory of tokens that all processes share, and that survives them. */
export interface TokenStore {
  read(credential: string): Promise<HeldToken | undefined>
  take(credential: string, generation: number, holder: string): Promise<Turn>
  /** @returns false when the turn was not this holder's any more. */
  save(credential: string, holder: string, pair: TokenPair): Promise<boolean>
  fail(credential: string, holder: string, how: 'unsent' | 'unanswered' | 'refused'): Promise<void>
}

/** The tokens that users have brought, always fresh. */
export interface Tokens {
  /**
   * A token that Calendly takes, as far as can be known. It is refreshed ahead of its end, by one process at a time; the
   * others go on with the old one while it lasts, or wait.
   *
   * @param refused - the token that Calendly has just answered 401 to: a newer one is wanted, if there can be one.
   * @throws CalendlyError `unauthenticated` when its user must connect again, `unavailable` when nobody can tell just now.
   */
  accessToken(credential: string, refused?: string): Promise<string>
}

/** A token, and how long it need not be looked for again. */
interface Found {
  readonly token: string
  readonly forMs: number
}

/** A token with less life than this is refreshed: a call may wait a while before it is sent. */
const marginMs = 5 * 60_000
/** A token is read again after so long: somebody may have connected anew, or disconnected. */
const rememberedMs = 30_000
/** While another process asks for the pair. */
const lookEveryMs = 100
/** A minute, twice what a call may take: longer waits nobody for somebody else's question. */
const mostLooks = 600

export function createTokens(options: {
  readonly store: TokenStore
  /** Undefined: no app is configured, so nothing can be refreshed. */
  readonly oauth: OAuth | undefined
  readonly clock: Clock
  readonly log: Log
}): Tokens {
  const { store, oauth, clock, log } = options
  const remembered = new Map<string, { readonly token: string; readonly untilMs: number }>()
  const finding = new Map<string, Promise<Found>>()

  async function find(credential: string, refused: string | undefined): Promise<Found> {
    for (let looks = 0; looks < mostLooks; looks++) {
      const held = await store.read(credential)
      if (!held || held.isEnded) throw mustConnect()
      const leftMs = held.leftMs !== null && held.accessToken === refused ? 0 : held.leftMs
      if (leftMs === null || leftMs > marginMs) return { token: held.accessToken, forMs: rememberedMs }
      // The old one is good for a while longer, whoever asks for the new one and whether or not that works.
      const spare =
        leftMs > 0 ? { token: held.accessToken, forMs: Math.min(leftMs, rememberedMs) } : undefined
      const next = await renew(credential, held.generation, spare)
      if (next !== undefined) return next
    }
    throw notNow('another process has been asking for too long')
  }

  /** @returns the new token, or the spare one; undefined: look again. */
  async function renew(
    credential: string,
    generation: number,
    spare: Found | undefined,
  ): Promise<Found | undefined> {
    const holder = randomUUID()
    const mine = await store.take(credential, generation, holder)
    switch (mine.turn) {
      case 'yours':
        return (await ask(credential, holder, mine.refreshToken)) ?? spare
      case 'later':
        if (spare === undefined) throw notNow('it is asked again in a few seconds')
        return spare
      case 'taken':
        if (spare === undefined) await clock.sleep(lookEveryMs)
        return spare
      case 'done':
        return undefined
      default:
        throw mustConnect()
    }
  }

  /** Asks Calendly once. @returns undefined when that brought no pair; the store knows why. */
  async function ask(credential: string, holder: string, refreshToken: string): Promise<Found | undefined> {
    try {
      if (!oauth) throw new OAuthError('oauth_unsent', 'CALENDLY_CLIENT_ID is not set any more.')
      const pair = await oauth.refresh(refreshToken)
      const isOurs = await store.save(credential, holder, pair)
      if (!isOurs) log.warn('a sign-in at Calendly was renewed too late; its user may have to connect again')
      return isOurs ? { token: pair.accessToken, forMs: rememberedMs } : undefined
    } catch (error) {
      if (!(error instanceof OAuthError)) throw error
      log.warn('a sign-in at Calendly could not be renewed', { error })
      await store.fail(credential, holder, meaning[error.code])
      return undefined
    }
  }

  return {
    async accessToken(credential, refused) {
      const known = remembered.get(credential)
      if (known && known.token !== refused && clock.monotonic() < known.untilMs) return known.token
      const key = `${credential} ${refused ?? ''}`
      const found = finding.get(key) ?? find(credential, refused).finally(() => finding.delete(key))
      finding.set(key, found)
      const { token, forMs } = await found
      remembered.set(credential, { token, untilMs: clock.monotonic() + forMs })
      return token
    },
  }
}

/** An app that Calendly refuses is the operator's to put right: the refresh token was not used. */
const meaning = {
  oauth_refused: 'refused',
  oauth_app_refused: 'unsent',
  oauth_unsent: 'unsent',
  oauth_unanswered: 'unanswered',
} as const

const route = 'POST /oauth/token'

function mustConnect(): CalendlyError {
  const message = 'the connection to Calendly has ended; connect this account again.'
  return new CalendlyError('unauthenticated', { route, message })
}

function notNow(why: string): CalendlyError {
  return new CalendlyError('unavailable', { route, message: `the token could not be renewed: ${why}.` })
}
