import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'

/** A server between the engine and the simulator whose answers lead astray. */
export interface TwistedCalendly {
  readonly url: string
  /** From now on answers are twisted like that; undefined: they are passed on as they are. */
  twist(how: Twist | undefined): void
  close(): Promise<void>
}

/** Changes an answer before it goes out. */
export type Twist = (answer: TwistedAnswer, request: { readonly path: string }) => TwistedAnswer

export interface TwistedAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: unknown
}

export async function startTwistedCalendly(target: string): Promise<TwistedCalendly> {
  let how: Twist | undefined
  const pass = async (request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const { authorization = '', 'content-type': type = 'application/json' } = request.headers
    const upstream = await fetch(`${target}${request.url}`, {
      method: request.method ?? 'GET',
      headers: { authorization, 'content-type': type },
      ...(chunks.length > 0 && { body: Buffer.concat(chunks) }),
    })
    const text = await upstream.text()
    const answer: TwistedAnswer = {
      status: upstream.status,
      headers: { ...limitsOf(upstream.headers), 'content-type': 'application/json' },
      body: text === '' ? undefined : JSON.parse(text),
    }
    const { status, headers, body } = how?.(answer, { path: request.url ?? '' }) ?? answer
    response.writeHead(status, headers).end(body === undefined ? '' : JSON.stringify(body))
  }
  const server = createServer((request, response) => {
    pass(request, response).catch((error: unknown) => response.writeHead(502).end(String(error)))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    twist: (next) => {
      how = next
    },
    close() {
      server.closeAllConnections()
      return new Promise((done) => server.close(() => done()))
    },
  }
}

/** What Calendly says of its limit; without it the engine goes by the usual one, and slowly. */
function limitsOf(headers: Headers): Record<string, string> {
  return Object.fromEntries([...headers].filter(([name]) => name.startsWith('x-ratelimit')))
}

/** Every text in a body, changed where `change` says so by its member's name. */
export function mapTexts(body: unknown, change: (text: string, member: string) => string): unknown {
  const walk = (value: unknown, member: string): unknown => {
    if (typeof value === 'string') return change(value, member)
    if (Array.isArray(value)) return value.map((one) => walk(one, member))
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, walk(one, name)]))
  }
  return walk(body, '')
}
