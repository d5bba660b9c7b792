import { expect, test } from 'vitest'
import type { AccountRun } from '../../contract.ts'
import { summariseRun } from './run-summary.ts'

const head = { id: 'r', trigger: 'schedule', queuedAt: '2026-11-22T12:00:00Z' } as const

const account: AccountRun = {
  id: 'a',
  accountId: 'x',
  userId: 'u',
  trigger: 'schedule',
  state: 'succeeded',
  new: 1,
  updated: 2,
  deleted: 3,
  unchanged: 4,
  errors: [{ code: 'e', message: 'm' }],
  requests: 5,
  startedAt: '2026-11-22T12:00:01.5Z',
  finishedAt: '2026-11-22T12:00:02Z',
  durationMs: 500,
  progress: null,
  waitingUntil: null,
}

test('sums its accounts up and lasts from the first start to the last end', () => {
  const later = { ...account, startedAt: '2026-11-22T12:00:01.25Z', finishedAt: '2026-11-22T12:00:04.25Z' }
  expect(summariseRun(head, [account, later])).toMatchObject({
    new: 2,
    updated: 4,
    deleted: 6,
    unchanged: 8,
    requests: 10,
    errors: [{ code: 'e' }, { code: 'e' }],
    startedAt: '2026-11-22T12:00:01.25Z',
    finishedAt: '2026-11-22T12:00:04.25Z',
    durationMs: 3000,
  })
})

test('has no end while one account is under way', () => {
  const underway = { ...account, state: 'running', finishedAt: null, durationMs: null } as const
  expect(summariseRun(head, [account, underway])).toMatchObject({
    state: 'running',
    startedAt: account.startedAt,
    finishedAt: null,
    durationMs: null,
  })
})

test('without accounts it is over as soon as it is queued', () => {
  expect(summariseRun(head, [])).toMatchObject({
    new: 0,
    finishedAt: head.queuedAt,
    durationMs: 0,
    accounts: [],
  })
})

test.each([
  [['succeeded', 'queued', 'waiting', 'running'], 'running'],
  [['succeeded', 'queued', 'waiting'], 'waiting'],
  [['failed', 'queued'], 'queued'],
  [['succeeded', 'succeeded'], 'succeeded'],
  [['failed', 'failed'], 'failed'],
  [['succeeded', 'failed'], 'partial'],
  [['succeeded', 'partial'], 'partial'],
  [[], 'succeeded'],
] as const)('accounts that are %j make a run that is %s', (states, state) => {
  const accounts = states.map((one) => ({ ...account, state: one }))
  expect(summariseRun(head, accounts).state).toBe(state)
})
