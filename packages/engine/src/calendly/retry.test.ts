import { describe, expect, it } from 'vitest'
import { CalendlyError, type CalendlyErrorCode } from './errors.ts'
import { createRetryAllowance, retryDelayMs } from './retry.ts'

const failed = (code: CalendlyErrorCode, retryAfterMs?: number) =>
  new CalendlyError(code, { route: 'GET /users/me', message: 'failed.', retryAfterMs })

describe('retryDelayMs', () => {
  it('tries again after trouble, with full jitter that grows', () => {
    for (const code of ['unavailable', 'timeout', 'network', 'garbled'] as const) {
      expect(retryDelayMs(failed(code), 1, () => 0)).toBe(0)
      expect(retryDelayMs(failed(code), 1, () => 0.5)).toBe(250)
      expect(retryDelayMs(failed(code), 2, () => 0.5)).toBe(500)
    }
  })

  it('never tries a third time again', () => {
    expect(retryDelayMs(failed('unavailable'), 3, () => 0)).toBeUndefined()
    expect(retryDelayMs(failed('rate_limited', 1_000), 3, () => 0)).toBeUndefined()
  })

  it('takes a refusal as an answer', () => {
    const refusals = [
      'unauthenticated',
      'forbidden',
      'not_found',
      'bad_request',
      'conflict',
      'page_token_invalid',
    ] as const
    for (const code of [...refusals, 'oversized', 'redirected', 'paging_loop'] as const) {
      expect(retryDelayMs(failed(code), 1, () => 0)).toBeUndefined()
    }
  })

  it('does not come back before Retry-After, and gives up when that is far off', () => {
    expect(retryDelayMs(failed('unavailable', 4_000), 1, () => 0.9)).toBe(4_000)
    expect(retryDelayMs(failed('unavailable', 120_000), 1, () => 0.9)).toBeUndefined()
  })

  it('leaves the wait after a 429 to the budget', () => {
    expect(retryDelayMs(failed('rate_limited', 61_000), 1, () => 0.9)).toBe(0)
  })
})

describe('createRetryAllowance', () => {
  it('allows ten retries while there were fewer than a hundred calls', () => {
    const allowance = createRetryAllowance()
    for (let call = 0; call < 50; call++) allowance.callStarted(0)
    expect(Array.from({ length: 12 }, () => allowance.mayRetry(1_000)).filter(Boolean)).toHaveLength(10)
  })

  it('allows a tenth of the calls of the last five minutes, and again when they have passed', () => {
    const allowance = createRetryAllowance()
    for (let call = 0; call < 300; call++) allowance.callStarted(call)
    expect(Array.from({ length: 100 }, () => allowance.mayRetry(1_000)).filter(Boolean)).toHaveLength(30)
    expect(allowance.mayRetry(290_000)).toBe(false)
    expect(allowance.mayRetry(310_000)).toBe(true)
  })
})
