import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'

/** A server between the engine and the simulator whose answers lead astray. */
export interface TwistedCalendly {
  readonly url: string
  /** From now on answers are twisted like that; undefined: they are passed on as they are. */
  twist(how: Twist | undefined): void
  close(): Promise<void>
}

/** Changes an answer before it goes out. */
export type Twist = (answer: TwistedAnswer, request: TwistedRequest) => TwistedAnswer

export interface TwistedRequest {
  readonly path: string
  readonly authorization: string
  readonly body: string
}

export interface TwistedAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** Sent as JSON; bytes as they are. */
  readonly body: unknown
}

/**
 * @param tokens - what the simulator calls a token that the engine knows by another name.
 */
export async function startTwistedCalendly(
  target: string,
  tokens: Readonly<Record<string, string>> = {},
): Promise<TwistedCalendly> {
  let how: Twist | undefined
  const pass = async (request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const sent = Buffer.concat(chunks)
    const { authorization = '', 'content-type': type = 'application/json' } = request.headers
    const token = authorization.replace(/^Bearer /, '')
    const upstream = await fetch(`${target}${request.url}`, {
      method: request.method ?? 'GET',
      headers: { authorization: `Bearer ${tokens[token] ?? token}`, 'content-type': type },
      ...(sent.length > 0 && { body: sent }),
    })
    const text = await upstream.text()
    const answer: TwistedAnswer = {
      status: upstream.status,
      headers: { ...limitsOf(upstream.headers), 'content-type': 'application/json' },
      body: text === '' ? undefined : JSON.parse(text),
    }
    const asked = { path: request.url ?? '', authorization, body: sent.toString() }
    const { status, headers, body } = how?.(answer, asked) ?? answer
    const bytes = Buffer.isBuffer(body) ? body : Buffer.from(body === undefined ? '' : JSON.stringify(body))
    response.writeHead(status, headers).end(bytes)
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
