import { createContext, useContext } from 'react'

export interface Person {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly role: 'owner' | 'member'
}

/** How people sign in here, and who has; `person` is null outside `accounts` mode. */
export interface SessionFacts {
  readonly mode: 'local' | 'jwt' | 'accounts'
  readonly person: Person | null
}

/** Who the page is shown to, where the page itself signs people in. */
export interface Session {
  readonly person: Person
  /** Looks again who is signed in; nobody, after the session has ended. */
  renew(): void
}

export const SessionContext = createContext<Session | undefined>(undefined)

/** Undefined where nobody signs in on the page. */
export function useSession(): Session | undefined {
  return useContext(SessionContext)
}

/** Takes the secret of `#invitation=…` out of the address, so that it stays in no history. */
export function takeInvitation({ location, history }: Window): string | undefined {
  const secret = invitationInHash(location.hash)
  if (secret !== undefined) history.replaceState(history.state, '', `${location.pathname}${location.search}`)
  return secret
}

export function invitationInHash(hash: string): string | undefined {
  return new URLSearchParams(hash.replace(/^#/, '')).get('invitation') || undefined
}
