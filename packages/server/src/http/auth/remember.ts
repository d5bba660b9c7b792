import type { Clock, Sync } from 'calendly-sync-engine'

type User = Parameters<Sync['users']['ensure']>[0]

/** Writes a user at most every five minutes while the sign-in says the same; the oldest are forgotten at 10,000. */
export function rememberUsers(sync: Sync, clock: Clock): (user: User) => Promise<void> {
  const seen = new Map<string, { readonly said: string; readonly until: number }>()
  return async (user) => {
    const said = JSON.stringify(user)
    const known = seen.get(user.id)
    if (known?.said === said && clock.monotonic() < known.until) return
    await sync.users.ensure(user)
    seen.delete(user.id)
    seen.set(user.id, { said, until: clock.monotonic() + 5 * 60_000 })
    const [oldest] = seen.keys()
    if (seen.size > 10_000 && oldest !== undefined) seen.delete(oldest)
  }
}
