import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { EventResource, InviteeResource } from 'calendly-simulator'

/*
 * A Calendly that answers with recorded and published payloads, byte for byte but for two things: the host of the
 * official examples becomes the recorded user, for a list of one's own shows only meetings one hosts; and masked
 * invitee ids, which their author used again and again, get the name of their file.
 */

const folder = new URL('../../../packages/simulator/fixtures/', import.meta.url)
const read = (file: string) =>
  readFileSync(new URL(file, folder), 'utf8')
    .replaceAll('users/GBGBDCAADAEDCRZ2', 'users/U001')
    .replaceAll('/invitees/INV', `/invitees/${file.replace('.json', '')}-INV`)

// The files are ours and their shapes known; whoever reads a member checks it by comparing.
const resource = <Row>(file: string) => (JSON.parse(read(file)) as { resource: Row }).resource
const rows = <Row>(file: string) => (JSON.parse(read(file)) as { collection: Row[] }).collection

const wrapped = (...collection: unknown[]) =>
  JSON.stringify({ collection, pagination: { count: collection.length, next_page: null } })

const single = [
  'official-scheduled-event.json',
  'scheduled-event.json',
  'scheduled-event-after-api-booking-zoom-outlook.json',
].map(resource<EventResource>)

const places: EventResource[] = [
  'ask-invitee',
  'google-conference',
  'gotomeeting',
  'microsoft-teams',
  'physical',
  'webex',
  'zoom',
]
  .map((kind) => `official-location-${kind}.json`)
  .concat('constructed-locations-no-published-example.json')
  .flatMap((file) => Object.values(JSON.parse(read(file)) as Record<string, EventResource['location']>))
  .map((location, i) => ({
    ...resource<EventResource>('official-scheduled-event.json'),
    uri: `https://api.calendly.com/scheduled_events/PLACE${i}`,
    location,
  }))

/** Lists of events by page token; a list without one is any of the first pages, in turn. */
const firstPages = [
  read('scheduled-events-page1.json'),
  read('scheduled-events-canceled-null-location.json'),
  read('official-scheduled-events-both-page-links.json'),
  wrapped(...places),
]
const nextPages: Readonly<Record<string, string>> = {
  NEXT_PAGE_TOKEN: read('scheduled-events-page2.json'),
  sNjq4TvMDfUHEl7zHRR0k0E1PCEJWvdi: wrapped(...single),
}

/** Pages of invitees by event. */
const seats: Readonly<Record<string, readonly string[]>> = {
  EV013: [read('event-invitees-payment-answers.json')],
  EV012: [read('event-invitees-group-page1.json'), read('event-invitees-group-page2.json')],
  EV011: [wrapped(resource('event-invitee-rescheduled-chain-canceled.json'))],
  GBGBDCAADAEDCRZ2: [
    read('official-event-invitees.json'),
    wrapped(resource('official-invitee-payment-reconfirmation.json')),
  ],
  EV001: [
    wrapped({
      ...resource<object>('official-invitee-canceled.json'),
      uri: 'https://api.calendly.com/scheduled_events/EV001/invitees/official-canceled',
    }),
  ],
  'cdd4c933-653b-4373-937a-3f9b08111a4a': [wrapped(resource('create-invitee-201.json'))],
}

/** What a mirror must hold after reading all of it. */
export const recorded: readonly { event: EventResource; invitees: InviteeResource[] }[] = [
  ...rows<EventResource>('scheduled-events-page1.json'),
  ...rows<EventResource>('scheduled-events-page2.json'),
  ...rows<EventResource>('scheduled-events-canceled-null-location.json'),
  ...rows<EventResource>('official-scheduled-events-both-page-links.json'),
  ...single,
  ...places,
].map((event) => ({
  event,
  invitees: (seats[event.uri.split('/').at(-1) ?? ''] ?? []).flatMap(
    (page) => (JSON.parse(page) as { collection: InviteeResource[] }).collection,
  ),
}))

export interface RecordedCalendly {
  readonly url: string
  readonly unanswered: readonly string[]
  close(): Promise<void>
}

export async function startRecordedCalendly(): Promise<RecordedCalendly> {
  let lists = 0
  const unanswered: string[] = []
  const bodyOf = (path: string, token: string | null): string | undefined => {
    if (path === '/users/me') return read('users-me.json')
    if (path === '/organization_memberships')
      return read(`organization-memberships-page${token ? 2 : 1}.json`)
    if (path === '/scheduled_events')
      return token ? nextPages[token] : firstPages[lists++ % firstPages.length]
    const [, uuid, isSeats] = /^\/scheduled_events\/([^/]+)(\/invitees)?$/.exec(path) ?? []
    if (isSeats) return (seats[uuid ?? ''] ?? [wrapped()])[token ? 1 : 0]
    const event = recorded.find((one) => one.event.uri.endsWith(`/${uuid}`))?.event
    return event && JSON.stringify({ resource: event })
  }
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://recorded')
    const body = bodyOf(pathname, searchParams.get('page_token'))
    if (body === undefined) unanswered.push(request.url ?? '')
    response.writeHead(body ? 200 : 404, {
      'content-type': 'application/json',
      'x-ratelimit-limit': '100000',
    })
    response.end(body ?? read('error-404-not-found.json'))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    unanswered,
    close: () => {
      server.closeAllConnections()
      return new Promise((done) => server.close(() => done()))
    },
  }
}
