import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'

/** A server between the engine and the simulator that can keep single events out of sight. */
export interface Veil {
  readonly url: string
  /** From now on the event is in no list and answers 404. */
  hide(uuid: string): void
  showAll(): void
  close(): Promise<void>
}

/** Passes GETs on to `target` and takes the hidden events out of what comes back. */
export async function startVeil(target: () => string): Promise<Veil> {
  const hidden = new Set<string>()
  const isHidden = (uri: unknown) => [...hidden].some((uuid) => String(uri).includes(uuid))
  const pass = async (request: IncomingMessage, response: ServerResponse) => {
    if (isHidden(request.url)) return answer(response, 404, { title: 'Resource Not Found', message: 'no' })
    const headers = { authorization: String(request.headers.authorization) }
    const upstream = await fetch(`${target()}${request.url}`, { headers })
    const body = JSON.parse(await upstream.text(), (name, value: unknown) =>
      name === 'collection' && Array.isArray(value) ? value.filter((row) => !isHidden(row?.uri)) : value,
    )
    answer(response, upstream.status, body, limits(upstream.headers))
  }
  const server = createServer((request, response) => {
    pass(request, response).catch((error: unknown) => answer(response, 502, { message: String(error) }))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}`,
    hide: (uuid) => hidden.add(uuid),
    showAll: () => hidden.clear(),
    close: () => {
      server.closeAllConnections()
      return new Promise((done) => server.close(() => done()))
    },
  }
}

function limits(headers: Headers): Record<string, string> {
  return Object.fromEntries([...headers].filter(([name]) => name.startsWith('x-ratelimit')))
}

function answer(response: ServerResponse, status: number, body: unknown, headers = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers })
  response.end(JSON.stringify(body))
}
