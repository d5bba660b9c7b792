import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

export interface CheapCalendly {
  readonly url: string
  readonly token: string
  /** When (epoch milliseconds) each Calendly user's events were asked for. */
  readonly listed: ReadonlyMap<string, number[]>
  close(): Promise<void>
}

const api = 'https://api.calendly.com'
/** Whose the token is. */
export const owner = `${api}/users/BENCH`
export const organization = `${api}/organizations/BENCH`

/**
 * A Calendly that costs next to nothing, for benchmarks with so many accounts that the simulator would be what is
 * measured. Whoever is asked for has the same hundred meetings ahead; they name no host, so they belong to whoever
 * lists them. No limit is reached, and nothing ever changes.
 *
 * @param latencyMs - after which it answers.
 */
export async function startCheapCalendly(meetings: number, latencyMs = 0): Promise<CheapCalendly> {
  const listed = new Map<string, number[]>()
  const events = Array.from({ length: meetings }, (_, n) => eventOf(n, meetings))
  const server = createServer((request, response) => {
    void answer(request, response).catch(() => response.destroy())
  })

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', api)
    const body = JSON.stringify(route(url))
    if (latencyMs > 0) await sleep(latencyMs)
    response.writeHead(200, { 'content-type': 'application/json', 'x-ratelimit-limit': '1000000' })
    response.end(body)
  }

  function route(url: URL): unknown {
    const { pathname, searchParams } = url
    if (pathname === '/users/me') return { resource: me }
    if (pathname === '/organization_memberships') return page([{ user: me, role: 'owner', organization }])
    const invitees = pathname.match(/^\/scheduled_events\/([^/]+)\/invitees$/)
    if (invitees) return page([inviteeOf(invitees[1] ?? '')])
    const single = pathname.match(/^\/scheduled_events\/bench-(\d+)$/)
    if (single) return { resource: events[Number(single[1])] }
    const user = searchParams.get('user') ?? ''
    listed.set(user, [...(listed.get(user) ?? []), Date.now()])
    const from = Date.parse(searchParams.get('min_start_time') ?? '')
    const to = Date.parse(searchParams.get('max_start_time') ?? '')
    const found = events.filter(({ start_time }) => {
      const startMs = Date.parse(start_time)
      return startMs >= from && startMs <= to
    })
    return page(searchParams.get('sort') === 'start_time:desc' ? found.toReversed() : found)
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    token: 'benchmark-token',
    listed,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

const page = (collection: readonly unknown[]) => ({
  collection,
  pagination: { count: collection.length, next_page: null, next_page_token: null, previous_page: null },
})

const bornMs = Date.now()
const born = new Date(bornMs).toISOString().replace('Z', '000Z')
const micros = (ms: number) => new Date(ms).toISOString().replace('Z', '000Z')

const me = {
  uri: owner,
  name: 'Benchmark',
  slug: 'benchmark',
  email: 'owner@bench.example',
  scheduling_url: 'https://calendly.com/benchmark',
  timezone: 'Europe/Berlin',
  current_organization: organization,
  created_at: born,
  updated_at: born,
}

/** Spread over the next eighty days. */
function eventOf(n: number, meetings: number) {
  const startMs = Math.floor(bornMs / 60_000) * 60_000 + 86_400_000 + (n / meetings) * 80 * 86_400_000
  return {
    uri: `${api}/scheduled_events/bench-${n}`,
    name: 'Annual review',
    meeting_notes_plain: null,
    meeting_notes_html: null,
    status: 'active',
    start_time: micros(startMs),
    end_time: micros(startMs + 1_800_000),
    event_type: `${api}/event_types/BENCH`,
    location: { type: 'outbound_call', location: '+49 30 5550 0100' },
    invitees_counter: { total: 1, active: 1, limit: 1 },
    created_at: born,
    updated_at: born,
    event_memberships: [],
    event_guests: [],
    calendar_event: { kind: 'google', external_id: `bench-${n}` },
  }
}

function inviteeOf(event: string) {
  return {
    uri: `${api}/scheduled_events/${event}/invitees/${event}-seat`,
    event: `${api}/scheduled_events/${event}`,
    email: `${event}@client.example`,
    name: `Client ${event}`,
    status: 'active',
    timezone: 'Europe/Berlin',
    questions_and_answers: [],
    tracking: {},
    rescheduled: false,
    created_at: born,
    updated_at: born,
  }
}
