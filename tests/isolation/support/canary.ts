import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { createServer, type Server, type Socket } from 'node:net'

/** Listens where nobody has any business, on all addresses of this machine. */
export interface Canary {
  readonly port: number
  /** What connected to it has sent, one text a connection. */
  readonly hits: readonly string[]
  close(): Promise<void>
}

export async function openCanary(): Promise<Canary> {
  const hits: string[] = []
  const sockets = new Set<Socket>()
  const server: Server = createServer((socket) => {
    const at = hits.push('') - 1
    sockets.add(socket)
    socket.on('data', (chunk) => {
      hits[at] += chunk.toString('latin1')
    })
    socket.on('error', () => {})
    socket.end('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}')
  })
  await new Promise<void>((done) => server.listen(0, '::', done))
  const address = server.address()
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    hits,
    close() {
      for (const socket of sockets) socket.destroy()
      return new Promise((done) => server.close(() => done()))
    },
  }
}

/** Where this process wanted to connect to, as `address:port` or `host` of a name that was looked up. */
export interface Watch {
  readonly attempts: ReadonlySet<string>
  stop(): void
}

/** Notes every attempt to connect and every name that is looked up for one (Node docs, `net.client.socket`). */
export function watchConnections(): Watch {
  const attempts = new Set<string>()
  const note = (message: unknown) => {
    const { socket } = message as { socket: Socket } // what Node publishes there
    socket.on('connectionAttempt', (ip: string, port: number) => attempts.add(`${ip}:${port}`))
    socket.on('lookup', (_error, _address, _family, host: string) => attempts.add(host))
  }
  subscribe('net.client.socket', note)
  return { attempts, stop: () => unsubscribe('net.client.socket', note) }
}
