import type { ScheduledEventsQuery } from '../calendly/client.ts'
import { CalendlyError } from '../calendly/errors.ts'
import { type ScheduledEventFact, scheduledEvent } from '../resources/scheduled-event.ts'
import { callOptions, type Pass } from './pass.ts'
import type { PassPlan } from './plan.ts'

/** A list whose pages break off is begun again behind the last event seen; more often than this it is given up. */
const mostRestarts = 3

/** Whose events are listed, and what becomes of them. */
export interface EventList {
  readonly whose: Pick<ScheduledEventsQuery, 'user' | 'organization'>
  /** Merges a page. @param mark - the logical clock from before the page was asked for. */
  write(events: readonly ScheduledEventFact[], mark: bigint): Promise<void>
  /** Told of events without identity or time, which were left out. */
  leaveOut(count: number): void
}

/**
 * Lists every event of a range and writes page by page: the next page is asked for while the last one is written,
 * so that a page token never waits for more than one write. Memory holds two pages.
 *
 * @throws CalendlyError when the list could not be read to its end; what was read stays.
 */
export async function listEvents(pass: Pass, plan: PassPlan, list: EventList): Promise<void> {
  let from = plan.fromMs
  let to = plan.toMs
  for (let restarts = 0; ; restarts++) {
    try {
      const note = (startMs: number) => {
        if (plan.order === 'asc') from = Math.max(from, startMs)
        else to = Math.min(to, startMs)
      }
      await readPages(pass, { ...plan, fromMs: from, toMs: to }, list, note)
      return
    } catch (error) {
      const isBroken = error instanceof CalendlyError && error.code === 'page_token_invalid'
      if (!isBroken || restarts >= mostRestarts) throw error
      pass.log.info('a page token was refused; the list goes on behind the last event seen')
    }
  }
}

async function readPages(
  pass: Pass,
  plan: PassPlan,
  list: EventList,
  note: (startMs: number) => void,
): Promise<void> {
  const query = {
    ...list.whose,
    minStartTime: new Date(plan.fromMs).toISOString(),
    // Whether Calendly's upper bound is inclusive is unknown; a second more overlaps harmlessly.
    maxStartTime: new Date(plan.toMs + 1000).toISOString(),
    sort: `start_time:${plan.order}` as const,
  }
  let writing: Promise<unknown> = Promise.resolve()
  try {
    for await (const page of pass.client.scheduledEvents(query, callOptions(pass))) {
      const nowMs = pass.clock.now()
      const events = page.rows.flatMap((row) => scheduledEvent.fact(row, nowMs) ?? [])
      const unusable = page.unusable + page.rows.length - events.length
      if (unusable > 0) list.leaveOut(unusable)
      await writing
      const last = events.at(-1)
      writing = list.write(events, page.mark ?? 0n)
      writing.catch(() => {}) // awaited below; until then a failed write must not end the process
      if (last) note(Date.parse(last.start_time))
    }
  } finally {
    await writing
  }
}
