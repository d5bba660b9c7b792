import type { Clock } from '../clock.ts'
import type { Secrets } from '../secrets.ts'
import type { Database } from '../store/database.ts'
import { openEndpoints, sealedFor } from '../store/endpoints.ts'

/** Keys of the URLs that take deliveries. */
export interface EndpointKeys {
  /** @returns undefined when there is no such URL (any more). @throws when nobody can tell: the database is away. */
  keyOf(endpointId: string): Promise<string | undefined>
}

/** A URL that another process closed is closed here so much later at the latest. */
const freshForMs = 5000
/** A stranger who tries ids makes us ask the database no more often than this. */
const askEveryMs = 1000

interface Open {
  /** One that does not open fails its own URL and no other. */
  readonly key: string | Error
  /** Epoch milliseconds. */
  readonly closesAtMs: number
}

/**
 * Keeps the keys of all open URLs in memory, so that a delivery costs no question and junk none either. A URL that is
 * not known may have been made a moment ago by another process: it is looked for once a second, for everybody together.
 */
export function createEndpointKeys(
  database: Database,
  secrets: Secrets | undefined,
  clock: Clock,
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
      rows.map(({ id, signing_key, closes_at }) => [
        id,
        {
          key: opened(secrets, signing_key, id),
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
    async keyOf(id) {
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
      if (open.key instanceof Error) throw open.key
      return open.key
    },
  }
}

function opened(secrets: Secrets | undefined, sealed: string, endpointId: string): string | Error {
  try {
    return secrets?.open(sealed, sealedFor(endpointId)) ?? ''
  } catch (error) {
    return error instanceof Error ? error : new Error('a signing key does not open', { cause: error })
  }
}
