import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

export interface Balancer {
  readonly url: string
  close(): Promise<void>
}

const lookEveryMs = 100

/**
 * The smallest balancer that deserves the name: it asks every server ten times a second whether it is ready, and leads each
 * new connection to the next of those that are. It knows nothing of HTTP beyond that, and never sends anything twice.
 */
export async function openBalancer(origins: readonly string[]): Promise<Balancer> {
  const ready = new Set<string>()
  const sockets = new Set<Socket>()
  const closing = new AbortController()
  let turn = 0

  const looking = Promise.all(
    origins.map(async (origin) => {
      while (!closing.signal.aborted) {
        const answer = await fetch(`${origin}/readyz`, { headers: { connection: 'close' } }).catch(
          () => undefined,
        )
        if (answer?.ok) ready.add(origin)
        else ready.delete(origin)
        await answer?.body?.cancel()
        await sleep(lookEveryMs, undefined, { signal: closing.signal }).catch(() => {})
      }
    }),
  )

  // Either side may end its half first; what is still on the way to the other is delivered.
  const server = createServer({ allowHalfOpen: true }, (near) => {
    const up = origins.filter((origin) => ready.has(origin))
    const origin = up[turn++ % up.length]
    if (origin === undefined) {
      near.destroy()
      return
    }
    const far = connect({ port: Number(new URL(origin).port), host: '127.0.0.1', allowHalfOpen: true })
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket)
      socket.setNoDelay(true)
      socket.on('error', () => other.destroy())
      socket.on('close', () => sockets.delete(socket))
    }
    near.pipe(far).pipe(near)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  while (ready.size < origins.length) await sleep(lookEveryMs)
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      closing.abort()
      await looking
      server.close()
      for (const socket of sockets) socket.destroy()
    },
  }
}
