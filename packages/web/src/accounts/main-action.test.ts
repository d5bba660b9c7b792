import { expect, test } from 'vitest'
import { anAccount } from '../testing/facts.ts'
import { mainActionOf } from './main-action.ts'

const problem = (code: string) => ({ code, message: 'x', nextStep: 'y', since: '2026-11-25T11:00:00Z' })
const { webhook } = anAccount()
const missing = [{ code: 'scope_missing', message: 'x', nextStep: 'y' }]

test('a healthy account has no main action', () => {
  expect(mainActionOf(anAccount())).toBeUndefined()
})

test('each problem has the one action that helps', () => {
  expect(mainActionOf(anAccount({ state: 'paused' }))).toBe('resume')
  expect(mainActionOf(anAccount({ state: 'reconnect', problem: problem('unauthenticated') }))).toBe(
    'reconnect',
  )
  expect(mainActionOf(anAccount({ problem: problem('missing_meetings') }))).toBe('confirm')
  expect(mainActionOf(anAccount({ state: 'failing', problem: problem('timeout') }))).toBe('check')
  expect(mainActionOf(anAccount({ state: 'limited', problem: problem('role_lost') }))).toBe('check')
  expect(mainActionOf(anAccount({ webhook: { ...webhook, state: 'failing' } }))).toBe('webhook')
  expect(mainActionOf(anAccount({ missing }))).toBe('reconnect')
})

test('what ends by itself, or with what only an owner can do, has none', () => {
  expect(mainActionOf(anAccount({ problem: problem('importing') }))).toBeUndefined()
  expect(mainActionOf(anAccount({ state: 'failing', problem: problem('unlinked') }))).toBeUndefined()
})

test('checks that fail come before a webhook that does', () => {
  const account = anAccount({ state: 'reconnect', webhook: { ...webhook, state: 'disabled' }, missing })
  expect(mainActionOf(account)).toBe('reconnect')
})
