import { expect, test } from 'vitest'
import type { ActivityRow } from '../store/read/activity.ts'
import { foldActivity } from './fold-activity.ts'

let seconds = 1000

/** Each row is a second older than the one before. */
function row(more: Partial<ActivityRow> = {}): ActivityRow {
  seconds -= 1
  return {
    at: new Date(Date.UTC(2026, 10, 22) + seconds * 1000).toISOString(),
    key: `delivery:${seconds}`,
    kind: 'delivery',
    subject: 'invitee.created',
    title: 'Webhook: booked',
    outcome: 'changed',
    state: 'applied',
    accountId: 'a',
    runId: null,
    deliveryId: `d${seconds}`,
    facts: { reason: null },
    ...more,
  }
}

const quietRun = (accountId: string, changed = 0) =>
  row({
    kind: 'run',
    subject: 'schedule',
    state: 'succeeded',
    outcome: 'good',
    accountId,
    facts: { new: changed, updated: 0, deleted: 0 },
  })

test('three alike that follow each other are one, with the newest one’s ids and the oldest one’s name', () => {
  const rows = [row(), row(), row()]
  const [only, ...others] = foldActivity(rows, true)
  expect(others).toEqual([])
  expect(only).toMatchObject({
    entry: {
      id: rows[2]?.key,
      at: rows[0]?.at,
      since: rows[2]?.at,
      deliveryId: rows[0]?.deliveryId,
      count: 3,
    },
    place: [rows[2]?.at, rows[2]?.key],
  })
})

test('two alike stay apart, and so does everything where nobody wants it folded', () => {
  expect(foldActivity([row(), row()], true).map(({ entry }) => entry.count)).toEqual([1, 1])
  expect(foldActivity([row(), row(), row()], false)).toHaveLength(3)
})

test('another outcome, or reason, or something between ends a fold', () => {
  const rows = [row(), row({ state: 'duplicate' }), row(), row(), row({ facts: { reason: 'unverified' } })]
  expect(foldActivity(rows, true)).toHaveLength(5)
})

test('quiet checks of several accounts are one entry of none of them; one that changed something stands alone', () => {
  const rows = [quietRun('a'), quietRun('b'), quietRun('a'), quietRun('b', 2), quietRun('a')]
  expect(foldActivity(rows, true).map(({ entry }) => [entry.count, entry.accountId])).toEqual([
    [3, null],
    [1, 'b'],
    [1, 'a'],
  ])
})
