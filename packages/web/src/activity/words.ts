import { intervalWords } from '../accounts/words.ts'
import { plainWords } from '../api/plain-words.ts'
import type { ActivityEntry } from '../api/types.ts'
import type { Tone } from '../parts/badge.tsx'
import type { IconName } from '../parts/icon.tsx'
import { resultWords } from '../sync/words.ts'

export const KIND_NAMES: Readonly<Record<ActivityEntry['kind'], readonly [name: string, icon: IconName]>> = {
  run: ['Checks', 'refresh'],
  delivery: ['Webhooks', 'bolt'],
  setting: ['Settings', 'gauge'],
  connection: ['Connections', 'link'],
  'sign-in': ['Sign-ins', 'people'],
  export: ['Exports', 'down'],
  alert: ['Alerts', 'bell'],
}

export const OUTCOME_NAMES: Readonly<Record<ActivityEntry['outcome'], string>> = {
  changed: 'Changed something',
  good: 'Went well',
  late: 'Waits or partly done',
  bad: 'Failed',
  plain: 'Nothing to judge',
}

const TONES: Readonly<Record<ActivityEntry['outcome'], readonly [Tone, IconName | undefined]>> = {
  changed: ['busy', 'check'],
  good: ['good', 'check'],
  late: ['late', 'clock'],
  bad: ['bad', 'alert'],
  plain: ['plain', undefined],
}

const STATES: Readonly<Record<string, string>> = {
  queued: 'Queued',
  running: 'Running',
  waiting: 'Waiting',
  partial: 'Partly done',
  failed: 'Failed',
  applied: 'Applied',
  duplicate: 'Came twice',
  superseded: 'Older than what we have',
  ignored: 'Not for us',
}

/** The badge of an entry; none where there is nothing to judge. */
export function badgeOf(
  entry: ActivityEntry,
): { readonly tone: Tone; readonly icon: IconName | undefined; readonly word: string } | undefined {
  const [tone, icon] = TONES[entry.outcome]
  if (entry.kind === 'run' && entry.state === 'succeeded')
    return { tone, icon, word: entry.outcome === 'changed' ? 'Changes' : 'No change' }
  const word = entry.state === null ? undefined : STATES[entry.state]
  return word === undefined ? undefined : { tone, icon, word }
}

/** What there is to say below the title, in one line. */
export function summaryOf(entry: ActivityEntry): string {
  if (entry.kind === 'run') return runSummary(entry)
  if (entry.kind === 'delivery') return deliverySummary(entry)
  return [changeOf(entry), whoOf(entry)].filter((words) => words !== undefined).join(' · ')
}

function runSummary({ facts, count, state }: ActivityEntry): string {
  if (count > 1) return `${count} checks, none of which found a change`
  const error = messages(facts['errors'])[0]
  if (error !== undefined) return plainWords(error).words
  if (state === 'queued') return 'Begins in a moment'
  const calls = number(facts['requests'])
  const words = resultWords({
    new: number(facts['new']) ?? 0,
    updated: number(facts['updated']) ?? 0,
    deleted: number(facts['deleted']) ?? 0,
    unchanged: number(facts['unchanged']) ?? 0,
    durationMs: number(facts['durationMs']) ?? null,
  })
  return calls === undefined ? words : `${words}, ${calls} ${calls === 1 ? 'call' : 'calls'}`
}

function deliverySummary({ facts, count }: ActivityEntry): string {
  const delayMs = number(facts['delayMs'])
  const attempts = number(facts['attempts']) ?? 0
  return [
    ...(count > 1 ? [`${count} alike`] : []),
    ...(delayMs === undefined ? [] : [`${(delayMs / 1000).toFixed(1)} s after Calendly sent it`]),
    ...(attempts > 1 ? [`tried ${attempts} times`] : []),
    ...(facts['verified'] === false ? ['not proved to be Calendly’s'] : []),
  ].join(' · ')
}

/** "active → paused", "every 15 min → every 5 min", "csv" */
function changeOf({ facts, title }: ActivityEntry): string | undefined {
  const { from, to, format, meetings } = facts
  if (title.startsWith('Time between')) return `${every(from)} → ${every(to)}`
  if (text(from) !== undefined && text(to) !== undefined) return `${text(from)} → ${text(to)}`
  const count = number(meetings)
  if (count !== undefined) return `${count} ${count === 1 ? 'meeting' : 'meetings'}`
  return text(format)?.toUpperCase()
}

function every(minutes: unknown): string {
  const given = number(minutes)
  return given === undefined ? 'as the installation' : `every ${intervalWords(given)}`
}

function whoOf({ facts }: ActivityEntry): string | undefined {
  const who = text(facts['whoName']) ?? text(facts['who'])
  if (who === undefined) return undefined
  return who === 'shell' ? 'by somebody at the shell' : `by ${who}`
}

/** Messages of a list of errors, as facts hold it. */
export function messages(errors: unknown): readonly string[] {
  if (!Array.isArray(errors)) return []
  return errors.flatMap((error: unknown) =>
    typeof error === 'object' && error !== null && 'message' in error ? (text(error.message) ?? []) : [],
  )
}

export function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

export function number(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined
}
