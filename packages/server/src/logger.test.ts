import { PassThrough } from 'node:stream'
import { SyncError } from 'calendly-sync-engine'
import { expect, test } from 'vitest'
import { createLogger } from './logger.ts'

function capture(logFormat: 'pretty' | 'json', logLevel: 'debug' | 'info' | 'silent' = 'info') {
  const out = new PassThrough()
  return {
    log: createLogger({ logLevel, logFormat }, out),
    lines: () =>
      String(out.read() ?? '')
        .split('\n')
        .slice(0, -1),
  }
}

const line = '  ✅ User 1: 3 new, 2 updated'

test('the readable form is the bare line that operators grep for', () => {
  const { log, lines } = capture('pretty')
  log.info(line, { new: 3 })
  log.debug('not shown')
  expect(lines()).toEqual([line])
})

test('the JSON form has the same line as msg, the facts as fields, and the time', () => {
  const { log, lines } = capture('json')
  log.info(line, { new: 3 })
  expect(JSON.parse(lines()[0] ?? '')).toEqual({
    level: 'info',
    time: expect.stringMatching(/Z$/),
    new: 3,
    msg: line,
  })
})

test('trouble tells level, reason and facts', () => {
  const { log, lines } = capture('pretty')
  log.warn('a pass failed', { error: new SyncError('unavailable', 'Calendly answered 503.'), tries: 2 })
  expect(lines()).toEqual(['WARN a pass failed (Calendly answered 503. tries=2)'])
})

test.each(['pretty', 'json'] as const)('a secret among the facts is not written (%s)', (format) => {
  const { log, lines } = capture(format)
  log.warn('x', { token: 'hunter2', calendly: { personalAccessToken: 'hunter2' } })
  expect(lines().join()).not.toContain('hunter2')
})

test.each(['pretty', 'json'] as const)(
  'what a database says of a refused row is not written (%s)',
  (format) => {
    const { log, lines } = capture(format)
    const refusal = (code: string, message: string) =>
      Object.assign(new Error(message), {
        ...{ severity: 'ERROR', code, table: 'meetings' },
        ...{
          detail: 'Failing row: Anna',
          hint: 'Anna?',
          where: 'JSON data, line 1: Anna',
          internalQuery: 'Anna',
        },
      })
    log.error('x', { error: refusal('23514', 'violates check constraint "doomed"') })
    log.error('x', {
      error: new SyncError('not_kept', 'Not stored.', { cause: refusal('22007', 'invalid date: "Anna"') }),
    })
    log.error('x', { error: refusal('P0001', 'Anna is not wanted') })
    log.error('x', { error: Object.assign(new Error('no address'), { input: 'postgres://u:Anna@host' }) })
    const text = lines().join('\n')
    expect(text).toContain('violates check constraint')
    expect(text).not.toContain('Anna')
  },
)

test('an error keeps its type, code, place and cause', () => {
  const { log, lines } = capture('json')
  log.error('x', { error: new SyncError('not_kept', 'Not stored.', { cause: new RangeError('too far') }) })
  expect(JSON.parse(lines()[0] ?? '').error).toMatchObject({
    type: 'SyncError',
    code: 'not_kept',
    message: 'Not stored.',
    stack: expect.stringMatching(/^SyncError: Not stored\.\n {4}at .*logger\.test/),
    cause: { type: 'RangeError', message: 'too far' },
  })
})

test('silent is silent', () => {
  const { log, lines } = capture('json', 'silent')
  log.error('x')
  expect(lines()).toEqual([])
})
