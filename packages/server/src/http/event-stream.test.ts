import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test, vi } from 'vitest'
import { openEventStream } from './event-stream.ts'

const quiet = { heartbeatMs: 60_000, livesMs: 60_000, mostWaitingBytes: 1000 }

test('says how soon to come back and from where, then each event in its lines', async () => {
  const onEnd = vi.fn()
  const { body, send, end } = openEventStream('7', { ...quiet, onEnd })
  send({ id: '8', event: 'meeting.changed', data: { meetingId: 'a\nb' } })
  send({ id: null, event: 'run.changed', data: {} })
  end()
  send({ id: '9', event: 'meeting.changed', data: {} })
  end()
  const chunks: string[] = []
  for await (const chunk of body) chunks.push(String(chunk))
  expect(chunks.join('')).toBe(
    'retry: 2000\nid: 7\n\nid: 8\nevent: meeting.changed\ndata: {"meetingId":"a\\nb"}\n\nevent: run.changed\ndata: {}\n\n',
  )
  expect(onEnd).toHaveBeenCalledOnce()
})

test('a client that reads too slowly is cut off, once, and what comes after is dropped', async () => {
  const onEnd = vi.fn()
  const { body, send } = openEventStream('0', { ...quiet, onEnd })
  for (let count = 0; count < 10; count++) send({ id: '1', event: 'e', data: { text: 'x'.repeat(200) } })
  await sleep(0)
  expect(body.destroyed).toBe(true)
  expect(onEnd).toHaveBeenCalledOnce()
})

test('a silent stream says that it is alive, and ends when its time is over', async () => {
  const onEnd = vi.fn()
  const { body } = openEventStream('0', { ...quiet, heartbeatMs: 20, livesMs: 110, onEnd })
  let text = ''
  for await (const chunk of body) text += String(chunk)
  expect(text.match(/^:\n\n/gm)?.length).toBeGreaterThanOrEqual(2)
  expect(onEnd).toHaveBeenCalledOnce()
})
