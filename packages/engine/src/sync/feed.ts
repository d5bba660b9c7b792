import { createHash, randomBytes } from 'node:crypto'
import type { Instant } from '../contract.ts'
import type { Database } from '../store/database.ts'
import { feedOwner, feedSince, removeFeed, saveFeed } from '../store/feeds.ts'

/** The calendar feed of a user, which calendars read with a token of its own and nothing else. */
export interface Feed {
  /** Opens the feed, or gives it another token: the one before opens nothing any more. @returns the token; only its hash is kept. */
  open(userId: string): Promise<string>
  /** @returns false when there was none. */
  close(userId: string): Promise<boolean>
  /** Since when the present token is good; null: there is no feed. */
  since(userId: string): Promise<Instant | null>
  /** Whose meetings a token opens. */
  owner(token: string): Promise<string | undefined>
}

export function createFeed(database: Database): Feed {
  return {
    async open(userId) {
      const token = randomBytes(32).toString('base64url')
      await saveFeed(database, userId, hashOf(token))
      return token
    },
    close: (userId) => removeFeed(database, userId),
    since: (userId) => feedSince(database, userId),
    owner: (token) => feedOwner(database, hashOf(token)),
  }
}

/** A plain hash will do: nobody guesses 256 random bits. */
function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
