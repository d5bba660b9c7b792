import { plainWords } from '../api/plain-words.ts'
import type { Run, Status } from '../api/types.ts'
import { progressWords } from '../freshness/sentence.ts'
import { type Formats, wait } from '../time/formats.ts'
import { isNoAccount, isUnreachable, type SyncState } from './state.ts'

/** The line beside the button. A failure has its four parts: what happened, what it means, what comes next, what to do. */
export interface SyncWords {
  readonly tone: 'plain' | 'busy' | 'good' | 'late' | 'bad'
  readonly lines: readonly string[]
}

export function syncWords(
  state: SyncState,
  status: Status | undefined,
  formats: Formats,
  nowMs: number,
): SyncWords {
  switch (state.name) {
    case 'idle':
      return idleWords(state.last, formats, nowMs)
    case 'queued':
      return { tone: 'busy', lines: ['Queued; begins in a moment.'] }
    case 'running':
      return { tone: 'busy', lines: [runningWords(state.run)] }
    case 'waiting':
      return { tone: 'late', lines: [waitingWords(state.until, formats, nowMs), changeWords(state.run)] }
    case 'done':
      return { tone: 'good', lines: [`Done: ${resultWords(state.run)}`] }
    case 'partial':
      return {
        tone: 'late',
        lines: [
          `Partly done: ${resultWords(state.run)}`,
          ...troublesByAccount(state.run, status),
          'What could not be read stays as it was.',
          ...nextTry(status, formats, nowMs),
        ],
      }
    case 'failed':
      return {
        tone: isNoAccount(state.error) ? 'late' : 'bad',
        lines: failedWords(state, status, formats, nowMs),
      }
  }
}

function idleWords(last: Run | null, formats: Formats, nowMs: number): SyncWords {
  if (!last) return { tone: 'plain', lines: [] }
  const tone = last.state === 'failed' ? 'bad' : last.state === 'partial' ? 'late' : 'plain'
  return { tone, lines: [lastWords(last, formats, nowMs)] }
}

/** "3 new, 1 updated, 2 cancelled, 418 checked, 4.2 s" */
export function resultWords(run: RunFacts): string {
  const took = run.durationMs === null ? [] : [`${(run.durationMs / 1000).toFixed(1)} s`]
  return [countWords(run), ...took].join(', ')
}

type RunFacts = Pick<Run, 'new' | 'updated' | 'deleted' | 'unchanged' | 'durationMs'>

/** All that was looked at: an unchanged meeting is one that was checked. */
function countWords(run: RunFacts): string {
  const checked = run.new + run.updated + run.deleted + run.unchanged
  return `${changeWords(run)}, ${checked} checked`
}

function changeWords(run: RunFacts): string {
  return `${run.new} new, ${run.updated} updated, ${run.deleted} cancelled`
}

/** How many are unchanged is known at the end only. */
function runningWords(run: Run): string {
  const progress = run.accounts.find((account) => account.finishedAt === null && account.progress)?.progress
  const found = `${changeWords(run)}, ${run.requests} ${run.requests === 1 ? 'call' : 'calls'}`
  return progress ? `${progress.doing}: ${progressWords(progress)} · ${found}` : `Checking: ${found}`
}

function waitingWords(until: string | null, formats: Formats, nowMs: number): string {
  if (until === null || Date.parse(until) <= nowMs) return 'Calendly is limiting us; this goes on by itself.'
  const left = wait((Date.parse(until) - nowMs) / 1000)
  return `Calendly is limiting us until ${formats.moment(until, nowMs)} (${left}); this goes on by itself.`
}

function lastWords(run: Run, formats: Formats, nowMs: number): string {
  const at = run.finishedAt === null ? '' : ` ${formats.moment(run.finishedAt, nowMs)}`
  if (run.state === 'failed') return `Last check${at} failed: ${distinct(run)[0] ?? 'no reason was given.'}`
  return `Last check${at}: ${resultWords(run)}${run.state === 'partial' ? ' (incomplete)' : ''}`
}

function failedWords(
  state: Extract<SyncState, { name: 'failed' }>,
  status: Status | undefined,
  formats: Formats,
  nowMs: number,
): readonly string[] {
  const happened = state.error ? [state.error.message] : state.run ? distinct(state.run) : []
  const steps = (status?.accounts ?? []).flatMap(({ problem }) => problem?.nextStep ?? [])
  if (isNoAccount(state.error)) return [...happened, ...(status?.problem ? [status.problem.nextStep] : [])]
  if (isUnreachable(state.error))
    return [...happened, 'Your list stays as it was.', 'Press again once the server is back.']
  return [
    `The check failed. ${happened.join(' ') || 'No reason was given.'}`,
    'Your list stays as it was.',
    ...nextTry(status, formats, nowMs),
    ...new Set(steps),
  ]
}

function nextTry(status: Status | undefined, formats: Formats, nowMs: number): readonly string[] {
  const next = status?.accounts.flatMap((account) => account.nextSyncAt ?? []).sort()[0]
  return next === undefined ? [] : [`Next try ${formats.moment(next, nowMs)}.`]
}

/** Which account it was, where there are several. */
function troublesByAccount(run: Run, status: Status | undefined): readonly string[] {
  const named = run.accounts.flatMap(({ accountId, errors }) => {
    const account = status?.accounts.find(({ id }) => id === accountId)
    const name = account && (account.name ?? account.email)
    return errors.map(({ message }) => [...(name ? [name] : []), plainWords(message).words].join(': '))
  })
  return run.accounts.length > 1 && named.length > 0 ? [...new Set(named)] : distinct(run)
}

function distinct(run: Run): readonly string[] {
  return [...new Set(run.errors.map(({ message }) => plainWords(message).words))]
}
