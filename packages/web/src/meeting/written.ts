import type { MeetingDetail } from '../api/types.ts'
import type { Formats } from '../time/formats.ts'

type Writing = NonNullable<MeetingDetail['explanation']['writtenBy']>
type Ignored = MeetingDetail['explanation']['ignored'][number]

const PATHS: Readonly<Record<Writing['path'], string>> = {
  poll: 'by a check of the list',
  sweep: 'by a check of the whole organization',
  webhook: 'by a message from Calendly (webhook)',
  reread: 'by reading this meeting again',
}

/** "Last written at Sunday 03:10, by a message from Calendly (webhook)." */
export function writtenWords({ path, at }: Writing, formats: Formats, nowMs: number): string {
  return `Last written ${formats.moment(at, nowMs)}, ${PATHS[path]}.`
}

const REASONS: Readonly<Record<string, string>> = {
  superseded: 'older than what was known',
  duplicate: 'told before',
  ignored: 'not for this list',
}

/** Why an update changed nothing; the server's own words where it has some. */
export function ignoredWords({ reason, message }: Pick<Ignored, 'reason' | 'message'>): string {
  return message ?? REASONS[reason] ?? reason.replaceAll('_', ' ')
}

export interface Source {
  readonly href: string
  readonly words: string
}

/** Where the check or the message that wrote something is shown. */
export function sourceOf(writing: Pick<Writing, 'runId' | 'deliveryId'>): Source | undefined {
  const { runId, deliveryId } = writing
  if (deliveryId !== null)
    return { href: `/webhooks?delivery=${encodeURIComponent(deliveryId)}`, words: 'Show the message' }
  if (runId !== null) return { href: `/activity?run=${encodeURIComponent(runId)}`, words: 'Show the check' }
  return undefined
}
