import { Readable } from 'node:stream'

export interface EventStreamOptions {
  readonly heartbeatMs: number
  /** After so long the stream ends, and its client comes back with a token that is still good. */
  readonly livesMs: number
  /** A client that reads slower than it is told is cut off at so many bytes; it resumes where it was. */
  readonly mostWaitingBytes: number
  /** Called once, however it ends. */
  readonly onEnd: () => void
}

/** Server-sent events on their way to one client (WHATWG HTML, section "Server-sent events"). */
export interface EventStream {
  readonly body: Readable
  /** `id` null: the place stays what it was. */
  send(event: { readonly id: string | null; readonly event: string; readonly data: object }): void
  /** Ends after what was sent. */
  end(): void
}

/**
 * Opens a stream whose first words say how soon to come back and from which place.
 *
 * @param from - place of the client, for when it comes back before anything was sent.
 */
export function openEventStream(from: string, options: EventStreamOptions): EventStream {
  let isOver = false
  const body = new Readable({
    read() {},
    destroy(error, done) {
      isOver = true
      clearInterval(heartbeat)
      clearTimeout(life)
      options.onEnd()
      done(error)
    },
  })
  const end = () => {
    if (!isOver) body.push(null)
    isOver = true
  }
  const write = (text: string) => {
    if (isOver) return
    body.push(text)
    if (body.readableLength > options.mostWaitingBytes) body.destroy()
  }
  // A comment: keeps proxies from closing a silent connection, and finds clients that are gone.
  const heartbeat = setInterval(write, options.heartbeatMs, ':\n\n')
  const life = setTimeout(end, options.livesMs)
  // A block without data sets the place and is no event.
  write(`retry: 2000\nid: ${from}\n\n`)
  return {
    body,
    end,
    send({ id, event, data }) {
      write(`${id === null ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
    },
  }
}
