import { createHmac } from 'node:crypto'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import { onTestFinished } from 'vitest'
import type { InviteePayload } from '../world/resources.ts'
import type { Served } from './serve.ts'

export interface Received {
  path: string
  headers: IncomingHttpHeaders
  text: string
  body: { event: string; created_at: string; created_by: string; payload: InviteePayload }
}

export interface Receiver {
  url: string
  received: Received[]
  /** Names of the events that came, in order. */
  events(): string[]
  /** How many connections are open. */
  connections(): Promise<number>
  /** Status to answer with; a promise is waited for. 200 at first. */
  answer: (message: Received) => number | Promise<number>
}

/** A place that messages are sent to, until the test is over. */
export async function receive(): Promise<Receiver> {
  const received: Received[] = []
  const receiver: Receiver = {
    url: '',
    received,
    events: () => received.map(({ body }) => body.event),
    connections: () => Promise.resolve(0),
    answer: () => 200,
  }
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', async () => {
      const text = Buffer.concat(chunks).toString()
      const message = { path: request.url ?? '', headers: request.headers, text, body: bodyOf(text) }
      received.push(message)
      response.writeHead(await receiver.answer(message), { location: '/elsewhere' }).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => stop(server))
  receiver.connections = () =>
    new Promise((resolve, reject) =>
      server.getConnections((error, count) => (error ? reject(error) : resolve(count))),
    )
  const address = server.address()
  receiver.url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/hook`
  return receiver
}

/** Subscribes to the four events about invitees. @returns the subscription's URI. */
export async function subscribe(
  served: Served,
  url: string,
  options: { token?: string; scope?: string; user?: string; group?: string; signing_key?: string } = {},
): Promise<string> {
  const { token = served.simulator.tokens.admin, ...members } = options
  const { status, body } = await served.call('POST', '/webhook_subscriptions', {
    token,
    body: {
      url,
      scope: 'organization',
      organization: served.simulator.people.organization,
      events: ['invitee.created', 'invitee.canceled', 'invitee_no_show.created', 'invitee_no_show.deleted'],
      ...members,
    },
  })
  if (status !== 201) throw new Error(`subscribing answered ${status}: ${JSON.stringify(body)}`)
  return resourceOf(body).uri
}

/** Whether a signature header fits, worked out from Calendly's words and not with the simulator's code. */
export function isSigned({ headers, text }: Received, key: string): boolean {
  const header = String(headers['calendly-webhook-signature'])
  const [, t, v1] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(header) ?? []
  const hmac = createHmac('sha256', key)
  hmac.update(Buffer.concat([Buffer.from(`${t}.`), Buffer.from(text)]))
  return t !== undefined && hmac.digest('hex') === v1
}

export interface ShownSubscription {
  uri: string
  callback_url: string
  state: string
  retry_started_at: string | null
}

// What the routes answer is established by `self-check.http.test.ts`; other tests may rely on it.
export function resourceOf(body: unknown): ShownSubscription {
  return (body as { resource: ShownSubscription }).resource
}

// Bodies that the simulator itself sends have this shape; a test that sends others looks at `text`.
function bodyOf(text: string): Received['body'] {
  return JSON.parse(text) as Received['body']
}

function stop(server: Server): Promise<void> {
  server.closeAllConnections()
  return new Promise((resolve) => server.close(() => resolve()))
}
