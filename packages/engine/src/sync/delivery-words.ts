import type { Delivery } from '../contract.ts'
import type { DeliveryRow } from '../store/read/deliveries.ts'

/** A delivery with what its outcome means, in words. */
export function showDelivery({ outcome, reason, ...row }: DeliveryRow): Delivery {
  return { ...row, outcome, reason, message: (reason && reasons[reason]) ?? outcomes[outcome](reason) }
}

const reasons: Readonly<Record<string, string>> = {
  stale:
    'It was signed longer ago than is taken at its word, so the event was read from Calendly instead. A retry, or a clock that is fast here.',
  clock:
    'It was signed in the future, so the event was read from Calendly instead. Check the clock of this machine.',
  unknown_kind: 'It speaks of something that is not mirrored. It was kept.',
  unusable: 'Its body cannot be read as a delivery of Calendly. It was kept.',
  cleaned: 'It held text that Postgres cannot store; that was replaced by U+FFFD.',
  not_ours: 'It speaks of a meeting that none of the users behind this URL hosts.',
  unverified: 'Nothing proves that Calendly sent it: no signing key is set.',
  reread: 'What it says cannot be put in order with what is known, so the meeting was read from Calendly.',
}

const outcomes: Readonly<Record<Delivery['outcome'], (reason: string | null) => string | null>> = {
  waiting: (reason) => (reason === null ? null : `It could not be applied (${reason}) and is tried again.`),
  applied: () => null,
  duplicate: () => 'It says what was known already.',
  superseded: () => 'Something newer is known.',
  ignored: (reason) => reason,
  failed: (reason) =>
    `It could not be applied (${reason ?? 'unknown'}) and was put aside. Replay it once the cause is gone.`,
}
