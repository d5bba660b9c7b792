import type { Meeting } from '../../contract.ts'

export type ChainLink = Pick<Meeting, 'id' | 'startTime' | 'status' | 'rescheduledFrom' | 'rescheduledTo'>

/**
 * Puts the meetings of a chain of moves in order, by their links: two may have been booked in the same moment.
 * What no link leads to stays where it was, at the end.
 */
export function orderChain(links: readonly ChainLink[]): ChainLink[] {
  const rest = new Map(links.map((link) => [link.id, link]))
  const ordered: ChainLink[] = []
  const first = links.find((link) => link.rescheduledFrom === null || !rest.has(link.rescheduledFrom))
  for (let link = first; link; link = rest.get(link.rescheduledTo ?? '')) {
    ordered.push(link)
    rest.delete(link.id)
  }
  return [...ordered, ...rest.values()]
}
