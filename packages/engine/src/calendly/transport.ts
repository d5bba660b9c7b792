import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { Agent, request } from 'undici'
import { errorCode } from '../errors.ts'
import { CalendlyError, type CalendlyErrorCode } from './errors.ts'

export interface TransportTimeouts {
  /** Until the connection stands. Default 10,000. */
  connectMs?: number
  /** From the request to the answer's headers. Default 15,000. */
  headersMs?: number
  /** The whole call, so that a body that drips cannot go on for ever. Default 30,000. */
  totalMs?: number
}

export interface TransportOptions {
  timeouts?: TransportTimeouts | undefined
  /** Largest answer we hold, compressed or not, in bytes. Default 16 MiB. */
  maxBodyBytes?: number | undefined
}

/** Header values by lower-case name; a repeated header is joined with a comma. */
export type AnswerHeaders = Readonly<Record<string, string | undefined>>

export interface Answer {
  status: number
  headers: AnswerHeaders
  /** Decoded bytes. Empty for an error answer whose body could not be read. */
  body: Buffer
}

export interface TransportRequest {
  method: 'GET' | 'POST' | 'DELETE'
  url: URL
  /** For error messages: method and path template. */
  route: string
  headers: Record<string, string>
  /** JSON of a POST. */
  body?: string | undefined
  signal?: AbortSignal | undefined
}

/** Sends one request and brings the bounded answer, or rejects with a `CalendlyError` or the reason of the caller's signal. */
export interface Transport {
  send(request: TransportRequest): Promise<Answer>
  close(): Promise<void>
}

const errorBodyMs = 5_000
const errorBodyBytes = 64 * 1024

/**
 * HTTP over undici's `request`, which follows no redirect and decodes nothing by itself: both are decided here.
 *
 * Deadlines run on real timers, not on the injected clock: a clock that a test moves ahead must not cut a call.
 */
export function createTransport(options: TransportOptions = {}): Transport {
  const { connectMs = 10_000, headersMs = 15_000, totalMs = 30_000 } = options.timeouts ?? {}
  const maxBodyBytes = options.maxBodyBytes ?? 16 * 1024 * 1024
  const agent = new Agent({
    connect: { timeout: connectMs },
    headersTimeout: headersMs,
    bodyTimeout: totalMs,
  })

  return {
    async send({ method, url, route, headers, body: sent, signal }) {
      const call = openCall(signal, totalMs)
      let failedAs: CalendlyErrorCode = 'network'
      try {
        const response = await request(url, {
          dispatcher: agent,
          method,
          ...(sent !== undefined && { body: sent }),
          headers: { ...headers, accept: 'application/json', 'accept-encoding': 'gzip' },
          signal: call.signal,
        })
        failedAs = 'garbled' // from here on, what breaks is an answer that had begun
        const { statusCode: status } = response
        const answerHeaders = joined(response.headers)
        // A body that breaks while nobody reads it would otherwise end the process; readers still see the error.
        response.body.on('error', () => {})
        if (status < 200 || status >= 300) {
          const body = await readErrorBody(response.body, answerHeaders, call)
          if (status < 400) throw unexpectedStatus(route, status)
          return { status, headers: answerHeaders, body }
        }
        const raw = await readCapped(response.body, maxBodyBytes, route)
        return {
          status,
          headers: answerHeaders,
          body: await decoded(raw, answerHeaders, maxBodyBytes, route),
        }
      } catch (error) {
        signal?.throwIfAborted()
        if (error instanceof CalendlyError) throw error
        throw brokenCall(error, { route, failedAs, timedOut: call.timedOut(), host: url.host })
      } finally {
        call.close()
      }
    },
    close: () => agent.close(),
  }
}

interface OpenCall {
  signal: AbortSignal
  /** Ends the call by its own deadline after at most `ms` more. */
  shorten(ms: number): void
  timedOut(): boolean
  close(): void
}

// By hand, not AbortSignal.any: on Node 20 that keeps every derived signal alive as long as the caller's, and one
// signal may span the 100,000 calls of an import (nodejs/node issue 54614).
function openCall(callerSignal: AbortSignal | undefined, totalMs: number): OpenCall {
  const controller = new AbortController()
  let late = false
  const deadline = () => {
    late = true
    controller.abort()
  }
  let timer = setTimeout(deadline, totalMs)
  const follow = () => controller.abort(callerSignal?.reason)
  if (callerSignal?.aborted) follow()
  callerSignal?.addEventListener('abort', follow, { once: true })
  return {
    signal: controller.signal,
    shorten(ms) {
      clearTimeout(timer)
      timer = setTimeout(deadline, Math.min(ms, totalMs))
    },
    timedOut: () => late,
    close() {
      clearTimeout(timer)
      callerSignal?.removeEventListener('abort', follow)
    },
  }
}

