import { type ClientRequest, get, type IncomingHttpHeaders } from 'node:http'

/** A reader of server-sent events on a socket of its own. */
export interface EventReader {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  /** Everything received, as text. */
  text(): string
  readonly events: readonly ReadEvent[]
  /** Waits until the events fit, and answers them. */
  until(fits: (events: readonly ReadEvent[]) => boolean, timeoutMs?: number): Promise<readonly ReadEvent[]>
  /** How the server ended it: `end` cleanly, `cut` in the middle. */
  readonly ended: Promise<'end' | 'cut'>
  close(): void
}

/** The lines of an event; `data` parsed. */
export interface ReadEvent {
  readonly id: string | null
  readonly event: string
  readonly data: Readonly<Record<string, unknown>>
}

export function openEvents(url: string, headers: Record<string, string> = {}): Promise<EventReader> {
  return new Promise((resolve, reject) => {
    const request: ClientRequest = get(url, { headers, agent: false }, (answer) => {
      let text = ''
      answer.setEncoding('utf8')
      answer.on('data', (chunk: string) => {
        text += chunk
      })
      const ended = new Promise<'end' | 'cut'>((resolve) => {
        answer.on('error', () => {}) // the socket was cut, here or there
        answer.once('close', () => resolve(answer.complete ? 'end' : 'cut'))
      })
      const reader: EventReader = {
        status: answer.statusCode ?? 0,
        headers: answer.headers,
        text: () => text,
        get events() {
          return parse(text)
        },
        async until(fits, timeoutMs = 10_000) {
          const giveUpAt = performance.now() + timeoutMs
          while (!fits(reader.events)) {
            if (performance.now() > giveUpAt) throw new Error(`waited in vain for events; so far:\n${text}`)
            await new Promise((resolve) => setTimeout(resolve, 5))
          }
          return reader.events
        },
        ended,
        close: () => request.destroy(),
      }
      resolve(reader)
    })
    request.on('error', reject)
  })
}

/** Blocks that have ended and hold data. */
function parse(text: string): ReadEvent[] {
  const blocks = text.split('\n\n').slice(0, -1)
  return blocks.flatMap((block) => {
    const line = (name: string) => block.match(new RegExp(`^${name}: (.*)$`, 'm'))?.[1]
    const data = line('data')
    if (data === undefined) return []
    const parsed = JSON.parse(data) as Record<string, unknown>
    return [{ id: line('id') ?? null, event: line('event') ?? '', data: parsed }]
  })
}
