import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { bareEndpoint, openInbox } from './keep.ts'

/** Messages of the protocol, PostgreSQL docs "Message Formats". */
const authenticated = Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 0])
const ready = Buffer.from([0x5a, 0, 0, 0, 5, 0x49])
const done = Buffer.concat([Buffer.from([0x43, 0, 0, 0, 8]), Buffer.from('SET\0')])

test('a database that answers each step just in time is given up before the sender gives up on us', async () => {
  const sockets: Socket[] = []
  const server = createServer((socket) => {
    sockets.push(socket)
    socket.on('error', () => {})
    socket.once('data', async () => {
      await sleep(2200)
      socket.write(Buffer.concat([authenticated, ready]))
      socket.once('data', async () => {
        await sleep(1800)
        socket.write(Buffer.concat([done, ready])) // and to the insert it says nothing at all
      })
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const inbox = openInbox({
    connectionString: `postgresql://p@127.0.0.1:${port}/d`,
    sessions: { known: undefined },
    onError: () => {},
  })
  const beganMs = performance.now()
  const delivery = {
    endpointId: bareEndpoint,
    digest: Buffer.alloc(32),
    signedAtMs: null,
    isVerified: true,
    caveat: null,
    headers: {},
    body: Buffer.from('{}'),
  }
  const given = await inbox.keep(delivery).catch((error: unknown) => error)
  const tookMs = performance.now() - beganMs
  for (const socket of sockets) socket.destroy()
  server.close()
  await inbox.close()
  expect(given).toBeInstanceOf(Error)
  expect(tookMs).toBeLessThan(5500) // the steps together would be 6 s
})
