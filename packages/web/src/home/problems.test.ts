import { expect, test } from 'vitest'
import { anAccount, aStatus } from '../testing/facts.ts'
import { createFormats } from '../time/formats.ts'
import { openProblems } from './problems.ts'

const formats = createFormats('Europe/Berlin', false)
const now = Date.parse('2026-11-25T11:43:00Z')
const problem = { code: 'x', message: 'What.', nextStep: 'Do.', since: '2026-11-25T11:00:00Z' }
const found = (...told: Parameters<typeof anAccount>) =>
  openProblems(aStatus({ accounts: [anAccount(...told)], connectBy: ['token', 'oauth'] }), formats, now)

test('where all is well there is nothing to say, nor of a first import', () => {
  expect(found()).toEqual([])
  expect(found({ problem: { ...problem, code: 'importing' } })).toEqual([])
})

test('a problem has its four parts and one thing to press', () => {
  expect(found({ state: 'failing', problem })).toEqual([
    {
      key: 'account-1 x',
      accountId: 'account-1',
      tone: 'bad',
      what: 'Ada Adviser: What.',
      technical: undefined,
      since: problem.since,
      meaning: 'Its meetings in your list are as of 12:41 (2 min ago); they stay as they are.',
      weDo: 'We try again 12:56.',
      nextStep: 'Do.',
      action: 'check',
    },
  ])
})

test.each([
  [{ state: 'reconnect', connectedBy: 'oauth', problem }, 'sign-in'],
  [{ state: 'reconnect', connectedBy: 'token', problem }, 'accounts'],
  [{ state: 'active', problem: { ...problem, code: 'missing_meetings' } }, 'confirm-missing'],
  [{ state: 'paused' }, 'resume'],
  [{ state: 'active', problem }, 'none'],
] as const)('%j is answered with %s', (told, action) => {
  expect(found(told).map((each) => each.action)).toEqual([action])
})

test('a webhook that has stopped is a problem, one that cannot be is not', () => {
  const { webhook } = anAccount()
  const told = { code: 'w', message: 'It fails.', nextStep: 'Look.' }
  const failing = { ...webhook, state: 'failing', problem: told, failingSince: problem.since } as const
  expect(found({ webhook: failing })).toMatchObject([{ action: 'webhooks', since: problem.since }])
  expect(found({ webhook: { ...webhook, state: 'impossible', problem: told } })).toEqual([])
})

test('the worst stands first, and without an account the way is to connect one', () => {
  const accounts = [anAccount({ state: 'paused' }), anAccount({ id: 'b', state: 'failing', problem })]
  const tones = openProblems(aStatus({ accounts }), formats, now).map(({ tone }) => tone)
  expect(tones).toEqual(['bad', 'late'])
  const none = aStatus({ accounts: [], problem: { ...problem, code: 'not_connected' } })
  expect(openProblems(none, formats, now)).toMatchObject([{ action: 'connect', meaning: undefined }])
})
