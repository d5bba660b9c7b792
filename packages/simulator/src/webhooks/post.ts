import http from 'node:http'
import https from 'node:https'
import type { DeliveryAttempt } from './types.ts'

/** What came of one request: a status, or what went wrong before there was one. */
export type Outcome = Omit<DeliveryAttempt, 'at'>

export interface Poster {
  /** Never throws: whatever happens is an outcome. */
  post(url: string, headers: Record<string, string>, body: string): Promise<Outcome>
  /** Cuts every connection. */
  close(): void
}

/** Calendly developer docs, "Webhook timeouts". */
const calendlyLimits = { connectMs: 10_000, readMs: 15_000 }

/** More of an answer than this is not read. */
const answerBytes = 1_048_576

/** Longer than any answer may take: only connections that rest end by the agent's own, shorter time. */
const activeMs = 60_000

/**
 * Sends messages over real HTTP; redirects are answers like any other. Connections are kept for one second, less
 * than any server keeps them, so that no message meets a connection that is just being closed.
 */
export function createPoster(limits = calendlyLimits): Poster {
  const options = { keepAlive: true, timeout: 1_000 }
  const agents = { 'http:': new http.Agent(options), 'https:': new https.Agent(options) }
  let isClosed = false
  return {
    post: async (url, headers, body) => {
      if (isClosed) return { status: null, error: 'the simulator is closed' }
      const target = new URL(url)
      const bytes = Buffer.from(body)
      const sending = {
        method: 'POST',
        timeout: activeMs,
        headers: { ...headers, 'content-type': 'application/json', 'content-length': bytes.length },
      }
      const request =
        target.protocol === 'https:'
          ? https.request(target, { ...sending, agent: agents['https:'] })
          : http.request(target, { ...sending, agent: agents['http:'] })
      const outcome = outcomeOf(request, limits)
      request.end(bytes)
      return outcome
    },
    close: () => {
      isClosed = true
      agents['http:'].destroy()
      agents['https:'].destroy()
    },
  }
}

function outcomeOf(request: http.ClientRequest, limits: typeof calendlyLimits): Promise<Outcome> {
  return new Promise((resolve) => {
    let timer: NodeJS.Timeout | undefined
    const allow = (ms: number, what: string) => {
      clearTimeout(timer)
      timer = setTimeout(() => request.destroy(new Error(`${what} took longer than ${ms} ms`)), ms)
      timer.unref()
    }
    const settle = (outcome: Outcome) => {
      clearTimeout(timer)
      resolve(outcome)
    }
    const fail = (error: Error) => settle({ status: null, error: error.message || error.name })
    allow(limits.connectMs, 'connecting')
    request.once('socket', (socket) => {
      const connected = () => allow(limits.readMs, 'the answer')
      if (socket.connecting) socket.once('connect', connected)
      else connected()
    })
    request.on('error', fail)
    request.once('response', (response) => {
      let read = 0
      response.on('data', (chunk: Buffer) => {
        read += chunk.length
        if (read > answerBytes) request.destroy(new Error(`the answer is longer than ${answerBytes} bytes`))
      })
      response.on('error', fail)
      response.once('end', () => settle({ status: response.statusCode ?? null }))
    })
  })
}
