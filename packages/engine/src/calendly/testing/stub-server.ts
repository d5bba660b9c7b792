import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface SeenRequest {
  path: string
  headers: IncomingMessage['headers']
}

export interface StubServer {
  origin: string
  seen: SeenRequest[]
  /** Connections accepted so far, whether or not a request came. */
  connections(): number
  close(): Promise<void>
}

export type Handler = (request: IncomingMessage, response: ServerResponse) => void

/** A bare HTTP server on loopback that answers as the test says; the handler owns the socket, so it can break anything. */
export async function startStubServer(handler: Handler): Promise<StubServer> {
  const seen: SeenRequest[] = []
  let connections = 0
  const server = createServer((request, response) => {
    response.on('error', () => {})
    seen.push({ path: request.url ?? '', headers: request.headers })
    handler(request, response)
  })
  server.on('connection', (socket) => {
    connections++
    socket.on('error', () => {}) // clients that give up are part of the tests
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    origin: `http://127.0.0.1:${portOf(server.address())}`,
    seen,
    connections: () => connections,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('the stub server has no port')
  return address.port
}
