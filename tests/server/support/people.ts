import { randomBytes } from 'node:crypto'
import { SignJWT } from 'jose'
import { getJson } from './installation.ts'

/** Somebody who signs in with a token of the platform. */
export interface Person {
  readonly userId: string
  readonly email: string
  readonly isOperator?: boolean
}

/** Settings of an installation where people sign in, and how they ask it. */
export interface SignedIn {
  readonly environment: Readonly<Record<string, string>>
  /** For a browser: `#token=…`. Good for an hour. */
  tokenOf(person: Person): Promise<string>
  as(url: string, person: Person, path: string, init?: RequestInit): ReturnType<typeof getJson>
}

export function signedIn(): SignedIn {
  const secret = randomBytes(48).toString('base64')

  const tokenOf = ({ userId, email, isOperator = false }: Person): Promise<string> =>
    new SignJWT({ email, email_verified: true, ...(isOperator && { role: 'admin' }) })
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject(userId)
      .setExpirationTime('1 hour')
      .sign(new TextEncoder().encode(secret))

  return {
    environment: {
      HOST: '127.0.0.1',
      JWT_SECRET: secret,
      ENCRYPTION_KEYS: `k1:${randomBytes(32).toString('base64')}`,
    },
    tokenOf,
    async as(url, person, path, init = {}) {
      const authorization = `Bearer ${await tokenOf(person)}`
      const headers = { ...Object.fromEntries(new Headers(init.headers)), authorization }
      return getJson(`${url}${path}`, { ...init, headers })
    },
  }
}
