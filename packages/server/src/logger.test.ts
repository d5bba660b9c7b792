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

test('silent is silent', () => {
  const { log, lines } = capture('json', 'silent')
  log.error('x')
  expect(lines()).toEqual([])
})
