import { STATES } from '../accounts/words.ts'
import type { AccountStatus, Instant, Run, RunProgress, Status } from '../api/types.ts'
import { ago, type Formats, wait } from '../time/formats.ts'

/** The answer to "is my list complete?". */
export interface Freshness {
  readonly tone: 'good' | 'busy' | 'late' | 'bad'
  /** A label of one or two words beside the icon: colour alone says nothing. */
  readonly label: string
  readonly sentence: string
  /** Further facts: accounts that lag behind, what to do next. */
  readonly notes: readonly string[]
}

/** Words the server's facts; decides nothing that the server has not decided. */
export function describeFreshness(
  status: Status,
  runs: readonly Run[],
  formats: Formats,
  nowMs: number,
): Freshness {
  const [first] = status.accounts
  if (!first) return unconnected(status)
  const importing = importProgress(runs)
  const nextCheck = nextCheckWords(status.accounts, formats, nowMs)
  const behind = status.accounts.filter((account) => account.state !== 'active')
  const notes = behind.map((account) => lagWords(account, formats, nowMs))
  if (status.completeAsOf === null) return incomplete(status, importing, nextCheck, notes)

  const sentence =
    `Upcoming complete as of ${formats.moment(status.completeAsOf, nowMs)} (${ago(status.completeAsOf, nowMs)})` +
    ` · ${pastWords(status, importing, formats, nowMs)}.${nextCheck}`
  if (behind.length > 0) {
    const complete = status.accounts.length - behind.length
    const label =
      complete > 0 ? `${complete} of ${status.accounts.length} accounts complete` : STATES[first.state].word
    return { tone: complete > 0 ? 'late' : 'bad', label, sentence, notes }
  }
  if (isLate(status.completeAsOf, status.accounts, nowMs))
    return { tone: 'late', label: 'Check overdue', sentence, notes }
  return importing
    ? { tone: 'busy', label: 'Reading the past', sentence, notes }
    : { tone: 'good', label: 'Complete', sentence, notes }
}

/** The same facts once the server has stopped answering: true as of `renewedAtMs`, and no longer known to be current. */
export function unrenewed(freshness: Freshness, renewedAtMs: number, formats: Formats): Freshness {
  return { ...freshness, tone: 'late', label: `Not renewed since ${formats.time(renewedAtMs)}` }
}

/** "412 of about 900 · 2 min left" */
export function progressWords(progress: RunProgress): string {
  const count =
    progress.total === null ? `${progress.done} so far` : `${progress.done} of about ${progress.total}`
  return progress.secondsLeft === null ? count : `${count} · ${wait(progress.secondsLeft)} left`
}

function unconnected(status: Status): Freshness {
  const { problem } = status
  return {
    tone: 'late',
    label: 'Not connected',
    sentence: problem?.message ?? 'No Calendly account is connected yet, so there are no meetings to show.',
    notes: problem ? [problem.nextStep] : [],
  }
}

function incomplete(
  status: Status,
  importing: RunProgress | 'started' | undefined,
  nextCheck: string,
  notes: readonly string[],
): Freshness {
  if (importing) {
    const progress = importing === 'started' ? 'just started' : progressWords(importing)
    return {
      tone: 'busy',
      label: 'First import',
      sentence: `The list is not complete yet. First import: ${progress}. Meetings appear below as they arrive.`,
      notes,
    }
  }
  const problem = status.accounts.find((account) => account.problem)?.problem
  return {
    tone: problem ? 'bad' : 'late',
    label: 'Not complete',
    sentence: `There is no complete import yet.${problem ? ` ${problem.message}` : ''}${nextCheck}`,
    notes,
  }
}

/** The import under way, as far as it tells its progress. */
function importProgress(runs: readonly Run[]): RunProgress | 'started' | undefined {
  const run = runs.find((each) => each.trigger === 'import' && each.finishedAt === null)
  if (!run) return undefined
  return (
    run.accounts.find((account) => account.finishedAt === null && account.progress)?.progress ?? 'started'
  )
}

function pastWords(
  status: Status,
  importing: RunProgress | 'started' | undefined,
  formats: Formats,
  nowMs: number,
): string {
  if (importing) return `past: ${importing === 'started' ? 'being read' : progressWords(importing)}`
  const past = status.coverage.filter((range) => Date.parse(range.from) < nowMs)
  const stamps = past.map((range) => range.completeAsOf)
  const oldest = stamps.reduce(
    (one, other) => (one === null || other === null ? null : one < other ? one : other),
    stamps[0] ?? null,
  )
  return oldest === null ? 'past not completely read yet' : `past as of ${formats.moment(oldest, nowMs)}`
}

function nextCheckWords(accounts: readonly AccountStatus[], formats: Formats, nowMs: number): string {
  const planned = accounts.flatMap((account) => account.nextSyncAt ?? []).sort()
  const [next] = planned
  if (next === undefined) return ' No further check is planned.'
  return Date.parse(next) <= nowMs
    ? ' Next check any moment now.'
    : ` Next check ${formats.moment(next, nowMs)}.`
}

function lagWords(account: AccountStatus, formats: Formats, nowMs: number): string {
  const name = account.name ?? account.email ?? 'One account'
  const from = account.completeAsOf
  return from === null
    ? `${name} has not been read completely yet.`
    : `${name} is from ${formats.moment(from, nowMs)} (${ago(from, nowMs)}).`
}

/** One missed check may be chance; two are late. */
function isLate(completeAsOf: Instant, accounts: readonly AccountStatus[], nowMs: number): boolean {
  const longestMinutes = Math.max(...accounts.map((account) => account.syncIntervalMinutes))
  return nowMs - Date.parse(completeAsOf) > 2 * longestMinutes * 60_000
}
