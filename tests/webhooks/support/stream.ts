import { createHash } from 'node:crypto'
import http from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { bookingBody, signature } from './deliveries.ts'
import { send } from './post.ts'

/** A delivery of a stream, once something came of it. */
export interface Sent {
  /** SHA-256 of its body, in hex: by it the inbox knows it. */
  readonly digest: string
  readonly eventUuid: string
  /** 0: the connection broke before an answer came. */
  readonly status: number
  readonly retryAfter: string | undefined
  readonly tookMs: number
  /** `performance.now()` when the answer was there. */
  readonly answeredAtMs: number
}

export interface Stream {
  readonly sent: readonly Sent[]
  /** Sends no more, and waits for what is under way. */
  stop(): Promise<void>
}

/** On its way at once at most: where nothing is answered, the rest is not sent at all, and memory stays small. */
const mostUnderWay = 400
const everyMs = 20

/**
 * Sends signed deliveries of distinct bodies at a steady pace, whatever comes back; none is sent twice.
 *
 * @param options.host - URI of the Calendly user whose meetings they tell of.
 * @param options.path - of the URL; the bare one when left out.
 */
export function startStream(
  origin: string,
  options: {
    readonly host: string
    readonly perSecond: number
    readonly key: () => string
    readonly path?: () => string
  },
): Stream {
  const agent = new http.Agent({ keepAlive: true, maxSockets: mostUnderWay })
  const sent: Sent[] = []
  const underWay = new Set<Promise<void>>()
  let isStopped = false

  async function deliver(): Promise<void> {
    const { body, eventUuid } = bookingBody(options.host)
    const digest = createHash('sha256').update(body).digest('hex')
    const headers = {
      'content-type': 'application/json',
      'calendly-webhook-signature': signature(options.key(), body),
    }
    const beganMs = performance.now()
    const path = options.path?.()
    const answer = await send(origin, { headers, body, agent, ...(path && { path }) }).catch(() => undefined)
    sent.push({
      digest,
      eventUuid,
      status: answer?.status ?? 0,
      retryAfter: answer?.headers['retry-after'],
      tookMs: performance.now() - beganMs,
      answeredAtMs: performance.now(),
    })
  }

  async function run(): Promise<void> {
    const beganMs = performance.now()
    let asked = 0
    while (!isStopped) {
      const due = Math.floor(((performance.now() - beganMs) / 1000) * options.perSecond)
      for (; asked < due; asked++) {
        if (underWay.size >= mostUnderWay) continue
        const one = deliver().finally(() => underWay.delete(one))
        underWay.add(one)
      }
      await sleep(everyMs)
    }
  }

  const running = run()
  return {
    sent,
    async stop() {
      isStopped = true
      await running
      await Promise.all(underWay)
      agent.destroy()
    },
  }
}
