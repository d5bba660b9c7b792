import type { EventRecord } from './records.ts'

/** Events in the order of start, then of creation, so that a page costs what the page holds. */
export interface Timeline {
  readonly size: number
  add(event: EventRecord): void
  remove(event: EventRecord): void
  /** The event at a position, in order of start. */
  at(index: number): EventRecord | undefined
  /** Number of events that start before `us`: the position of the first one at or after it. */
  before(us: number): number
  all(): readonly EventRecord[]
}

export function createTimeline(): Timeline {
  const events: EventRecord[] = []
  const position = (us: number, seq: number) => {
    let low = 0
    let high = events.length
    while (low < high) {
      const middle = (low + high) >>> 1
      const event = events[middle]
      if (event && (event.startUs < us || (event.startUs === us && event.seq < seq))) low = middle + 1
      else high = middle
    }
    return low
  }
  return {
    get size() {
      return events.length
    },
    add: (event) => {
      const index = position(event.startUs, event.seq)
      if (index === events.length) events.push(event)
      else events.splice(index, 0, event)
    },
    remove: (event) => {
      const index = position(event.startUs, event.seq)
      if (events[index] === event) events.splice(index, 1)
    },
    at: (index) => events[index],
    before: (us) => position(us, -1),
    all: () => events,
  }
}
