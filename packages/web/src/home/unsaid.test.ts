import { expect, test } from 'vitest'
import { unsaid } from './unsaid.ts'

const account = { id: 'account-1', name: null, email: null }
const problems = [{ key: 'account-1 timeout', accountId: 'account-1' }]

test('an alert whose cause and account Home tells of is not counted again', () => {
  expect(unsaid([{ code: 'timeout', account }], problems)).toEqual([])
  expect(unsaid([{ code: 'timeout', account: null }], problems)).toEqual([])
})

test('an old list, another account and the clock are counted', () => {
  const alerts = [
    { code: 'stale', account },
    { code: 'timeout', account: { ...account, id: 'account-2' } },
    { code: 'clock', account: null },
  ]
  expect(unsaid(alerts, problems)).toEqual(alerts)
})
