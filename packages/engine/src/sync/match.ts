import { isRefusal } from '../calendly/errors.ts'
import type { Clock } from '../clock.ts'
import { matchUsers } from '../flows/match-users.ts'
import type { Log } from '../log.ts'
import { emailKey } from '../resources/email.ts'
import type { Database } from '../store/database.ts'
import { readHostUsers } from '../store/host-users.ts'
import { hasListed, type ListedUser, markUnlisted, saveListed } from '../store/listed-users.ts'
import { takeTurn } from '../store/turns.ts'
import { withholdUnlisted } from '../store/withheld.ts'
import { credentialOf, type Installation } from './installation.ts'

/**
 * Finds the members of the organization that the installation's token serves: reads the host application's list of its
 * users, if there is one, and matches who has no account.
 */
export interface Matcher {
  /** Whether the host application's list can be read. Changes nothing. @throws SyncError `users_query_failed` */
  check(): Promise<void>
  /** Does it once, now. @throws CalendlyError */
  run(signal: AbortSignal): Promise<void>
  /** Does it with every tick, one process for all, until the signal. What fails is told, and tried with the next tick. */
  keep(signal: AbortSignal): Promise<void>
}

export interface MatcherOptions {
  readonly database: Database
  readonly installation: Pick<Installation, 'client' | 'identity' | 'link'>
  /** SQL of the host application that yields `(id uuid, email text)`. */
  readonly usersQuery: string | undefined
  readonly intervalMs: number
  readonly clock: Clock
  readonly log: Log
  /** Told when accounts were withheld or given back. */
  readonly onChanged: () => void
}

/** How often a process looks whether it is its turn. */
const lookEveryMs = 1000
const savedAtOnce = 1000

export function createMatcher(options: MatcherOptions): Matcher {
  const { database, installation, usersQuery, intervalMs, clock, log } = options

  async function readList(signal: AbortSignal): Promise<void> {
    if (usersQuery === undefined) return
    const users: ListedUser[] = []
    for await (const page of readHostUsers(database, usersQuery, { signal })) {
      users.push(...page.map(({ id, email }) => ({ id, email, emailKey: emailKey(email) ?? null })))
    }
    if (users.length === 0 && (await hasListed(database))) {
      log.warn('USERS_QUERY names nobody any more, which is not believed: every account goes on as before')
      return
    }
    for (let at = 0; at < users.length; at += savedAtOnce)
      await saveListed(database, users.slice(at, at + savedAtOnce))
    const left = await markUnlisted(
      database,
      users.map((user) => user.id),
    )
    const identity = installation.identity()
    if (!identity) return
    const { withheld, returned } = await withholdUnlisted(database, credentialOf(identity))
    if (withheld + returned > 0) options.onChanged()
    if (left + withheld + returned > 0)
      log.info('USERS_QUERY names other users now', { left, withheld, returned })
  }

  async function match(signal: AbortSignal): Promise<void> {
    const { client } = installation
    const identity = installation.identity()
    if (!client || !identity) return
    try {
      const matched = await matchUsers({ client, database, identity, signal }, async (userId, member) => {
        await installation.link(userId, member)
      })
      if (matched > 0) log.info(`${matched} user(s) matched with members of the Calendly organization`)
    } catch (error) {
      if (!isRefusal(error)) throw error
      log.debug('the token may not see the members of its organization', { error })
    }
  }

  /** A list that cannot be read keeps nobody from being matched. */
  async function run(signal: AbortSignal): Promise<void> {
    await readList(signal).catch((error: unknown) => {
      signal.throwIfAborted()
      log.warn('the users of USERS_QUERY could not be read; the next tick tries again', { error })
    })
    await match(signal)
  }

  return {
    async check() {
      if (usersQuery === undefined) return
      for await (const _ of readHostUsers(database, usersQuery)) {
        // Its types show at once, but a value that does not fit only where it is.
      }
    },
    run: async (signal) => {
      await takeTurn(database, turn, 0)
      await run(signal)
    },
    async keep(signal) {
      let isFailing = false
      while (!signal.aborted) {
        await clock.sleep(lookEveryMs, signal).catch(() => {})
        if (signal.aborted) return
        try {
          if (await takeTurn(database, turn, intervalMs)) await run(signal)
          isFailing = false
        } catch (error) {
          // Once, and not with every look while the database is away.
          if (!isFailing && !signal.aborted)
            log.warn('matching users failed; the next tick tries again', { error })
          isFailing = true
        }
      }
    },
  }
}

const turn = 'matching'
