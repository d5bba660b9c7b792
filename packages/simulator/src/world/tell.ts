import type { Happening } from './happening.ts'
import type { EventRecord, InviteeRecord } from './records.ts'
import type { WorldState } from './state.ts'

/** Tells what has just happened, once the verb is done with its records. History being written tells nobody. */
export function tell(
  state: WorldState,
  happening: Happening,
  event: EventRecord,
  invitee: InviteeRecord,
): void {
  if (state.pretendedNowMs === undefined) state.listener?.(happening, event, invitee)
}
