/** One request that reached the simulator. */
export interface RequestLogEntry {
  readonly seq: number
  /** Epoch milliseconds of the simulator's clock. */
  readonly at: number
  readonly method: string
  readonly path: string
  /** Path template such as `/scheduled_events/{uuid}/invitees`; `(unknown)` when no route matches. */
  readonly template: string
  /** Parameters; on the routes of OAuth those of query and form that are no secrets. */
  readonly query: Readonly<Record<string, string>>
  /** URI of the token's user (at `/oauth/token`: of the code's or refresh token's), null without a valid token. */
  readonly user: string | null
  /** Null until answered, and for ever when a fault lets the request hang. */
  status: number | null
}

export interface RequestFilter {
  method?: string
  template?: string
  user?: string
  status?: number
}

export interface RequestLog {
  /** The latest entries, oldest first; older ones are let go, their counts are kept. */
  all(): RequestLogEntry[]
  /** Exact since the start or the last `clear()`, however many there were. */
  count(filter?: RequestFilter): number
  clear(): void
  /** Called when a request arrives, before it is answered: the place to change the world between two pages. */
  onRequest(listener: (entry: RequestLogEntry) => void): () => void
}

export interface RequestRecorder extends RequestLog {
  arrive(entry: Omit<RequestLogEntry, 'seq' | 'status'>): RequestLogEntry
  answered(entry: RequestLogEntry, status: number): void
}

/** Keeps the last `capacity` entries and exact counters, so that a long import does not grow memory. */
export function createRequestLog(capacity = 10_000): RequestRecorder {
  const ring: RequestLogEntry[] = []
  const listeners = new Set<(entry: RequestLogEntry) => void>()
  const counters = new Map<string, { entry: RequestLogEntry; status: number | null; count: number }>()
  let seq = 0
  let clearedAt = 0
  const bump = (entry: RequestLogEntry, status: number | null, by: number) => {
    const key = `${entry.method} ${entry.template} ${entry.user} ${status}`
    const counter = counters.get(key)
    if (counter) counter.count += by
    else counters.set(key, { entry, status, count: by })
  }
  return {
    // The ring starts anywhere once it is full: its oldest entry follows the newest.
    all: () => (seq - clearedAt <= capacity ? ring.slice() : inOrder(ring)),
    count: (filter = {}) => {
      let sum = 0
      for (const { entry, status, count } of counters.values()) {
        if (filter.method !== undefined && filter.method !== entry.method) continue
        if (filter.template !== undefined && filter.template !== entry.template) continue
        if (filter.user !== undefined && filter.user !== entry.user) continue
        if (filter.status !== undefined && filter.status !== status) continue
        sum += count
      }
      return sum
    },
    clear: () => {
      ring.length = 0
      counters.clear()
      clearedAt = seq
    },
    onRequest: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    arrive: (facts) => {
      const entry: RequestLogEntry = { ...facts, seq: seq + 1, status: null }
      ring[(seq - clearedAt) % capacity] = entry
      seq += 1
      bump(entry, null, 1)
      for (const listener of listeners) listener(entry)
      return entry
    },
    answered: (entry, status) => {
      if (entry.seq > clearedAt) {
        bump(entry, null, -1)
        bump(entry, status, 1)
      }
      entry.status = status
    },
  }
}

function inOrder(ring: readonly RequestLogEntry[]): RequestLogEntry[] {
  return [...ring].sort((left, right) => left.seq - right.seq)
}
