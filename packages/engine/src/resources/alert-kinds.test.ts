import { expect, test } from 'vitest'
import { allKinds, changedRules, ruleOf, rulesOf } from './alert-kinds.ts'

test('without rules of one’s own everything is on', () => {
  const usual = rulesOf(null)
  expect(usual).toMatchObject({ mail: true, digest: true })
  expect(usual.kinds.map(({ kind }) => kind)).toEqual(allKinds)
  expect(usual.kinds.every(({ isOn, isMailed }) => isOn && isMailed)).toBe(true)
})

test('a change leaves alone what it does not name', () => {
  const first = changedRules(null, { digest: false, kinds: { stale: { isMailed: false } } })
  const second = changedRules(first, { kinds: { stale: { afterMinutes: 9 }, brake: { isOn: false } } })
  const rules = rulesOf(second)
  expect(rules).toMatchObject({ mail: true, digest: false })
  expect(ruleOf(rules, 'stale')).toMatchObject({ isOn: true, isMailed: false, afterMinutes: 9 })
  expect(ruleOf(rules, 'brake')).toMatchObject({ isOn: false, isMailed: true, afterMinutes: 0 })
})
