import type { MeetingNews } from '../resources/webhook.ts'

/** Deliveries that can be merged together. */
export interface Round<Item> {
  readonly items: Item[]
  readonly isOfNoShow: boolean
}

/**
 * Parts deliveries into rounds in which everything is told at most once: a merge takes one fact about one thing, and
 * of two that differ neither may be dropped (a cancellation, say, that came together with a later change). Copies of
 * one fact share a round. The order means nothing: the merge is a join.
 */
export function partIntoRounds<Item extends { readonly news: MeetingNews }>(
  items: readonly Item[],
): Round<Item>[] {
  const rounds: { readonly round: Round<Item>; readonly told: Map<string, string> }[] = []
  for (const item of items) {
    const facts = factsOf(item.news)
    const { isOfNoShow } = item.news
    const fitting = rounds.find(
      ({ round, told }) =>
        round.isOfNoShow === isOfNoShow && facts.every(([uuid, fact]) => (told.get(uuid) ?? fact) === fact),
    )
    const place = fitting ?? { round: { items: [], isOfNoShow }, told: new Map<string, string>() }
    if (!fitting) rounds.push(place)
    place.round.items.push(item)
    for (const [uuid, fact] of facts) place.told.set(uuid, fact)
  }
  return rounds.map(({ round }) => round)
}

function factsOf({ event, invitee }: MeetingNews): (readonly [string, string])[] {
  return [event, invitee].flatMap((fact) =>
    fact ? [[fact.uuid, `${fact.status} ${fact.updated_at} ${fact.digest}`] as const] : [],
  )
}
