import { expect, test } from 'vitest'
import { neededScopes, whatIsMissing } from './scopes.ts'

test('what a token may not do is said, each with the scope that would help', () => {
  expect(whatIsMissing(neededScopes)).toEqual([])
  expect(whatIsMissing(null)).toEqual([])
  expect(whatIsMissing(['default'])).toEqual([])
  expect(whatIsMissing([]).map(({ nextStep }) => nextStep)).toEqual(
    neededScopes.map((scope) => `Connect again and allow ${scope}.`),
  )
})

test('writing includes reading, and not the other way round', () => {
  const others = neededScopes.filter((scope) => !/^(scheduled_events|webhooks):/.test(scope))
  expect(whatIsMissing([...others, 'scheduled_events:write', 'webhooks:read'])).toHaveLength(1)
})
