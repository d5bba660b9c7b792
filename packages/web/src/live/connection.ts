import { createEventReader, type ServerEvent } from './read-events.ts'

export interface LiveOptions {
  /** Opens the stream behind a place; rejects when it cannot be had. */
  readonly open: (place: string | undefined, signal: AbortSignal) => Promise<Response>
  /** Called each time it has opened. `isResumed`: everything since the place will be told. */
  readonly onOpen: (isResumed: boolean) => void
  readonly onEvent: (event: ServerEvent) => void
  /** Whether what changes is told; while it is not, the page has to ask. */
  readonly onLive: (isLive: boolean) => void
}

const SOONEST_MS = 500
const LATEST_MS = 30_000
/** The server gives a sign of life every 15 s. */
const SILENCE_MS = 40_000

/**
 * Keeps a stream of events while the page is looked at:
 *
 *     hidden ── shown ──▶ connecting ──▶ live ── ended ──▶ connecting again, at once, then ever later
 *       ▲────────────────── hidden ───────┘
 *
 * @returns how to end it.
 */
export function keepLive(options: LiveOptions): () => void {
  let place: string | undefined
  let looking: AbortController | undefined

  function look(): void {
    if (document.hidden) {
      looking?.abort()
      looking = undefined
    } else if (!looking) {
      looking = new AbortController()
      void keepConnected(looking.signal)
    }
  }

  async function keepConnected(signal: AbortSignal): Promise<void> {
    for (let failures = 0; !signal.aborted; ) {
      const isEnded = await stream(signal).catch(() => false)
      if (signal.aborted) break
      failures = isEnded ? 0 : failures + 1
      // A stream that ends is usual (the server restarts, or wants the token anew): asking begins with the first failure.
      if (!isEnded) options.onLive(false)
      await pause(Math.min(SOONEST_MS * 2 ** failures, LATEST_MS) * (0.5 + Math.random() / 2), signal)
    }
  }

  /** @returns true after it was open. */
  async function stream(signal: AbortSignal): Promise<boolean> {
    const silent = new AbortController()
    let timer = setTimeout(() => silent.abort(), SILENCE_MS)
    const either = AbortSignal.any([signal, silent.signal])
    let isOpen = false
    try {
      const response = await options.open(place, either)
      const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
      if (!reader) return false
      const read = createEventReader()
      isOpen = true
      options.onLive(true)
      options.onOpen(place !== undefined)
      for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
        clearTimeout(timer)
        timer = setTimeout(() => silent.abort(), SILENCE_MS)
        for (const event of read(piece.value)) {
          place = event.id ?? place
          if (event.event !== '') options.onEvent(event)
        }
      }
    } catch (error) {
      if (!isOpen) throw error
    } finally {
      clearTimeout(timer)
      silent.abort()
    }
    return isOpen
  }

  look()
  document.addEventListener('visibilitychange', look)
  return () => {
    document.removeEventListener('visibilitychange', look)
    looking?.abort()
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })
}
