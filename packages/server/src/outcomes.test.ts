import { CalendlyError, SyncError } from 'calendly-sync-engine'
import { expect, test } from 'vitest'
import { ConfigError } from './config.ts'
import { outcomeOf } from './outcomes.ts'
import { EmbeddedPostgresError } from './postgres/errors.ts'

const withCode = (code: string) => Object.assign(new Error('secret detail of the system'), { code })

test.each([
  [new SyncError('no_account', 'No account.'), 409, 1, 'no_account'],
  [new SyncError('bad_cursor', 'Bad.'), 400, 2, 'bad_cursor'],
  [new SyncError('foreign_table', 'Not ours.'), 503, 78, 'foreign_table'],
  [new ConfigError(['PORT must be …']), 500, 78, 'bad_config'],
  [new EmbeddedPostgresError('folder_unwritable', 'No.'), 500, 78, 'folder_unwritable'],
  [
    new CalendlyError('rate_limited', { route: 'GET /users/me', message: 'Slow down.' }),
    502,
    1,
    'calendly_rate_limited',
  ],
  [withCode('ECONNREFUSED'), 503, 1, 'database_unavailable'],
  [
    new SyncError('migration_failed', 'x', { cause: withCode('ECONNREFUSED') }),
    503,
    1,
    'database_unavailable',
  ],
  [new SyncError('migration_failed', 'x', { cause: withCode('42701') }), 503, 1, 'migration_failed'],
  [withCode('57P03'), 503, 1, 'database_unavailable'],
  [new Error('Connection terminated unexpectedly'), 503, 1, 'database_unavailable'],
  [withCode('42P01'), 503, 1, 'database_unmigrated'],
  [withCode('23505'), 500, 1, 'internal'],
  [new TypeError('x is undefined'), 500, 1, 'internal'],
  ['a thrown text', 500, 1, 'internal'],
])('%s is %i, exit code %i, %s', (error, status, exitCode, code) => {
  expect(outcomeOf(error)).toMatchObject({ status, exitCode, code })
})

test('what was not meant for people is not told', () => {
  expect(outcomeOf(withCode('23505')).detail).not.toContain('secret detail')
  expect(outcomeOf(withCode('ECONNREFUSED')).detail).not.toContain('secret detail')
})
