import { describe, expect, it } from 'vitest'
import { SyncError } from '../errors.ts'
import { judgeRun } from './verdict.ts'

const clean = { error: undefined, isComplete: true, errors: [], hasSeen: true }
const missing = { code: 'missing_meetings', message: '30 known meetings are missing' }
const unreadable = { code: 'invitees_unreadable', message: 'one list could not be read' }

describe('judgeRun', () => {
  it('succeeds only when everything was read and nothing went wrong', () => {
    expect(judgeRun(clean)).toEqual({ state: 'succeeded', account: 'active', problem: null, errors: [] })
    expect(judgeRun({ ...clean, hasSeen: false }).state).toBe('succeeded')
  })

  it.each([
    ['a part was left out', { ...clean, isComplete: false }],
    ['a list could not be read', { ...clean, errors: [unreadable] }],
    ['the brake is on', { ...clean, isComplete: false, errors: [missing] }],
  ])('is partial, with a sound account, when %s', (_why, ending) => {
    expect(judgeRun(ending)).toMatchObject({ state: 'partial', account: 'active', errors: ending.errors })
  })

  it('asks the user about missing meetings while the brake is on, and not once they are answered', () => {
    expect(judgeRun({ ...clean, isComplete: false, errors: [unreadable, missing] }).problem).toEqual({
      ...missing,
      nextStep: expect.stringMatching(/Confirm/),
    })
    expect(judgeRun({ ...clean, isComplete: true, errors: [missing] }).problem).toBeNull()
    expect(judgeRun({ ...clean, isComplete: false, errors: [unreadable] }).problem).toBeNull()
  })

  it.each([
    ['unauthenticated', 'reconnect', /connect again/],
    ['forbidden', 'limited', /scopes/],
    ['no_token', 'failing', /CALENDLY_PERSONAL_ACCESS_TOKEN/],
    ['unreachable', 'failing', /next check/],
  ])('ended by %s, the account is %s and the next step is named', (code, account, nextStep) => {
    const error = new SyncError(code, `Calendly said ${code}.`)
    const verdict = judgeRun({ error, isComplete: false, errors: [unreadable], hasSeen: false })
    const told = { code, message: expect.stringContaining(`Calendly said ${code}.`) }
    expect(verdict).toEqual({
      state: 'failed',
      account,
      problem: { ...told, nextStep: expect.stringMatching(nextStep) },
      errors: [unreadable, told],
    })
  })

  it('is partial, not failed, when it had read something before it was ended', () => {
    const error = new SyncError('unauthenticated', 'The token was refused.')
    expect(judgeRun({ ...clean, error, isComplete: false })).toMatchObject({
      state: 'partial',
      account: 'reconnect',
    })
  })

  it('never succeeds with an error, even one that came after everything was read', () => {
    expect(judgeRun({ ...clean, error: new Error('late') }).state).toBe('partial')
    expect(judgeRun({ ...clean, error: null }).state).toBe('partial')
  })

  it("repeats nobody else's words: they may hold a secret", () => {
    for (const error of [new Error('canary-secret'), 'canary-secret', { message: 'canary-secret' }, null]) {
      const verdict = judgeRun({ error, isComplete: false, errors: [], hasSeen: false })
      expect(verdict).toMatchObject({ state: 'failed', account: 'failing', problem: { code: 'internal' } })
      expect(JSON.stringify(verdict)).not.toContain('canary-secret')
    }
  })
})
