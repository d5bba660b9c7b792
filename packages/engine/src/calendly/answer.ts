import { CalendlyError, type CalendlyErrorCode } from './errors.ts'
import { parseJson } from './json.ts'
import { readRetryAfter } from './rate-headers.ts'
import type { Answer } from './transport.ts'

export interface AnswerContext {
  route: string
  /** The request carried a `page_token`. */
  paged: boolean
  /** Wall clock, for a `Retry-After` date. */
  nowMs: number
  /** What the budget made of a 429. */
  blockedForMs?: number | undefined
}

/**
 * The JSON of a successful answer.
 *
 * @throws CalendlyError for every status but 2xx, decided by the status alone (Calendly's `title` is not reliable, its
 * `message` is shown), and `garbled` for a body that is no JSON.
 * @see Calendly developer docs, "API conventions", errors.
 */
export function readAnswer(answer: Answer, context: AnswerContext): unknown {
  if (answer.status >= 400) throw errorOf(answer, context)
  if (answer.status === 204) return undefined // "No Content": what was asked is done
  const parsed = parseJson(answer.body)
  if (parsed.ok) return parsed.value
  throw new CalendlyError('garbled', {
    route: context.route,
    status: answer.status,
    message: `the answer is not the JSON that Calendly sends (${parsed.problem}, ${answer.body.length} bytes).`,
  })
}

function errorOf(answer: Answer, context: AnswerContext): CalendlyError {
  const { status } = answer
  const said = readErrorBody(answer.body)
  const code = codeOf(status, context.paged && said.namesPageToken)
  return new CalendlyError(code, {
    route: context.route,
    status,
    message: `${status}. ${nextSteps[code] ?? ''}`.trim(),
    calendlyMessage: said.message,
    requiredScopes: said.requiredScopes,
    retryAfterMs:
      context.blockedForMs ?? (status >= 500 ? readRetryAfter(answer.headers, context.nowMs) : undefined),
  })
}

function codeOf(status: number, namesPageToken: boolean): CalendlyErrorCode {
  if (status >= 500) return 'unavailable'
  if (status === 400 && namesPageToken) return 'page_token_invalid'
  return codesByStatus[status] ?? 'bad_request'
}

const codesByStatus: Readonly<Record<number, CalendlyErrorCode>> = {
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not_found',
  409: 'conflict',
  429: 'rate_limited',
}

const nextSteps: Partial<Record<CalendlyErrorCode, string>> = {
  unauthenticated: 'The token was refused: connect the account again.',
  forbidden: 'The token may not do this: check its scopes and the role of its user.',
  not_found: 'It is gone, or this token may not see it.',
  bad_request: 'Calendly refused the request as it stands.',
  page_token_invalid: 'The list has to be started again.',
  rate_limited: "Calendly's limit is used up; it goes on by itself.",
  unavailable: 'Calendly is in trouble; it is tried again by itself.',
}

interface ErrorBody {
  message: string | undefined
  requiredScopes: string[] | undefined
  namesPageToken: boolean
}

function readErrorBody(body: Buffer): ErrorBody {
  const parsed = parseJson(body)
  const value = parsed.ok && isRecord(parsed.value) ? parsed.value : {}
  const details = Array.isArray(value.details) ? value.details.filter(isRecord) : []
  const texts = [value.message, ...details.flatMap((detail) => [detail.parameter, detail.message])]
  const scopes = Array.isArray(value.required_scopes) ? value.required_scopes : []
  const requiredScopes = scopes.filter(
    (scope): scope is string => typeof scope === 'string' && /^[a-z_:]{1,60}$/.test(scope),
  )
  return {
    message: cleanMessage(value.message),
    requiredScopes: requiredScopes.length > 0 ? requiredScopes.slice(0, 20) : undefined,
    namesPageToken: texts.some((text) => typeof text === 'string' && text.includes('page_token')),
  }
}

/**
 * Calendly's sentence made fit for logs and pages: one line, at most 300 characters, addresses and anything that could
 * be a token left out, since an answer may echo what was sent.
 */
export function cleanMessage(message: unknown): string | undefined {
  if (typeof message !== 'string') return undefined
  const text = message
    .slice(0, 2_000)
    .replace(/[\p{C}\p{Z}]+/gu, ' ')
    .replace(/\S+@\S+/g, '(address)')
    .replace(/[\w.~+/=-]{24,}/g, '(value)')
    .trim()
  return text === '' ? undefined : text.slice(0, 300)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
