import type { Delivery } from '../api/types.ts'
import type { Tone } from '../parts/badge.tsx'
import type { IconName } from '../parts/icon.tsx'
import type { WebhooksSearch } from './search.ts'
import type { Step } from './steps.tsx'

type Look = { readonly tone: Tone; readonly icon: IconName; readonly word: string }

/** What became of a delivery; colour, drawing and word. */
export const OUTCOME_LOOKS: Readonly<Record<Delivery['outcome'], Look>> = {
  applied: { tone: 'good', icon: 'check', word: 'Applied' },
  duplicate: { tone: 'plain', icon: 'check', word: 'Duplicate' },
  superseded: { tone: 'plain', icon: 'clock', word: 'Older than what we have' },
  ignored: { tone: 'plain', icon: 'stop', word: 'Not for us' },
  waiting: { tone: 'busy', icon: 'clock', word: 'Waiting' },
  failed: { tone: 'bad', icon: 'alert', word: 'Failed' },
}

/** An order of "it was applied", as it stands between what came and what is in the list. */
const APPLIED: Readonly<Record<Delivery['outcome'], Pick<Step, 'state' | 'note'>>> = {
  applied: { state: 'ok', note: 'It is in the list.' },
  duplicate: { state: 'skipped', note: 'It says what was known already.' },
  superseded: { state: 'skipped', note: 'Something newer is known.' },
  ignored: { state: 'skipped', note: 'It is not for us.' },
  waiting: { state: 'waiting', note: 'It waits for its turn.' },
  failed: { state: 'failed', note: 'It was put aside.' },
}

/** received → verified → stored → applied, and how far this delivery came. */
export function stepsOf({ verified, outcome, message }: Delivery): readonly Step[] {
  const applied = APPLIED[outcome]
  return [
    { name: 'received', state: 'ok' },
    verified
      ? { name: 'verified', state: 'ok', note: 'Its signature is Calendly’s.' }
      : { name: 'verified', state: 'failed', note: 'Nothing proves that Calendly sent it.' },
    { name: 'stored', state: 'ok', note: 'Its bytes were kept before Calendly was answered.' },
    { name: 'applied', state: applied.state, note: message ?? applied.note ?? '' },
  ]
}

const KIND_WORDS: Readonly<Record<string, string>> = {
  'invitee.created': 'Meeting booked',
  'invitee.canceled': 'Booking cancelled',
  'invitee_no_show.created': 'No-show marked',
  'invitee_no_show.deleted': 'No-show taken back',
  'calendly_sync.verify': 'A test of our own',
}

/** "Meeting booked"; a kind that we do not know keeps Calendly's name. */
export function kindWords(kind: string | null): string {
  if (kind === null) return 'A delivery without a kind'
  return KIND_WORDS[kind] ?? kind
}

/** "Tried 3 times", "came twice"; nothing where all was as usual. */
export function oddities({ attempts, seen }: Pick<Delivery, 'attempts' | 'seen'>): readonly string[] {
  return [...(attempts > 1 ? [`tried ${times(attempts)}`] : []), ...(seen > 1 ? [`came ${times(seen)}`] : [])]
}

function times(count: number): string {
  return count === 2 ? 'twice' : `${count} times`
}

/** "Failed · Meeting booked · from 2026-11-25": what a filter means, for a question before something is done. */
export function filterWords({ outcome, kind, event, from, to }: WebhooksSearch): string {
  return [
    outcome && OUTCOME_LOOKS[outcome].word,
    kind && kindWords(kind),
    from && `from ${from}`,
    to && `to ${to}`,
    event && `event ${event}`,
  ]
    .filter(Boolean)
    .join(' · ')
}
