import { connect } from 'node:net'
import Fastify from 'fastify'
import { expect, test } from 'vitest'
import { type EventStream, openEventStream } from './event-stream.ts'

test('a socket that nobody reads from is cut once more waits than may, and not before', async () => {
  const app = Fastify()
  let stream: EventStream | undefined
  const ended = new Promise<void>((resolve) => {
    app.get('/', (_request, reply) => {
      const options = { heartbeatMs: 60_000, livesMs: 60_000, mostWaitingBytes: 1024 * 1024, onEnd: resolve }
      stream = openEventStream('0', options)
      return reply.type('text/event-stream').send(stream.body)
    })
  })
  const url = await app.listen({ port: 0, host: '127.0.0.1' })
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  socket.pause()
  socket.write('GET / HTTP/1.1\r\nhost: localhost\r\n\r\n')
  const closed = new Promise((resolve) => socket.once('close', resolve))
  socket.on('error', () => {})
  while (!stream) await new Promise((resolve) => setTimeout(resolve, 5))
  const data = { text: 'x'.repeat(100_000) }
  let sent = 0
  for (; !stream.body.destroyed && sent < 1000; sent++) {
    stream.send({ id: String(sent), event: 'meeting.changed', data })
    await new Promise((resolve) => setImmediate(resolve))
  }
  await ended
  expect(sent).toBeGreaterThan(10)
  expect(sent).toBeLessThan(1000)
  socket.resume()
  await closed
  await app.close()
})
