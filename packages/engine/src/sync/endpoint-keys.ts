import type { Clock } from '../clock.ts'
import { credentialKind } from '../resources/credential.ts'
import type { Secrets } from '../secrets.ts'
import type { Database } from '../store/database.ts'
import { openEndpoints, sealedFor } from '../store/endpoints.ts'

/** Keys of the URLs that take deliveries. */
export interface EndpointKeys {
  /**
   * @returns what may have signed a delivery to this URL; undefined when there is no such URL (any more).
   * @throws when nobody can tell: the database is away.
   */
  keysOf(endpointId: string): Promise<readonly string[] | undefined>
}

/** A URL that another process closed is closed here so much later at the latest. */
const freshForMs = 5000
/** A stranger who tries ids makes us ask the database no more often than this. */
const askEveryMs = 1000

interface Open {
  /** One that does not open fails its own URL and no other. */
  readonly keys: readonly string[] | Error
  /** Epoch milliseconds. */
  readonly closesAtMs: number
}

/**
 * Calendly signs for an OAuth app with the app's key, which the subscription knows as its own; while that key rotates, either
 * may be in use.
 *
 * Keeps the keys of all open URLs in memory, so that a delivery costs no question and junk none either. A URL that is
 * not known may have been made a moment ago by another process: it is looked for once a second, for everybody together.
 */
export function createEndpointKeys(
  database: Database,
  secrets: Secrets | undefined,
  clock: Clock,
  appKeys: readonly string[] = [],
): EndpointKeys {
  let known: ReadonlyMap<string, Open> = new Map()
  let loadedAtMs = Number.NEGATIVE_INFINITY
  let loading: Promise<void> | undefined
  /** Loads are numbered as they begin; `known` is what the load of number `loaded` found. */
  let begun = 0
  let loaded = 0

  async function load(): Promise<void> {
    begun += 1
    const rows = secrets ? await openEndpoints(database) : []
    loadedAtMs = clock.monotonic()
    loaded = begun
    known = new Map(
      rows.map(({ id, signing_key, closes_at, credential }) => [
        id,
        {
          keys: opened(secrets, signing_key, id, credentialKind(credential) === 'oauth' ? appKeys : []),
          closesAtMs: closes_at === null ? Number.POSITIVE_INFINITY : Date.parse(closes_at),
        },
      ]),
    )
  }

  function reload(): Promise<void> {
    loading ??= load().finally(() => {
      loading = undefined
    })
    return loading
  }

  return {
    async keysOf(id) {
      const ageMs = clock.monotonic() - loadedAtMs
      if (known.has(id) && ageMs >= freshForMs) {
        // What is known serves on while the database is away: the delivery itself then finds that out.
        await reload().catch(() => {})
      } else if (!known.has(id)) {
        // By number, not by age: a timer may fire early, and a load under way may have looked just before the URL was made.
        const fresh = begun + 1
        if (ageMs < askEveryMs) await clock.sleep(askEveryMs - ageMs)
        while (loaded < fresh) await reload()
      }
      const open = known.get(id)
      if (!open || open.closesAtMs <= clock.now()) return undefined
      if (open.keys instanceof Error) throw open.keys
      return open.keys
    },
  }
}

function opened(
  secrets: Secrets | undefined,
  sealed: string,
  endpointId: string,
  appKeys: readonly string[],
): readonly string[] | Error {
  try {
    return [secrets?.open(sealed, sealedFor(endpointId)) ?? '', ...appKeys]
  } catch (error) {
    return error instanceof Error ? error : new Error('a signing key does not open', { cause: error })
  }
}
