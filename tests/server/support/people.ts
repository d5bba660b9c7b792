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
  as(url: string, person: Person, path: string, init?: RequestInit): ReturnType<typeof getJson>
}

export function signedIn(): SignedIn {
  const secret = randomBytes(48).toString('base64')
  return {
    environment: {
      HOST: '127.0.0.1',
      JWT_SECRET: secret,
      ENCRYPTION_KEYS: `k1:${randomBytes(32).toString('base64')}`,
    },
    async as(url, { userId, email, isOperator = false }, path, init = {}) {
      const token = await new SignJWT({ email, email_verified: true, ...(isOperator && { role: 'admin' }) })
        .setProtectedHeader({ alg: 'HS256' })
        .setSubject(userId)
        .setExpirationTime('5 minutes')
        .sign(new TextEncoder().encode(secret))
      const headers = { ...Object.fromEntries(new Headers(init.headers)), authorization: `Bearer ${token}` }
      return getJson(`${url}${path}`, { ...init, headers })
    },
  }
}
