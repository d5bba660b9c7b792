import type { Log } from '../log.ts'
import type { CallOptions, Page } from './call.ts'
import { type Collection, type Row, readCollection } from './envelope.ts'
import { CalendlyError } from './errors.ts'
import { nextPage } from './paging.ts'
import type { Requester, Target } from './request.ts'

/** Rows asked for per page: the most that Calendly gives. */
export const pageSize = 100

// A million rows. A list that is longer is not a list of meetings.
const mostPages = 10_000

/**
 * Reads a list page by page. Asks for a page only when the consumer wants it, so a consumer that works between pages
 * should keep that short: Calendly's page tokens do not live long.
 *
 * @param target - the first request; its `count` must be `pageSize`.
 * @throws CalendlyError `page_token_invalid` when the list has to be started again, `paging_loop` when it leads back to
 *   itself or does not end.
 */
export async function* readPages<T extends Row>(
  requester: Requester,
  target: Target,
  options: CallOptions,
  log: Log,
): AsyncGenerator<Page<T>, void, void> {
  const route = `GET ${target.template}`
  const seen = new Set<string>()
  let query = target.query
  while (true) {
    const page = await requester.send({ ...target, query }, options, readPage<T>)
    const { rows, unusable, pagination } = page.value
    if (unusable > 0) log.warn('rows without a usable uri were left out', { route, unusable })
    const next = nextPage(pagination, target.query)
    yield { rows, unusable, mark: page.mark, askedAt: page.askedAt, last: next.kind === 'end' }
    if (next.kind === 'end') return
    if (next.kind === 'unreadable') throw unreadableNext(route)
    if (seen.has(next.token)) throw endlessList(route, 'a page token came twice')
    if (seen.size + 1 >= mostPages) throw endlessList(route, `more than ${mostPages} pages`)
    seen.add(next.token)
    query = next.query
  }
}

function readPage<T extends Row>(json: unknown, route: string): Collection<T> {
  return readCollection<T>(json, pageSize, route)
}

function unreadableNext(route: string): CalendlyError {
  return new CalendlyError('garbled', {
    route,
    message: 'the answer names a next page without a page token.',
  })
}

function endlessList(route: string, what: string): CalendlyError {
  return new CalendlyError('paging_loop', {
    route,
    message: `the list does not end: ${what}. It is incomplete.`,
  })
}
