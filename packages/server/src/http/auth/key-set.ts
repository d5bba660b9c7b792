import type { Clock } from 'calendly-sync-engine'
import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose'

export interface KeySetOptions {
  readonly url: URL
  readonly clock: Clock
}

/** The key set could not be had, and there is none to go by. */
export class KeySetUnavailable extends Error {}

/** A set is asked for anew after so long, without anybody waiting for it. */
const freshMs = 10 * 60_000
/** Between two fetches lies so much, whatever tokens ask for. */
const restMs = 30_000
/** The same while there is no set at all: who starts first waits for the other. */
const firstRestMs = 2000
/** While the platform is away its last set holds so long; then a key that it has withdrawn would live on for good. */
const trustedMs = 24 * 60 * 60_000
const timeoutMs = 5000
const mostBytes = 256 * 1024

/**
 * The public keys of the platform (RFC 7517), for `jwtVerify`. They are kept: an unknown `kid` leads to one fetch per
 * cool-down at most, all who wait for it share it, and a platform that is away takes nobody's key from us for a day.
 *
 * @throws KeySetUnavailable, and `JWKSNoMatchingKey` for a key that is not in it.
 */
export function keySet({ url, clock }: KeySetOptions): JWTVerifyGetKey {
  let held: { readonly find: ReturnType<typeof createLocalJWKSet>; readonly at: number } | undefined
  let triedAt = Number.NEGATIVE_INFINITY
  let trying: Promise<boolean> | undefined
  let fault: unknown

  /** @returns whether there is a newer set now; false during the cool-down as well. */
  function renew(): Promise<boolean> {
    const rest = held ? restMs : firstRestMs
    if (!trying && clock.monotonic() - triedAt < rest) return Promise.resolve(false)
    trying ??= attempt().finally(() => {
      trying = undefined
    })
    return trying
  }

  async function attempt(): Promise<boolean> {
    triedAt = clock.monotonic()
    try {
      held = { find: createLocalJWKSet(await fetchKeys(url)), at: clock.monotonic() }
      return true
    } catch (error) {
      fault = error
      return false
    }
  }

  return async (header, token) => {
    const age = () => (held ? clock.monotonic() - held.at : Number.POSITIVE_INFINITY)
    if (age() > freshMs) {
      const renewal = renew()
      if (age() > trustedMs) await renewal
    }
    const known = held
    if (!known || age() > trustedMs) {
      throw new KeySetUnavailable('The key set could not be read', { cause: fault })
    }
    try {
      return await known.find(header, token)
    } catch (error) {
      const isNewer = error instanceof errors.JWKSNoMatchingKey && (await renew())
      if (isNewer && held) return held.find(header, token)
      throw error
    }
  }
}

/** Not followed elsewhere, not waited for long, and not read without an end. */
async function fetchKeys(url: URL): Promise<JSONWebKeySet> {
  const answer = await fetch(url, {
    redirect: 'error',
    signal: AbortSignal.timeout(timeoutMs),
    headers: { accept: 'application/json' },
  })
  if (!answer.ok) throw new Error(`${url.origin} answered ${answer.status}`)
  let text = ''
  const decoder = new TextDecoder()
  for await (const piece of answer.body ?? []) {
    text += decoder.decode(piece, { stream: true })
    if (text.length > mostBytes) throw new Error(`${url.origin} answered more than ${mostBytes / 1024} kB`)
  }
  return JSON.parse(text)
}
