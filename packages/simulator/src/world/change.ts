import { idOf } from '../ids.ts'
import { type Instant, toMicros } from '../stamps.ts'
import { pushDelayUs } from './book.ts'
import { isConference } from './locations.ts'
import type { Place } from './records.ts'
import {
  findEvent,
  findInvitee,
  findUser,
  freshId,
  index,
  stampUs,
  touch,
  unindex,
  WorldError,
  type WorldState,
} from './state.ts'
import { tell } from './tell.ts'

/** Changes of a meeting in place, none of which has a webhook, and the marks of invitees. */

/** Gives the meeting from one host to another; `from` is the first host when left out. */
export function reassignHost(
  state: WorldState,
  eventUri: string,
  change: { from?: string; to: string },
): void {
  const event = findEvent(state, eventUri)
  const from = change.from === undefined ? event.hosts[0] : findUser(state, change.from)
  const to = findUser(state, change.to)
  if (!from || !event.hosts.includes(from)) throw new WorldError(`${change.from} does not host ${eventUri}`)
  unindex(state, event)
  event.hosts = [...new Set(event.hosts.map((host) => (host === from ? to : host)))]
  index(state, event)
  if (state.quirks.reassignMovesEvent) touch(state, event)
}

export function addGuest(state: WorldState, eventUri: string, email: string): void {
  const event = findEvent(state, eventUri)
  const us = stampUs(state)
  event.guests = [...event.guests, { email, createdUs: us, updatedUs: us }]
  if (state.quirks.guestMovesEvent) touch(state, event)
}

export function setNotes(state: WorldState, eventUri: string, notes: string): void {
  const event = findEvent(state, eventUri)
  event.notes = notes
  if (state.quirks.guestMovesEvent) touch(state, event)
}

/** Another place; a conference is made anew and is `processing` for a few seconds. */
export function changeLocation(state: WorldState, eventUri: string, place: Place | null): void {
  const event = findEvent(state, eventUri)
  touch(state, event)
  event.place = place
  if (place && isConference(place.kind) && event.status === 'active') {
    event.pushAtUs = event.updatedUs + pushDelayUs(state)
  }
}

/** Another time for the same event, its length unchanged. */
export function changeStartTime(state: WorldState, eventUri: string, newStart: Instant): void {
  const event = findEvent(state, eventUri)
  const startUs = toMicros(newStart)
  unindex(state, event)
  event.endUs += startUs - event.startUs
  event.startUs = startUs
  index(state, event)
  touch(state, event)
}

/** The event vanishes: it is in no list any more and answers 404. */
export function deleteEvent(state: WorldState, eventUri: string): void {
  const event = findEvent(state, eventUri)
  unindex(state, event)
  state.events.delete(event.id)
  for (const invitee of event.invitees) {
    if (invitee.extras?.noShow) state.noShows.delete(invitee.extras.noShow.id)
  }
}

/** Marks the invitee as not having come. No stamp moves (recorded from real accounts). @returns its id. */
export function markNoShow(state: WorldState, inviteeUri: string): string {
  const { event, invitee } = findInvitee(state, inviteeUri)
  const existing = invitee.extras?.noShow
  if (existing) return existing.id
  const noShow = { id: freshId(state), createdUs: stampUs(state) }
  invitee.extras = { ...invitee.extras, noShow }
  state.noShows.set(noShow.id, { event, invitee })
  tell(state, 'invitee_no_show.created', event, invitee)
  return noShow.id
}

/** Takes the mark away again, by the invitee's URI or the no-show's. */
export function unmarkNoShow(state: WorldState, uri: string): void {
  const marked = state.noShows.get(idOf(uri)) ?? findInvitee(state, uri)
  const { event, invitee } = marked
  const { noShow, ...rest } = invitee.extras ?? {}
  if (!noShow) throw new WorldError(`${invitee.name} is not marked as a no-show`)
  invitee.extras = rest
  state.noShows.delete(noShow.id)
  tell(state, 'invitee_no_show.deleted', event, invitee)
}

/**
 * Removes a person's data everywhere, as `data_compliance/deletion/invitees` does. What Calendly answers
 * afterwards is not known; here names, addresses and answers are replaced and no stamp moves.
 */
export function anonymise(state: WorldState, email: string): number {
  let found = 0
  for (const event of state.everything.all()) {
    for (const invitee of event.invitees) {
      if (invitee.email.toLowerCase() !== email.toLowerCase()) continue
      found += 1
      invitee.email = `deleted-${invitee.id.toLowerCase()}@anonymized.invalid`
      invitee.name = 'Deleted Invitee'
      invitee.timezone = null
      const {
        phone: _phone,
        answers: _answers,
        firstName: _first,
        lastName: _last,
        ...rest
      } = invitee.extras ?? {}
      invitee.extras = rest
      const { cancellation } = rest
      if (cancellation?.cancelerType === 'invitee') cancellation.canceledBy = 'Deleted Invitee'
    }
  }
  return found
}
