import { expect, test } from 'vitest'
import type { ActivityEntry } from '../api/types.ts'
import { badgeOf, summaryOf } from './words.ts'

const anEntry = (told: Partial<ActivityEntry> = {}): ActivityEntry => ({
  id: 'run:1',
  at: '2026-11-25T11:41:00Z',
  kind: 'run',
  title: 'Scheduled check',
  outcome: 'changed',
  state: 'succeeded',
  accountId: 'account-1',
  runId: 'run-1',
  deliveryId: null,
  count: 1,
  since: '2026-11-25T11:41:00Z',
  facts: { new: 3, updated: 1, deleted: 2, unchanged: 412, requests: 9, durationMs: 4_200, errors: [] },
  ...told,
})

test('a check says what it found and took; many quiet ones are one line; one that failed says why', () => {
  expect(summaryOf(anEntry())).toBe('3 new, 1 updated, 2 cancelled, 418 checked, 4.2 s, 9 calls')
  expect(badgeOf(anEntry())?.word).toBe('Changes')
  const quiet = anEntry({ outcome: 'good', count: 12 })
  expect([summaryOf(quiet), badgeOf(quiet)?.word]).toEqual([
    '12 checks, none of which found a change',
    'No change',
  ])
  const failed = anEntry({
    outcome: 'bad',
    state: 'failed',
    facts: { errors: [{ code: 'x', message: 'No.' }] },
  })
  expect([summaryOf(failed), badgeOf(failed)]).toEqual([
    'No.',
    { tone: 'bad', icon: 'alert', word: 'Failed' },
  ])
})

test('a webhook says how late it was, and whether anything speaks against it', () => {
  const facts = { delayMs: 430, attempts: 2, verified: false }
  const delivery = anEntry({ kind: 'delivery', state: 'superseded', outcome: 'plain', facts })
  expect(summaryOf(delivery)).toBe(
    '0.4 s after Calendly sent it · tried 2 times · not proved to be Calendly’s',
  )
  expect(badgeOf(delivery)?.word).toBe('Older than what we have')
})

test('a setting says from what to what, and who did it', () => {
  const setting = (title: string, facts: Record<string, unknown>) =>
    summaryOf(anEntry({ kind: 'setting', title, state: null, outcome: 'plain', facts }))
  expect(setting('Account paused', { from: 'active', to: 'paused', who: 'you' })).toBe(
    'active → paused · by you',
  )
  expect(setting('Time between checks changed', { from: null, to: 5, who: 'shell' })).toBe(
    'as the installation → every 5 min · by somebody at the shell',
  )
  expect(badgeOf(anEntry({ kind: 'setting', state: null, outcome: 'plain' }))).toBeUndefined()
})
