import { expect, test } from 'vitest'
import { anAccount, aRun, aStatus } from '../testing/facts.ts'
import { createFormats } from '../time/formats.ts'
import { describeFreshness, progressWords, unrenewed } from './sentence.ts'

const formats = createFormats('Europe/Berlin', false)
const now = Date.parse('2026-11-25T11:43:00Z')

test('says up to when the upcoming and the past meetings are complete, and when the next check is', () => {
  expect(describeFreshness(aStatus(), [], formats, now)).toEqual({
    tone: 'good',
    label: 'Complete',
    sentence: 'Upcoming complete as of 12:41 (2 min ago) · past as of Sunday 03:10. Next check 12:56.',
    notes: [],
  })
})

test('says plainly that there is no complete import yet, with progress and time left', () => {
  const status = aStatus({ completeAsOf: null, accounts: [anAccount({ completeAsOf: null })] })
  const progress = { done: 412, total: 900, secondsLeft: 100, doing: 'the next two weeks' }
  const run = aRun({ trigger: 'import', state: 'running', finishedAt: null })
  const account = { ...run, accountId: 'account-1', userId: 'user-1', progress }
  const importing = { ...run, accounts: [account] }
  expect(describeFreshness(status, [importing], formats, now).sentence).toBe(
    'The list is not complete yet. First import: 412 of about 900 · 2 min left. Meetings appear below as they arrive.',
  )
  expect(describeFreshness(status, [], formats, now).sentence).toBe(
    'There is no complete import yet. Next check 12:56.',
  )
  expect(describeFreshness(aStatus(), [importing], formats, now)).toMatchObject({
    tone: 'busy',
    sentence:
      'Upcoming complete as of 12:41 (2 min ago) · past: 412 of about 900 · 2 min left. Next check 12:56.',
  })
})

test('names the account that lags behind while the others are complete', () => {
  const acme = anAccount({
    id: 'b',
    name: 'Acme Ltd',
    state: 'reconnect',
    completeAsOf: '2026-11-25T08:10:00Z',
  })
  const said = describeFreshness(aStatus({ accounts: [anAccount(), acme] }), [], formats, now)
  expect(said).toMatchObject({ tone: 'late', label: '1 of 2 accounts complete' })
  expect(said.notes).toEqual(['Acme Ltd is from 09:10 (3 h ago).'])
})

test('does not call a list complete whose check is two intervals late', () => {
  const late = Date.parse('2026-11-25T12:12:00Z')
  expect(describeFreshness(aStatus(), [], formats, late)).toMatchObject({
    tone: 'late',
    label: 'Check overdue',
  })
})

test('gives the reason when nothing is connected', () => {
  const problem = {
    code: 'no_token',
    message: 'No token is set.',
    nextStep: 'Set one.',
    since: '2026-11-25T11:00:00Z',
  }
  const said = describeFreshness(aStatus({ accounts: [], completeAsOf: null, problem }), [], formats, now)
  expect(said).toMatchObject({ label: 'Not connected', sentence: 'No token is set.', notes: ['Set one.'] })
})

test('leaves out of the progress what is not known', () => {
  expect(progressWords({ done: 7, total: null, secondsLeft: null, doing: '' })).toBe('7 so far')
})

test('facts of a server that stopped answering are no longer called complete', () => {
  expect(unrenewed(describeFreshness(aStatus(), [], formats, now), now, formats)).toMatchObject({
    tone: 'late',
    label: 'Not renewed since 12:43',
  })
})
