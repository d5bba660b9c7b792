import { expect, test } from 'vitest'
import { ApiProblem } from '../api/problem.ts'
import { anAccount, aRun, aStatus } from '../testing/facts.ts'
import { createFormats } from '../time/formats.ts'
import { syncState } from './state.ts'
import { syncWords } from './words.ts'

const formats = createFormats('Europe/Berlin', false)
const now = Date.parse('2026-11-25T11:43:00Z')
const none = { name: 'none' } as const
const running = aRun({ state: 'running', finishedAt: null, durationMs: null })

test('idle tells how the last check ended', () => {
  const state = syncState(none, [aRun()])
  expect(state.name).toBe('idle')
  expect(syncWords(state, aStatus(), formats, now).lines).toEqual([
    'Last check 12:41: 3 new, 1 updated, 2 cancelled, 418 checked, 4.2 s',
  ])
})

test('a press is queued until a run shows, and shows the run that is under way, whoever began it', () => {
  expect(syncState({ name: 'sent' }, [aRun()]).name).toBe('queued')
  expect(syncState({ name: 'sent' }, [running]).name).toBe('running')
  expect(syncState(none, [{ ...running, trigger: 'schedule' }]).name).toBe('running')
})

test('done shows the counts of the run that was pressed for, until a later check has ended', () => {
  const press = { name: 'answered', run: aRun() } as const
  expect(syncState(press, []).name).toBe('done')
  const state = syncState(press, [aRun()])
  expect(syncWords(state, aStatus(), formats, now).lines).toEqual([
    'Done: 3 new, 1 updated, 2 cancelled, 418 checked, 4.2 s',
  ])
  const later = aRun({ id: 'run-2', queuedAt: '2026-11-25T11:56:00Z' })
  expect(syncState(press, [later, aRun()]).name).toBe('idle')
})

test('an answer that came too early is followed to its end in the list of runs', () => {
  const press = { name: 'answered', run: running } as const
  expect(syncState(press, []).name).toBe('running')
  expect(syncState(press, [aRun()]).name).toBe('done')
})

test('waiting for Calendly counts down to the moment it goes on', () => {
  const waiting = aRun({ state: 'waiting', finishedAt: null, waitingUntil: '2026-11-25T11:43:42Z' })
  const words = syncWords(syncState(none, [waiting]), aStatus(), formats, now)
  expect(words.lines[0]).toBe('Calendly is limiting us until 12:43 (42 s); this goes on by itself.')
})

test('a failure says what happened, what it means, what comes next and what to do', () => {
  const failed = aRun({
    state: 'failed',
    errors: [{ code: 'unauthorized', message: 'Calendly refused the token.' }],
  })
  const problem = {
    code: 'x',
    message: 'm',
    nextStep: 'Connect the account again.',
    since: '2026-11-25T11:00:00Z',
  }
  const status = aStatus({ accounts: [anAccount({ state: 'reconnect', problem })] })
  const words = syncWords(syncState({ name: 'answered', run: failed }, [failed]), status, formats, now)
  expect(words.lines).toEqual([
    'The check failed. Calendly refused the token.',
    'Your list stays as it was.',
    'Next try 12:56.',
    'Connect the account again.',
  ])
})

test('a server that does not answer is a failure too, and no account is an explanation instead of an alarm', () => {
  const refused = (error: Error) => syncState({ name: 'refused', error }, [aRun()])
  const away = refused(new ApiProblem(0, 'unreachable', 'The server does not answer.'))
  expect(syncWords(away, aStatus(), formats, now)).toEqual({
    tone: 'bad',
    lines: [
      'The server does not answer.',
      'Your list stays as it was.',
      'Press again once the server is back.',
    ],
  })
  const unconnected = refused(new ApiProblem(409, 'no_account', 'No Calendly account is connected.'))
  expect(syncWords(unconnected, aStatus(), formats, now)).toEqual({
    tone: 'late',
    lines: ['No Calendly account is connected.'],
  })
})

test('what is running says what it reads, how far it is and what it has found', () => {
  const progress = { doing: 'Reading what lies ahead', done: 412, total: 900, secondsLeft: 110 }
  const account = { ...running, accountId: 'account-1', userId: 'user-1', progress }
  const state = syncState(none, [{ ...running, accounts: [account] }])
  expect(syncWords(state, aStatus(), formats, now).lines).toEqual([
    'Reading what lies ahead: 412 of about 900 · 2 min left · 3 new, 1 updated, 2 cancelled, 9 calls',
  ])
})

test('of several accounts a partial run names the one that could not be read', () => {
  const part = { ...aRun(), userId: 'user-1', progress: null }
  const errors = [{ code: 'unauthenticated', message: 'Calendly no longer accepts the token.' }]
  const partial = aRun({
    state: 'partial',
    errors,
    accounts: [
      { ...part, accountId: 'account-1' },
      { ...part, accountId: 'account-2', state: 'failed', errors },
    ],
  })
  const status = aStatus({ accounts: [anAccount(), anAccount({ id: 'account-2', name: 'Acme Ltd' })] })
  const state = syncState({ name: 'answered', run: partial }, [partial])
  expect(syncWords(state, status, formats, now).lines).toContain(
    'Acme Ltd: Calendly no longer accepts the token.',
  )
})

test('a partial run is neither done nor failed', () => {
  const partial = aRun({ state: 'partial', errors: [{ code: 'timeout', message: 'One page did not come.' }] })
  const state = syncState({ name: 'answered', run: partial }, [partial])
  expect(syncWords(state, aStatus(), formats, now).lines).toContain('One page did not come.')
  expect(state.name).toBe('partial')
})
