/** Where the page's bearer token lives: in memory only, never in storage, gone with the tab. */
export interface TokenHolder {
  current(): string | undefined
  /** Tells the embedding page that a token is missing or no longer accepted. */
  ask(): void
  /** Calls back at every new token; returns how to stop. */
  onChange(listener: () => void): () => void
}

/**
 * Takes the token of `AUTH_MODE=jwt` from `#token=` (and removes it from the address) or from the embedding page:
 * we send `{ type: 'calendly-sync:token-needed' }`, it answers `{ type: 'calendly-sync:token', token }`.
 */
export function holdToken(window: Window): TokenHolder {
  const listeners = new Set<() => void>()
  const found = tokenInHash(window.location.hash)
  let token = found?.token
  if (found) {
    const { pathname, search } = window.location
    window.history.replaceState(window.history.state, '', `${pathname}${search}${found.rest}`)
  }
  // Only the page around us, or the one that opened us, may say who we are.
  const hosts = [window.parent, window.opener].filter((host) => host && host !== window)
  window.addEventListener('message', (event) => {
    const told = hosts.includes(event.source) ? tokenInMessage(event.data) : undefined
    if (told === undefined || told === token) return
    token = told
    for (const listener of listeners) listener()
  })
  const ask = () => {
    for (const host of hosts) host.postMessage({ type: 'calendly-sync:token-needed' }, '*')
  }
  if (token === undefined) ask()
  return {
    current: () => token,
    ask,
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** The token of `#token=…`, and the hash without it. */
export function tokenInHash(hash: string): { token: string; rest: string } | undefined {
  const parts = new URLSearchParams(hash.replace(/^#/, ''))
  const token = parts.get('token')
  if (!token) return undefined
  parts.delete('token')
  return { token, rest: parts.size === 0 ? '' : `#${parts}` }
}

/** The token of a message from the host page; anything else is not for us. */
export function tokenInMessage(data: unknown): string | undefined {
  if (typeof data !== 'object' || data === null || !('type' in data) || !('token' in data)) return undefined
  return data.type === 'calendly-sync:token' && typeof data.token === 'string' ? data.token : undefined
}
