import type { Change } from '../api/types.ts'
import type { Formats } from '../time/formats.ts'

const KINDS: Readonly<Record<string, string>> = {
  'meeting.created': 'First seen',
  'meeting.updated': 'Changed',
  'meeting.canceled': 'Cancelled',
  'meeting.reassigned': 'Given to another host',
  'meeting.gone': 'No longer in Calendly',
  'meeting.restored': 'Back again',
}

const CAUSES: Readonly<Record<string, string>> = {
  import: 'first import',
  tick: 'regular check',
  recent: 'daily check of the last 90 days',
  history: 'check of the whole window',
  reread: 'this meeting was read again',
  'after-meeting': 'check after the meeting',
  webhook: 'message from Calendly',
}

const FIELDS: Readonly<Record<string, string>> = {
  title: 'Title',
  startTime: 'Start',
  endTime: 'End',
  status: 'Status in Calendly',
  locationText: 'Place',
  joinUrl: 'Join link',
  attendees: 'Attendees',
  cancelReason: 'Reason',
  canceledBy: 'Cancelled by',
}

/** What wrote this row: one change in words. */
export interface HistoryEntry {
  readonly seq: number
  readonly what: string
  readonly at: string
  readonly cause: string
  readonly details: readonly string[]
}

export function describeChange(change: Change, formats: Formats, nowMs: number): HistoryEntry {
  return {
    seq: change.seq,
    what: KINDS[change.kind] ?? change.kind,
    at: formats.moment(change.at, nowMs),
    cause: CAUSES[change.cause] ?? change.cause,
    details: change.before === null ? [] : differences(change.before, change.after, formats, nowMs),
  }
}

function differences(
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
  formats: Formats,
  nowMs: number,
): readonly string[] {
  return Object.entries(FIELDS).flatMap(([field, name]) => {
    if (!(field in after)) return []
    const [from, to] = [before[field], after[field]].map((value) => valueWords(field, value, formats, nowMs))
    return from === to ? [`${name} changed`] : [`${name}: ${from} → ${to}`]
  })
}

function valueWords(field: string, value: unknown, formats: Formats, nowMs: number): string {
  if (value === null || value === undefined || value === '') return 'none'
  if (Array.isArray(value)) return String(value.length)
  if (typeof value !== 'string') return String(value)
  return field === 'startTime' || field === 'endTime' ? formats.moment(value, nowMs) : value
}
