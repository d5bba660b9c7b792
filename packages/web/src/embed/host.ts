import { ApiProblem } from '../api/problem.ts'
import type { TokenHolder } from '../api/token.ts'

/** The page that shows our elements: where the server is, and who its signed-in user is. */
export interface Host {
  /** Origin of Calendly Sync, `https://sync.example`. */
  readonly server: string
  /**
   * The bearer token of the signed-in user (AUTH_MODE=jwt), asked for at the start and again whenever the server does not
   * accept the last one any more. It is kept in memory only.
   */
  readonly getToken: () => string | undefined | Promise<string | undefined>
}

const ownServer = new URL(import.meta.url).origin
let current: Host = { server: ownServer, getToken: () => undefined }
const listeners = new Set<() => void>()

/** Says once for all elements of the page who asks whom; without it they ask the server that this script came from. */
export function configureCalendlySync(host: Partial<Host>): void {
  current = { server: ownServer, getToken: () => undefined, ...host }
  for (const listener of listeners) listener()
}

export function currentHost(): Host {
  return current
}

/** Calls back when the page says anew who asks whom; returns how to stop. */
export function onHostChange(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The host page's token, in memory only. */
export interface HostToken extends TokenHolder {
  /** Does what needs the token; once more with a new one when the server does not accept it any more. */
  use<Answer>(ask: () => Promise<Answer>): Promise<Answer>
}

/** Asks the host page for its token: one question at a time, however many calls were refused. */
export function holdHostToken({ getToken }: Host): HostToken {
  const listeners = new Set<() => void>()
  let token: string | undefined
  let asking: Promise<void> | undefined

  async function renew(): Promise<void> {
    const told = await Promise.resolve(getToken()).catch(() => undefined)
    asking = undefined
    if (told === undefined || told === token) return
    token = told
    for (const listener of listeners) listener()
  }
  const ask = () => {
    asking ??= renew()
    return asking
  }
  const ready = ask()
  return {
    current: () => token,
    ask: () => void ask(),
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async use(question) {
      await ready
      const before = token
      try {
        return await question()
      } catch (error) {
        if (!(error instanceof ApiProblem) || error.status !== 401) throw error
        await ask()
        if (token === before) throw error
        return await question()
      }
    },
  }
}
