import { expect, test } from 'vitest'
import { aRun } from '../testing/facts.ts'
import { checkWords } from './use-account-actions.ts'

test('says what a check found, and never that it is done while it is not', () => {
  expect(checkWords(aRun())).toBe('Checked: 3 new, 1 updated, 2 cancelled.')
  expect(checkWords(aRun({ state: 'running' }))).toContain('still running')
  expect(checkWords(aRun({ state: 'waiting' }))).toContain('Calendly is limiting us')
  const errors = [{ code: 'timeout', message: 'Calendly did not answer in time.' }]
  expect(checkWords(aRun({ state: 'failed', errors }))).toBe(
    'The check failed. Calendly did not answer in time.',
  )
})
