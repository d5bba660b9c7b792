import { CalendlyError } from '../calendly/errors.ts'
import { scheduledEvent } from '../resources/scheduled-event.ts'
import { callOptions, mergeRead, ownRead, type Pass } from './pass.ts'
import type { PassPlan } from './plan.ts'

/** A list whose pages break off is begun again behind the last event seen; more often than this it is given up. */
const mostRestarts = 3

/**
 * Lists every event of a range and merges page by page: the next page is asked for while the last one is written,
 * so that a page token never waits for more than one write. Memory holds two pages and the uuids.
 *
 * @returns uuids of all events that the list showed.
 * @throws CalendlyError when the list could not be read to its end; what was read stays.
 */
export async function listRange(pass: Pass, plan: PassPlan): Promise<Set<string>> {
  const seen = new Set<string>()
  let from = plan.fromMs
  let to = plan.toMs
  for (let restarts = 0; ; restarts++) {
    try {
      const note = (startMs: number) => {
        if (plan.order === 'asc') from = Math.max(from, startMs)
        else to = Math.min(to, startMs)
      }
      await readPages(pass, { ...plan, fromMs: from, toMs: to }, seen, note)
      return seen
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
  seen: Set<string>,
  note: (startMs: number) => void,
): Promise<void> {
  const query = {
    ...whose(pass),
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
      if (unusable > 0) {
        pass.journal.errors.push({
          code: 'unusable_event',
          message: `Calendly listed ${unusable} event(s) without identity or time; they were left out.`,
        })
      }
      await writing
      for (const event of events) {
        seen.add(event.uuid)
        pass.journal.seen.add(event.uuid)
      }
      const last = events.at(-1)
      writing = mergeRead(pass, {
        ...ownRead(pass, plan.cause),
        mark: page.mark ?? 0n,
        isListed: true,
        events,
      })
      writing.catch(() => {}) // awaited below; until then a failed write must not end the process
      if (last) note(Date.parse(last.start_time))
    }
  } finally {
    await writing
  }
}

/** A token's own events in every organization, or another member's through an owner's token. */
function whose({ account }: Pass): { user: string; organization?: string } {
  const isOwn = account.credential.endsWith(account.calendly_user)
  return isOwn || !account.organization
    ? { user: account.calendly_user }
    : { user: account.calendly_user, organization: account.organization }
}
