import { expect, test } from 'vitest'
import { isLivingPostgres } from './process-of.ts'

test('tells a living Postgres from other processes and from one that waits to be reaped', () => {
  expect(isLivingPostgres('37 (postgres) S 1 37 37 0')).toBe(true)
  expect(isLivingPostgres('37 (postgres) Z 1 37 37 0')).toBe(false)
  expect(isLivingPostgres('37 (node) S 1 37 37 0')).toBe(false)
  expect(isLivingPostgres('37 (a (postgres) S) S 1 37')).toBe(false)
  expect(isLivingPostgres('')).toBe(false)
})
