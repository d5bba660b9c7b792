import { describe, expect, it } from 'vitest'
import { cleanMessage, readAnswer } from './answer.ts'
import { CalendlyError } from './errors.ts'

function errorFor(
  status: number,
  body: unknown,
  options: { paged?: boolean; headers?: Record<string, string> } = {},
) {
  const bytes = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body))
  const context = { route: 'GET /scheduled_events', paged: options.paged ?? false, nowMs: 0 }
  try {
    readAnswer({ status, headers: options.headers ?? {}, body: bytes }, context)
  } catch (error) {
    if (error instanceof CalendlyError) return error
    throw error
  }
  throw new Error('no error was thrown')
}

describe('readAnswer', () => {
  it.each([
    [400, 'bad_request', false],
    [401, 'unauthenticated', false],
    [403, 'forbidden', false],
    [404, 'not_found', false],
    [409, 'conflict', false],
    [418, 'bad_request', false],
    [424, 'bad_request', false],
    [429, 'rate_limited', true],
    [500, 'unavailable', true],
    [503, 'unavailable', true],
    [599, 'unavailable', true],
  ])('judges %i by the status alone: %s', (status, code, retryable) => {
    for (const body of ['', '<html>', '[]', '{"title":"Resource Not Found","message":"Something."}']) {
      expect(errorFor(status, body)).toMatchObject({ code, retryable, status })
    }
  })

  it('names the route, what Calendly says and the scopes that are missing', () => {
    const error = errorFor(403, {
      title: 'Insufficient scope',
      message: "This operation requires the scopes listed in the 'required_scopes' array.",
      required_scopes: ['scheduled_events:read', 5, '<script>'],
    })
    expect(error.requiredScopes).toEqual(['scheduled_events:read'])
    expect(error.message).toContain('GET /scheduled_events: 403.')
    expect(error.message).toContain(
      "This operation requires the scopes listed in the 'required_scopes' array.",
    )
    expect(error.toJSON()).toMatchObject({
      code: 'forbidden',
      facts: { route: 'GET /scheduled_events', status: 403 },
    })
  })

  it('tells a page token that is no longer taken from any other bad request', () => {
    const body = { title: 'Invalid Argument', message: 'page_token: is invalid' }
    const detailed = {
      message: 'The supplied parameters are invalid.',
      details: [{ parameter: 'page_token', message: 'is invalid' }],
    }
    expect(errorFor(400, body, { paged: true }).code).toBe('page_token_invalid')
    expect(errorFor(400, detailed, { paged: true }).code).toBe('page_token_invalid')
    expect(errorFor(400, body).code).toBe('bad_request')
    expect(errorFor(400, { message: 'count: is invalid' }, { paged: true }).code).toBe('bad_request')
  })

  it('passes on when a server in trouble wants to be asked again', () => {
    expect(errorFor(503, '', { headers: { 'retry-after': '5' } }).retryAfterMs).toBe(5_000)
    expect(errorFor(404, '', { headers: { 'retry-after': '5' } }).retryAfterMs).toBeUndefined()
  })

  it('never shows a piece of an answer that it could not read', () => {
    const error = errorFor(200, 'canary-answer {"email":"canary@example.com"')
    expect(error.code).toBe('garbled')
    expect(JSON.stringify(error) + error.message + String(error.cause)).not.toContain('canary')
  })
})

describe('cleanMessage', () => {
  it('leaves out addresses, tokens and control characters', () => {
    const token =
      'eyJraWQiOiIxY2UxZTEzNjE3ZGNmNzY2YjNjZWJjY2Y4ZGM1YmFmYThhNjVlNjg0MDIzZjdjMzJiZTgzNDliMjM4MDEzNWI0.x'
    expect(cleanMessage(`No ann@example.com\r\nfor \u001b[31m${token}`)).toBe('No (address) for [(value)')
    expect(cleanMessage('a'.repeat(9) + ' b'.repeat(500))).toHaveLength(300)
    expect(cleanMessage({ message: 'x' })).toBeUndefined()
    expect(cleanMessage('   ')).toBeUndefined()
  })

  it('leaves the sentences that Calendly is known to send alone', () => {
    for (const sentence of [
      'Please also specify organization when requesting events for a user within your organization.',
      'You do not have permission to access this resource.',
      'The access token is invalid',
    ]) {
      expect(cleanMessage(sentence)).toBe(sentence)
    }
  })
})
