import { expect, test } from 'vitest'
import { parsePostmasterFile } from './postmaster-file.ts'

const WHOLE = '3809\n/proc/self/fd/3\n1795382654\n5432\n/tmp/calsync-1\n\n 16039942         4\nready   \n'

test('reads pid, socket folder and state of a running server', () => {
  expect(parsePostmasterFile(WHOLE)).toEqual({
    pid: 3809,
    port: '5432',
    socketDir: '/tmp/calsync-1',
    state: 'ready',
  })
})

test('takes a half written file for a server whose state is not known yet', () => {
  expect(parsePostmasterFile('3809\n/data\n1795382654\n')?.state).toBe('unknown')
})

test('sees no server in an empty or senseless file', () => {
  expect(parsePostmasterFile('')).toBeNull()
  expect(parsePostmasterFile('-3\n')).toBeNull()
  expect(parsePostmasterFile('postgres\n')).toBeNull()
})
