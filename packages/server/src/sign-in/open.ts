import { type EncryptionKey, errorCode, type Log } from 'calendly-sync-engine'
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { createInvitations, type Invitations, type Link } from './invitations.ts'
import { type Library, openLibrary } from './library.ts'
import { createPeople, type People } from './people.ts'
import { cookieSecret } from './secret.ts'
import { createSessions, type Sessions } from './sessions.ts'

export interface SignInOptions {
  readonly connectionString: string
  readonly publicUrl: string
  /** Newest first; cookies are signed with a key drawn from it. */
  readonly encryptionKeys: readonly EncryptionKey[]
  /** Whom the link of the first start is for. */
  readonly ownerEmail: string | undefined
  readonly log: Log
}

/** `AUTH_MODE=accounts`: who may sign in, and who is. */
export interface SignIn {
  readonly sessions: Sessions
  readonly people: People
  readonly invitations: Invitations
  /** While there is nobody: a link that makes the first owner. @returns undefined when there is somebody. */
  firstLink(): Promise<Link | undefined>
  close(): Promise<void>
}

const dayMs = 86_400_000
const uniqueViolation = '23505'
/** Each request that a cookie speaks for is a short look; beside the engine's own connections. */
const connections = 4

/** Nothing is asked of the database yet. */
export function openSignIn(options: SignInOptions): SignIn {
  const { connectionString, publicUrl, encryptionKeys, ownerEmail, log } = options
  const pool = new pg.Pool({ connectionString, max: connections, connectionTimeoutMillis: 10_000 })
  const report = (error: Error) => log.warn('a database connection of the sign-in broke', { error })
  pool.on('error', report)
  pool.on('connect', (client) => client.on('error', report))
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) })
  const [newest, ...older] = encryptionKeys.map((key) =>
    openLibrary({ db, publicUrl, log, secret: cookieSecret(key) }),
  )
  if (!newest) throw new TypeError('at least one encryption key is needed')
  const libraries: readonly [Library, ...Library[]] = [newest, ...older]
  const people = createPeople(newest)
  const invitations = createInvitations(newest, publicUrl)
  return {
    sessions: createSessions(libraries),
    people,
    invitations,
    async firstLink() {
      if (!(await people.isEmpty())) return undefined
      const email = ownerEmail?.toLowerCase() ?? ''
      return invitations
        .make({ email, role: 'owner', madeBy: 'start', lastsMs: dayMs })
        .catch((error: unknown) => {
          if (errorCode(error) === uniqueViolation) return undefined // another process tells of its link
          throw error
        })
    },
    close: () => db.destroy(),
  }
}
