import type { ServerResponse } from 'node:http'
import { gzipSync } from 'node:zlib'
import type { Prepared } from './rewrite.ts'
import type { FaultEffect } from './types.ts'

/**
 * Sends the answer in a broken way, straight on the socket.
 *
 * @returns false when the effect is none that concerns the wire: then nothing was sent.
 */
export function sendBroken(raw: ServerResponse, answer: Prepared, effect: FaultEffect): boolean {
  switch (effect.kind) {
    case 'hang':
      return true
    case 'reset':
      raw.socket?.resetAndDestroy()
      return true
    case 'cut': {
      const bytes = Buffer.from(answer.text)
      raw.writeHead(answer.status, { ...answer.headers, 'content-length': bytes.length })
      raw.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => raw.destroy())
      return true
    }
    case 'wrongLength': {
      const bytes = Buffer.from(answer.text)
      raw.writeHead(answer.status, { ...answer.headers, 'content-length': bytes.length + 64 })
      raw.write(bytes, () => raw.socket?.end())
      return true
    }
    case 'drip':
      drip(raw, answer, effect.intervalMs ?? 100)
      return true
    case 'oversized':
      flood(raw, answer, effect.bytes ?? 100 * 1024 * 1024)
      return true
    case 'gzipBomb': {
      const text = Buffer.alloc(effect.bytes ?? 50 * 1024 * 1024, 0x20)
      sendEncoded(raw, answer, gzipSync(text), 'gzip')
      return true
    }
    case 'stackedEncodings': {
      const layers = effect.layers ?? 8
      let bytes: Buffer = Buffer.from(answer.text)
      for (let layer = 0; layer < layers; layer++) bytes = gzipSync(bytes)
      sendEncoded(raw, answer, bytes, Array(layers).fill('gzip').join(', '))
      return true
    }
    default:
      return false
  }
}

function sendEncoded(raw: ServerResponse, answer: Prepared, bytes: Buffer, encoding: string): void {
  raw.writeHead(answer.status, {
    ...answer.headers,
    'content-encoding': encoding,
    'content-length': bytes.length,
  })
  raw.end(bytes)
}

function drip(raw: ServerResponse, answer: Prepared, intervalMs: number): void {
  const bytes = Buffer.from(answer.text)
  raw.writeHead(answer.status, { ...answer.headers, 'content-length': bytes.length })
  let position = 0
  const timer = setInterval(() => {
    raw.write(bytes.subarray(position, position + 1))
    position += 1
    if (position < bytes.length) return
    clearInterval(timer)
    raw.end()
  }, intervalMs)
  raw.on('close', () => clearInterval(timer))
}

/** A list whose rows never stop before `bytes`; written as fast as it is read, without being held. */
function flood(raw: ServerResponse, answer: Prepared, bytes: number): void {
  const row = `${JSON.stringify({ uri: 'https://api.calendly.com/scheduled_events/x', pad: 'x'.repeat(64_000) })},`
  raw.writeHead(200, answer.headers)
  raw.write('{"collection":[')
  let left = bytes
  const pour = () => {
    while (left > 0 && !raw.destroyed) {
      left -= row.length
      if (!raw.write(row)) {
        raw.once('drain', pour)
        return
      }
    }
    if (!raw.destroyed) {
      raw.end(
        '{}],"pagination":{"count":1,"next_page":null,"previous_page":null,"next_page_token":null,"previous_page_token":null}}',
      )
    }
  }
  pour()
}
