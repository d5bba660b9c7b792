import { expect, test } from 'vitest'
import type { OperatedAccount, OperationsView } from '../api/types.ts'
import { createFormats } from '../time/formats.ts'
import {
  changedWords,
  freshnessWords,
  muteWords,
  overallWords,
  retriedWords,
  retryWords,
  trendWords,
} from './words.ts'

const formats = createFormats('UTC', false)
const nowMs = Date.parse('2026-11-25T12:00:00Z')

function anAccount(told: Partial<OperatedAccount> = {}): OperatedAccount {
  return {
    id: '0f1e2d3c-0000-0000-0000-000000000000',
    email: null,
    state: 'active',
    problem: null,
    completeAsOf: null,
    lastSyncedAt: null,
    nextSyncAt: null,
    callsLeft: null,
    webhookState: 'off',
    ...told,
  }
}
const aUser = (accounts: OperatedAccount[], worstCompleteAsOf: string | null = null) => ({
  userId: 'user-1',
  email: 'ada@firm.example',
  worstCompleteAsOf,
  accounts,
})

const overall = (accounts: OperationsView['totals']['accounts'], stuck = 0) =>
  overallWords({
    totals: { users: 1, accounts },
    stuck: Array.from({ length: stuck }, () => ({
      accountRunId: 'r',
      accountId: 'a',
      userId: 'u',
      state: 'queued' as const,
      why: 'lease' as const,
      since: '2026-11-25T11:00:00Z',
    })),
  })

test('the answer at the top counts whom somebody has to help, and checks that do not get on', () => {
  expect(overall({})).toEqual({ tone: 'good', words: 'No account is connected yet.' })
  expect(overall({ active: 1 })).toEqual({ tone: 'good', words: '1 account: nothing fails.' })
  expect(overall({ active: 1200, paused: 3 }).words).toBe('1,203 accounts, 3 of them paused: nothing fails.')
  expect(overall({ active: 9, failing: 1 })).toEqual({
    tone: 'late',
    words: '1 of 10 accounts needs somebody.',
  })
  expect(overall({ active: 7, failing: 1, reconnect: 1, limited: 1 }, 2).words).toBe(
    '3 of 10 accounts need somebody, and 2 checks are stuck.',
  )
  expect(overall({ active: 2 }, 1)).toEqual({ tone: 'late', words: '1 check is stuck.' })
})

test('a list that was never complete is not called paused, and the other way round', () => {
  expect(freshnessWords(aUser([anAccount()], '2026-11-25T11:58:00Z'), formats, nowMs)).toBe(
    'Complete as of 11:58 (2 min ago)',
  )
  expect(freshnessWords(aUser([anAccount(), anAccount({ state: 'paused' })]), formats, nowMs)).toBe(
    'Never complete so far',
  )
  expect(freshnessWords(aUser([anAccount({ state: 'paused' })]), formats, nowMs)).toBe('Paused')
})

test('bars are told number by number', () => {
  expect(trendWords([0, 4, 1])).toBe(
    'Failed checks hour by hour over 3 hours, the last one being this hour: 0, 4, 1.',
  )
})

test('a mute names its cause, or whose account it is as far as that is known', () => {
  const mute = { id: 'm', until: '2026-11-26T00:00:00Z', createdAt: '2026-11-25T00:00:00Z' }
  const users = [aUser([anAccount()])]
  expect(muteWords({ ...mute, code: 'timeout', accountId: null }, users)).toBe('Cause timeout')
  expect(muteWords({ ...mute, code: null, accountId: anAccount().id }, users)).toBe(
    'Account of ada@firm.example',
  )
  expect(muteWords({ ...mute, code: null, accountId: '99999999-1' }, users)).toBe('Account 99999999')
})

test('a retry says how many wait, how many are still to come, and how it ended', () => {
  expect(retryWords(0)).toBe('No account has this problem any more.')
  expect(retryWords(1)).toBe('1 account is in line to be checked.')
  const account = (state: 'queued' | 'succeeded' | 'partial' | 'failed') => ({ state })
  const some = [account('succeeded'), account('queued'), account('failed')]
  expect(retriedWords({ accounts: some, finishedAt: null })).toBe('Checking 3 accounts: 1 still to come.')
  const all = [account('succeeded'), account('partial'), account('failed')]
  expect(retriedWords({ accounts: all, finishedAt: '2026-11-25T11:59:00Z' })).toBe(
    'Checked 3 accounts: 1 well again, 1 partly read, 1 failed again.',
  )
})

test('a press that changed nothing does not claim to have', () => {
  expect(changedWords('pause', 0, false)).toBe('It was so already.')
  expect(changedWords('resume', 0, true)).toMatch(/^Nothing has changed/)
  expect(changedWords('resume', 1, true)).toBe('Resumed; it is checked now.')
})