async function readCapped(body: AsyncIterable<Uint8Array>, maxBytes: number, route: string): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body) {
    size += chunk.byteLength
    if (size > maxBytes) throw oversized(route, maxBytes) // leaving the loop destroys the body and its socket
    chunks.push(chunk)
  }
  return Buffer.concat(chunks, size)
}

/** The status already tells what went wrong; a broken or endless body must not hide it. */
async function readErrorBody(
  body: AsyncIterable<Uint8Array>,
  headers: AnswerHeaders,
  call: OpenCall,
): Promise<Buffer> {
  call.shorten(errorBodyMs)
  try {
    const raw = await readCapped(body, errorBodyBytes, '')
    return await decoded(raw, headers, errorBodyBytes, '')
  } catch {
    return Buffer.alloc(0)
  }
}

const gunzipAsync = promisify(gunzip)

async function decoded(
  raw: Buffer,
  headers: AnswerHeaders,
  maxBytes: number,
  route: string,
): Promise<Buffer> {
  const encoding = (headers['content-encoding'] ?? 'identity').trim().toLowerCase()
  if (encoding === 'identity' || encoding === '') return raw
  // We offer gzip alone, once. Anything else, stacked encodings above all, is not an answer to us.
  if (encoding !== 'gzip' && encoding !== 'x-gzip') {
    throw new CalendlyError('garbled', {
      route,
      message: 'the answer is in an encoding that was not offered.',
    })
  }
  try {
    return await gunzipAsync(raw, { maxOutputLength: maxBytes })
  } catch (error) {
    if (errorCode(error) === 'ERR_BUFFER_TOO_LARGE') throw oversized(route, maxBytes)
    throw new CalendlyError('garbled', {
      route,
      message: 'the compressed answer is damaged.',
      cause: plainCause(error),
    })
  }
}

function oversized(route: string, maxBytes: number): CalendlyError {
  const message = `the answer is larger than ${maxBytes} bytes and was dropped. No answer of Calendly is; check CALENDLY_API_URL.`
  return new CalendlyError('oversized', { route, message })
}

function unexpectedStatus(route: string, status: number): CalendlyError {
  if (status < 300)
    return new CalendlyError('garbled', { route, status, message: `the answer has status ${status}.` })
  const message = `was redirected (${status}) and not followed: Calendly's API never redirects. Check CALENDLY_API_URL.`
  return new CalendlyError('redirected', { route, status, message })
}

const timeoutCodes = new Set([
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
  'ETIMEDOUT',
])

function brokenCall(
  error: unknown,
  at: { route: string; failedAs: CalendlyErrorCode; timedOut: boolean; host: string },
): CalendlyError {
  const { route, host } = at
  const cause = plainCause(error)
  const code = errorCode(error) ?? 'unknown cause'
  if (at.timedOut || timeoutCodes.has(code)) {
    return new CalendlyError('timeout', { route, cause, message: `${host} did not answer in time.` })
  }
  // undici names the parser's error but gives it no code for an answer that is no HTTP.
  if (at.failedAs === 'garbled' || cause.name === 'HTTPParserError' || code === 'UND_ERR_HEADERS_OVERFLOW') {
    return new CalendlyError('garbled', {
      route,
      cause,
      message: `the answer of ${host} broke off or is no HTTP (${code}).`,
    })
  }
  return new CalendlyError('network', { route, cause, message: `could not reach ${host} (${code}).` })
}

// undici hangs pieces of the answer on some errors (HTTPParserError.data), and loggers print every member they find.
function plainCause(error: unknown): Error {
  const cause = new Error(errorCode(error) ?? 'no code')
  cause.name = error instanceof Error ? error.name : 'UnknownError'
  return Object.assign(cause, { code: errorCode(error) })
}

function joined(headers: Record<string, string | string[] | undefined>): AnswerHeaders {
  const result: Record<string, string | undefined> = Object.create(null)
  for (const [name, value] of Object.entries(headers)) {
    result[name] = Array.isArray(value) ? value.join(', ') : value
  }
  return result
}
