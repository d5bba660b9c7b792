import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import { readAnswer } from './answer.ts'
import type { Budget, WaitReason } from './budget.ts'
import type { CallOptions } from './call.ts'
import { CalendlyError } from './errors.ts'
import { maxAttempts, retryDelayMs } from './retry.ts'
import type { Answer, Transport } from './transport.ts'

export interface RequestParts {
  /** Where the API lives, without a trailing slash. */
  base: string
  accessToken: (refused?: string) => Promise<string>
  transport: Transport
  budget: Budget
  clock: Clock
  random: () => number
  log: Log
  userAgent: string
}

/** What is called. */
export interface Target {
  /** `GET` unless it says otherwise. */
  method?: 'POST' | 'DELETE'
  /** What a POST says. */
  body?: object
  /** Path template, the only form that is logged: `/scheduled_events/{uuid}`. */
  template: string
  /** The path itself. */
  path: string
  /** Query without the question mark; empty for none. */
  query: string
}

export interface Received<T> {
  value: T
  mark: bigint | undefined
  askedAt: number
}

export interface Requester {
  /**
   * Sends a request, at most three times, and reads the answer. A POST may then have been done twice; the callers of
   * those that are not harmless twice say how they find out.
   *
   * @param read - turns the JSON into the value or throws `garbled`, which is tried again like a cut answer.
   * @throws CalendlyError when all attempts failed; the caller's own reason when its signal ended the call.
   */
  send<T>(
    target: Target,
    options: CallOptions,
    read: (json: unknown, route: string) => T,
  ): Promise<Received<T>>
  /** Attempts sent so far. */
  readonly requests: number
  /** @see CalendlyClient.onWait */
  onWait(listener: WaitListener): void
}

/** Told that a call has to wait for Calendly's limit for `waitMs` milliseconds, and why. */
export type WaitListener = (waitMs: number, reason: WaitReason) => void

/** The one place where calls are paced, sent, judged and tried again. */
export function createRequester(parts: RequestParts): Requester {
  const { base, accessToken, transport, budget, clock, random, log, userAgent } = parts
  let requests = 0
  let refused: string | undefined
  let tellWait: WaitListener | undefined

  async function attempt<T>(
    target: Target,
    options: CallOptions,
    read: (json: unknown, route: string) => T,
  ): Promise<Received<T>> {
    const { method = 'GET' } = target
    const route = `${method} ${target.template}`
    await budget.take({ ...options, onWait: tellWait })
    // Only now: a token may run out while the call waits, and the mark must not be older than it has to.
    const token = await accessToken(refused)
    if (!/^[\x21-\x7e]+$/.test(token)) throw unusableToken(route)
    const mark = await options.beforePage?.()
    options.signal?.throwIfAborted()
    const askedAt = clock.monotonic()
    requests++
    const url = new URL(`${base}${target.path}${target.query === '' ? '' : `?${target.query}`}`)
    const body = target.body && JSON.stringify(target.body)
    const headers = {
      authorization: `Bearer ${token}`,
      'user-agent': userAgent,
      ...(body !== undefined && { 'content-type': 'application/json' }),
    }
    const answer = await transport.send({ method, url, route, headers, body, signal: options.signal })
    const blockedForMs = await budget.observe(answer)
    logAnswer(log, route, answer, clock.monotonic() - askedAt)
    const paged = url.searchParams.has('page_token')
    if (answer.status === 401) refused = token
    const json = readAnswer(answer, { route, paged, nowMs: clock.now(), blockedForMs })
    return { value: read(json, route), mark, askedAt }
  }

  return {
    async send(target, options, read) {
      budget.callStarted()
      for (let made = 1; ; made++) {
        try {
          return await attempt(target, options, read)
        } catch (error) {
          if (!(error instanceof CalendlyError)) throw error
          if (made === 1 && error.status === 401 && (await accessToken(refused)) !== refused) continue
          const delayMs = retryDelayMs(error, made, random)
          const retries = delayMs !== undefined && budget.mayRetry()
          const facts = { ...error.facts, code: error.code, attempt: made, of: maxAttempts, retries }
          // A refusal is an answer for the flow to judge; only trouble is worth a warning.
          log[error.retryable ? 'warn' : 'debug']('Calendly call failed', facts)
          if (!retries) throw error
          if (delayMs > 0) await clock.sleep(delayMs, options.signal)
        }
      }
    },
    get requests() {
      return requests
    },
    onWait(listener) {
      tellWait = listener
    },
  }
}

function logAnswer(log: Log, route: string, answer: Answer, tookMs: number): void {
  log.debug('Calendly answered', {
    route,
    status: answer.status,
    bytes: answer.body.length,
    tookMs: Math.round(tookMs),
  })
}

function unusableToken(route: string): CalendlyError {
  const message =
    'the access token is empty or holds characters that no token has: connect the account again.'
  return new CalendlyError('unauthenticated', { route, message })
}
