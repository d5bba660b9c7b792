import { describe, expect, it } from 'vitest'
import { errorCode, SyncError } from './errors.ts'

describe('SyncError', () => {
  it('becomes plain data with code, facts and the chain of causes', () => {
    const cause = new SyncError('network', 'Could not reach it.', {
      cause: Object.assign(new TypeError('x'), { code: 'ECONNRESET' }),
    })
    const error = new SyncError('failed', 'The pass failed. Try again.', {
      cause,
      retryAfterMs: 500,
      facts: { page: 3 },
    })
    expect(JSON.parse(JSON.stringify(error))).toEqual({
      name: 'SyncError',
      code: 'failed',
      message: 'The pass failed. Try again.',
      retryAfterMs: 500,
      facts: { page: 3 },
      cause: {
        name: 'SyncError',
        code: 'network',
        message: 'Could not reach it.',
        cause: { name: 'TypeError', code: 'ECONNRESET' },
      },
    })
  })

  it('does not repeat the text of a foreign cause, which may hold anything', () => {
    const error = new SyncError('failed', 'It failed.', { cause: new Error('canary@example.com') })
    expect(JSON.stringify(error)).not.toContain('canary')
    expect(new SyncError('failed', 'It failed.', { cause: 'canary' }).toJSON().cause).toEqual({
      name: 'string',
    })
  })

  it('keeps the names of its subclasses', () => {
    class StoreError extends SyncError {}
    expect(new StoreError('locked', 'Locked.').toJSON()).toEqual({
      name: 'StoreError',
      code: 'locked',
      message: 'Locked.',
    })
  })
})

describe('errorCode', () => {
  it('finds a textual code and nothing else', () => {
    expect(errorCode(Object.assign(new Error(), { code: '40P01' }))).toBe('40P01')
    for (const other of [null, undefined, 'x', 5, {}, { code: 7 }]) expect(errorCode(other)).toBeUndefined()
  })
})
