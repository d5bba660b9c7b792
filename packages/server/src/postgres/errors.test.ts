import { expect, test } from 'vitest'
import { folderError } from './errors.ts'

test('names a full disk as such, with a next step', () => {
  const error = folderError('/data/postgres', new Error('initdb: could not write: No space left on device'))
  expect(error.code).toBe('disk_full')
  expect(error.message).toContain('/data/postgres')
  expect(error.message).toContain('DATA_DIR')
})

test('keeps the cause of a folder that cannot be used', () => {
  const cause = Object.assign(new Error("EACCES: permission denied, mkdir '/data'"), { code: 'EACCES' })
  expect(folderError('/data', cause)).toMatchObject({ code: 'folder_unwritable', cause })
})
