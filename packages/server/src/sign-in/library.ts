import { type BetterAuthOptions, betterAuth } from 'better-auth'
import type { Log } from 'calendly-sync-engine'
import type { Kysely } from 'kysely'
import { sessionCookie } from './cookie.ts'
import { longestPassword, shortestPassword } from './password.ts'

export interface LibraryOptions {
  readonly db: Kysely<unknown>
  readonly publicUrl: string
  /** What cookies are signed with. */
  readonly secret: string
  readonly log: Log
}

/** Nobody who stays away so long stays signed in; whoever comes back within it does. */
const sessionSeconds = 7 * 86_400
const renewedAfterSeconds = 86_400

/**
 * better-auth as we use it: it keeps people, passwords and sessions in tables of ours (0007_sign_in.sql), and is asked by
 * function call. Its own HTTP routes, limits and checks of origin are not used; ours are the same for all routes.
 *
 * Its environment variables (BETTER_AUTH_…) have no say where they matter: what they could set is set here. Telemetry is
 * off; it would take two variables of its own to turn it on and to say where to.
 */
export function openLibrary(options: LibraryOptions) {
  return betterAuth(libraryOptions(options))
}

export type Library = ReturnType<typeof openLibrary>

/** Its settings; the tests hold the tables to them. */
export function libraryOptions({ db, publicUrl, secret, log }: LibraryOptions) {
  const cookie = sessionCookie(publicUrl)
  return {
    appName: 'Calendly Sync',
    baseURL: publicUrl,
    secrets: [{ version: 1, value: secret }],
    telemetry: { enabled: false },
    rateLimit: { enabled: false },
    // Its warnings tell of wrong passwords, which the answer does as well.
    logger: {
      level: 'error',
      disableColors: true,
      log: (_level, message) => log.error(`Signing in: ${message}`),
    },
    database: { db, type: 'postgres', schemaName: 'calendly_sync', transaction: true },
    advanced: {
      // Its own look at the tables would be remembered from before they were made.
      database: { generateId: 'uuid', validateSchema: false },
      ipAddress: { disableIpTracking: true },
      useSecureCookies: false, // the names below have their prefix already
      cookiePrefix: cookie.name,
      cookies: { session_token: cookie },
    },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: shortestPassword,
      maxPasswordLength: longestPassword,
    },
    session: {
      modelName: 'sign_in_sessions',
      expiresIn: sessionSeconds,
      updateAge: renewedAfterSeconds,
      fields: {
        userId: 'person_id',
        expiresAt: 'expires_at',
        ipAddress: 'ip_address',
        userAgent: 'user_agent',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
      },
    },
    user: {
      modelName: 'sign_in_people',
      fields: { emailVerified: 'email_vouched', createdAt: 'created_at', updatedAt: 'updated_at' },
      additionalFields: { role: { type: 'string', required: true, input: false } },
    },
    account: {
      modelName: 'sign_in_passwords',
      fields: {
        userId: 'person_id',
        accountId: 'account_id',
        providerId: 'provider_id',
        accessToken: 'access_token',
        refreshToken: 'refresh_token',
        idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_expires_at',
        refreshTokenExpiresAt: 'refresh_token_expires_at',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
      },
    },
    verification: {
      modelName: 'sign_in_invitations',
      fields: {
        identifier: 'digest',
        value: 'email',
        expiresAt: 'expires_at',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
      },
      additionalFields: {
        role: { type: 'string', required: true, input: false },
        madeBy: { type: 'string', required: true, input: false, fieldName: 'made_by' },
      },
    },
  } satisfies BetterAuthOptions
}
