import { SyncError } from 'calendly-sync-engine'
import type { Library } from './library.ts'
import { requireGoodPassword } from './password.ts'
import { type Person, type PersonRow, toPerson } from './person.ts'

/** What a request brings along. */
export interface Credentials {
  readonly cookie: string | undefined
  readonly userAgent: string | undefined
}

/** An answer's `Set-Cookie` headers. */
export type SetCookies = readonly string[]

export interface Sessions {
  /** Who a session cookie belongs to; asked of the database each time, so that an ended session is ended at once. */
  who(
    credentials: Credentials,
  ): Promise<{ readonly person: Person; readonly cookies: SetCookies } | undefined>
  /**
   * Opens a session and ends the one that the cookie had.
   *
   * @throws SyncError `wrong_credentials`, the same for an unknown address and a wrong password.
   */
  open(
    email: string,
    password: string,
    credentials: Credentials,
  ): Promise<{ readonly person: Person; readonly cookies: SetCookies }>
  /** Ends the session of the cookie, or all sessions of its person. @returns cookies that forget it. */
  end(credentials: Credentials, which: 'this' | 'all'): Promise<SetCookies>
  /** Ends all other sessions with it. @throws SyncError `wrong_credentials`, `weak_password` */
  changePassword(credentials: Credentials, current: string, next: string): Promise<SetCookies>
}

/** @param libraries - one per encryption key, the newest first: it signs, all of them recognise. */
export function createSessions(libraries: readonly [Library, ...Library[]]): Sessions {
  const [newest] = libraries

  async function forget(token: string): Promise<void> {
    const { internalAdapter } = await newest.$context
    await plain(() => internalAdapter.deleteSession(token))
  }

  /** The session of a cookie, and the library whose key signed it. A cookie that none has signed costs no look. */
  async function find(credentials: Credentials) {
    if (credentials.cookie === undefined) return undefined
    const headers = headersOf(credentials)
    for (const library of libraries) {
      const answer = await plain(() => library.api.getSession({ headers, returnHeaders: true }))
      const { response } = answer
      if (response) return { library, headers, cookies: answer.headers.getSetCookie(), ...response }
    }
    return undefined
  }

  return {
    async who(credentials) {
      const found = await find(credentials)
      return found && { person: toPerson(found.user), cookies: found.cookies }
    },

    async open(email, password, credentials) {
      const headers = headersOf({ ...credentials, cookie: undefined })
      const body = { email, password }
      const answer = await plain(() => newest.api.signInEmail({ body, headers, returnHeaders: true }))
      const before = await find(credentials)
      if (before) await forget(before.session.token)
      await tidy(newest)
      return { person: toPerson(asPerson(answer.response.user)), cookies: answer.headers.getSetCookie() }
    },

    async end(credentials, which) {
      const headers = headersOf(credentials)
      const found = await find(credentials)
      if (found && which === 'this') await forget(found.session.token)
      if (found && which === 'all') {
        const { internalAdapter } = await newest.$context
        await plain(() => internalAdapter.deleteUserSessions(found.session.userId))
      }
      // What is left for the library is to word the cookies.
      const answer = await plain(() => newest.api.signOut({ headers, returnHeaders: true }))
      return answer.headers.getSetCookie()
    },

    async changePassword(credentials, currentPassword, newPassword) {
      requireGoodPassword(newPassword)
      const found = await find(credentials)
      if (!found) throw wrongCredentials()
      const body = { currentPassword, newPassword, revokeOtherSessions: true }
      const { headers } = found
      const answer = await plain(() =>
        found.library.api.changePassword({ body, headers, returnHeaders: true }),
      )
      return answer.headers.getSetCookie()
    },
  }
}

/** The library keeps with a session what it was opened with, so that goes in no longer than it is of use. */
function headersOf({ cookie, userAgent }: Credentials): Headers {
  return new Headers({
    ...(cookie !== undefined && { cookie }),
    ...(userAgent !== undefined && { 'user-agent': userAgent.slice(0, 300) }),
  })
}

/** Sessions that have run out are deleted by whoever comes next. */
async function tidy(library: Library): Promise<void> {
  const { adapter } = await library.$context
  const where = [{ field: 'expiresAt', operator: 'lt', value: new Date() }] as const
  await adapter.deleteMany({ model: 'session', where: [...where] })
  await adapter.deleteMany({ model: 'verification', where: [...where] })
}

/** Its answer to a sign-in has our own column too, which its types leave out. */
function asPerson(user: object): PersonRow {
  return user as PersonRow
}

/** Runs a call of the library and turns its errors into ours; what the database said comes out as it was. */
async function plain<Answer>(call: () => Promise<Answer>): Promise<Answer> {
  try {
    return await call()
  } catch (error) {
    if (!(error instanceof Error)) throw error
    if (error.cause !== undefined) throw error.cause
    throw known[codeOf(error)]?.() ?? error
  }
}

const known: Readonly<Record<string, () => SyncError>> = {
  INVALID_EMAIL: wrongCredentials,
  INVALID_EMAIL_OR_PASSWORD: wrongCredentials,
  INVALID_PASSWORD: wrongCredentials,
  CREDENTIAL_ACCOUNT_NOT_FOUND: wrongCredentials,
  UNAUTHORIZED: wrongCredentials,
  PASSWORD_TOO_LONG: wrongCredentials,
}

function codeOf(error: Error): string {
  const body = 'body' in error ? error.body : undefined
  return typeof body === 'object' && body !== null && 'code' in body ? String(body.code) : ''
}

function wrongCredentials(): SyncError {
  return new SyncError('wrong_credentials', 'E-mail address and password do not fit together.')
}
