import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rulesOf } from '../resources/alert-kinds.ts'
import type { AlertFacts, SuspectAccount } from '../store/alerts/facts.ts'
import { conditionsOf, isIncident, keyOf } from './judge-alerts.ts'

const minute = 60_000
const nowMs = Date.parse('2026-11-26T12:00:00Z')
const user = '11111111-1111-4111-8111-111111111111'
const own = `pat.${user}:https://api.calendly.com/users/A`
const shared = 'pat:https://api.calendly.com/users/OWNER'

function account(told: Partial<SuspectAccount> = {}): SuspectAccount {
  return {
    id: 'a1',
    userId: user,
    credential: own,
    state: 'active',
    problem: null,
    failedRuns: 0,
    lastSyncedMs: nowMs - minute,
    createdMs: nowMs - 1000 * minute,
    intervalMs: 15 * minute,
    brakeSinceMs: null,
    isImportTold: true,
    ...told,
  }
}

function facts(told: Partial<AlertFacts> = {}): AlertFacts {
  return {
    nowMs,
    isLocal: false,
    accounts: [],
    webhooks: [],
    accountCount: 100,
    isTicking: true,
    clockSinceMs: null,
    ...told,
  }
}

const problem = (code: string, minutesAgo = 0) => ({
  code,
  message: 'm',
  nextStep: 'n',
  since: new Date(nowMs - minutesAgo * minute).toISOString(),
})
const kinds = (told: Partial<AlertFacts>) => conditionsOf(facts(told)).map(({ kind }) => kind)
const opens = (told: Partial<AlertFacts>, rules = rulesOf(null)) =>
  conditionsOf(facts(told))
    .filter((condition) => isIncident(condition, rules, nowMs))
    .map(({ kind }) => kind)

test('an account that fails is an incident after three tries, or after half an hour', () => {
  const failing = (failedRuns: number, minutesAgo: number) => ({
    accounts: [account({ state: 'failing', problem: problem('timeout', minutesAgo), failedRuns })],
  })
  expect(opens(failing(2, 29))).toEqual([])
  expect(opens(failing(3, 1))).toEqual(['failing'])
  expect(opens(failing(0, 30))).toEqual(['failing'])
  const patient = rulesOf({ kinds: { failing: { afterMinutes: 60 } } })
  expect(opens(failing(0, 59), patient)).toEqual([])
  expect(opens(failing(3, 90), rulesOf({ kinds: { failing: { isOn: false } } }))).toEqual([])
})

test('who has to connect again is told at once: the user, or whoever operates the token', () => {
  const refused = (credential: string) =>
    account({ state: 'reconnect', problem: problem('unauthenticated'), credential })
  expect(opens({ accounts: [refused(own)] })).toEqual(['reconnect'])
  expect(conditionsOf(facts({ accounts: [refused(own)] }))[0]).toMatchObject({
    userId: user,
    accountId: 'a1',
  })
  const many = ['a1', 'a2', 'a3'].map((id) => ({ ...refused(shared), id }))
  const found = conditionsOf(facts({ accounts: many }))
  expect(found).toMatchObject([{ kind: 'reconnect', userId: null, accountId: null, subject: shared }])
  expect(conditionsOf(facts({ accounts: [refused(shared)], isLocal: true }))[0]?.userId).toBe(user)
})

test('a list is out of date after three intervals, but not for a cause that is said already', () => {
  const old = { lastSyncedMs: nowMs - 46 * minute }
  expect(kinds({ accounts: [account({ lastSyncedMs: nowMs - 45 * minute })] })).toEqual([])
  expect(kinds({ accounts: [account(old)] })).toEqual(['stale'])
  expect(kinds({ accounts: [account(old)], isTicking: false })).toEqual([])
  expect(kinds({ accounts: [account({ ...old, brakeSinceMs: nowMs })] })).toEqual(['brake'])
  expect(kinds({ accounts: [account({ ...old, state: 'failing', problem: problem('timeout') })] })).toEqual([
    'failing',
  ])
  expect(kinds({ accounts: [account({ lastSyncedMs: null })] })).toEqual([]) // a first import may take a day
  expect(kinds({ accounts: [account({ lastSyncedMs: null, createdMs: nowMs - 1441 * minute })] })).toEqual([
    'stale',
  ])
})

test('a subscription that fails is told of before Calendly disables it', () => {
  const webhook = {
    credential: own,
    accountId: 'a1',
    userId: user,
    state: 'failing',
    sinceMs: nowMs - 31 * minute,
  } as const
  expect(opens({ webhooks: [webhook] })).toEqual(['webhook'])
  expect(opens({ webhooks: [{ ...webhook, sinceMs: nowMs - 29 * minute }] })).toEqual([])
  expect(conditionsOf(facts({ webhooks: [{ ...webhook, credential: shared }] }))[0]?.userId).toBeNull()
})

test('many accounts with one cause are one incident of the installation as well', () => {
  const failing = (count: number) => ({
    accountCount: 20,
    accounts: Array.from({ length: count }, (_, n) =>
      account({ id: `a${n}`, state: 'failing', problem: problem('unavailable', 6), failedRuns: 0 }),
    ),
  })
  expect(opens(failing(4))).toEqual([])
  expect(opens(failing(5))).toEqual(['outage'])
  expect(opens({ ...failing(5), accountCount: 26 })).toEqual([])
  expect(opens({ ...failing(5), isLocal: true })).toEqual([])
})

test('a notice says once that the first import is finished', () => {
  expect(opens({ accounts: [account({ isImportTold: false })] })).toEqual(['import'])
  expect(opens({ accounts: [account({ isImportTold: false, lastSyncedMs: null })] })).toEqual([])
})

test('a clock that is wrong is the operators’', () => {
  expect(conditionsOf(facts({ clockSinceMs: nowMs }))).toMatchObject([{ kind: 'clock', userId: null }])
})

test('whatever is wrong: one cause an account, and no incident twice', () => {
  const any = fc.record({
    id: fc.constantFrom('a1', 'a2', 'a3'),
    credential: fc.constantFrom(own, shared),
    state: fc.constantFrom('active', 'reconnect', 'limited', 'failing'),
    problem: fc.option(
      fc.constantFrom('timeout', 'forbidden').map((code) => problem(code)),
      { nil: null },
    ),
    brakeSinceMs: fc.option(fc.constant(nowMs), { nil: null }),
    lastSyncedMs: fc.option(fc.integer({ min: 0, max: nowMs }), { nil: null }),
    isImportTold: fc.boolean(),
  })
  fc.assert(
    fc.property(fc.array(any), fc.boolean(), (accounts, isLocal) => {
      const found = conditionsOf(facts({ accounts: accounts.map((one) => account(one)), isLocal }))
      expect(new Set(found.map(keyOf)).size).toBe(found.length)
      if (new Set(accounts.map(({ id }) => id)).size < accounts.length) return
      const lasting = found.filter(({ kind, accountId }) => kind !== 'import' && accountId !== null)
      expect(new Set(lasting.map(({ accountId }) => accountId)).size).toBe(lasting.length)
    }),
  )
})
