import type { ServerResponse } from 'node:http'
import { gzipSync } from 'node:zlib'
import type { CalendlyErrorCode } from '../errors.ts'

export interface Fault {
  name: string
  /** What the client must make of it. */
  code: CalendlyErrorCode
  answer: (response: ServerResponse) => void
}

const json = { 'content-type': 'application/json' }

function send(status: number, body: string | Buffer, headers: Record<string, string> = {}): Fault['answer'] {
  return (response) => {
    response.writeHead(status, { ...json, ...headers })
    response.end(body)
  }
}

/** Bytes straight onto the socket, then the end of the connection. */
function sendRaw(bytes: string): Fault['answer'] {
  return (response) => {
    response.socket?.end(bytes)
  }
}

/** Repeats a piece until the client hangs up, never holding more than a piece itself. */
function pour(piece: string | Buffer, everyMs = 0): Fault['answer'] {
  return (response) => {
    response.writeHead(200, json)
    let open = true
    response.on('close', () => {
      open = false
    })
    const next = () => {
      if (!open) return
      const more = response.write(piece)
      if (everyMs > 0) setTimeout(next, everyMs)
      else if (more) setImmediate(next)
      else response.once('drain', next)
    }
    next()
  }
}

const zeros = Buffer.alloc(50 * 1024 * 1024, ' ')
const megabyte = `{"a":"${'x'.repeat(1024 * 1024)}"},`

/** Faults of an upstream that listens. Those without a listener (refused, unknown host) are built by the test. */
export const faults: Fault[] = [
  { name: 'a hang before the headers', code: 'timeout', answer: () => {} },
  {
    name: 'a hang in the body',
    code: 'timeout',
    answer: (response) => response.writeHead(200, json).write('{"coll'),
  },
  { name: 'a body that drips', code: 'timeout', answer: pour(' ', 20) },
  {
    name: 'a reset before the headers',
    code: 'network',
    answer: (response) => response.socket?.resetAndDestroy(),
  },
  {
    name: 'a reset in the body',
    code: 'garbled',
    answer: (response) =>
      response
        .writeHead(200, json)
        .write('{"coll', () => setTimeout(() => response.socket?.resetAndDestroy(), 20)),
  },
  {
    name: 'a connection closed without an answer',
    code: 'network',
    answer: (response) => response.socket?.end(),
  },
  {
    name: 'fewer bytes than announced',
    code: 'garbled',
    answer: sendRaw(
      'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 5000\r\n\r\n{"collection":[]}',
    ),
  },
  {
    name: 'more bytes than announced',
    code: 'garbled',
    answer: sendRaw(
      'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 5\r\n\r\n{"collection":[]}',
    ),
  },
  {
    name: 'a chunked body without its end',
    code: 'garbled',
    answer: sendRaw('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n11\r\n{"collection":[]}\r\n'),
  },
  { name: 'no HTTP at all', code: 'garbled', answer: sendRaw('SSH-2.0-OpenSSH_9.2\r\n') },
  {
    name: 'endless headers',
    code: 'garbled',
    answer: sendRaw(`HTTP/1.1 200 OK\r\n${`x: ${'y'.repeat(1000)}\r\n`.repeat(200)}\r\n{}`),
  },
  {
    name: 'an HTML page',
    code: 'garbled',
    answer: send(200, '<html>canary-answer</html>', { 'content-type': 'text/html' }),
  },
  { name: 'an empty 200', code: 'garbled', answer: send(200, '') },
  { name: 'a 204', code: 'garbled', answer: send(204, '') },
  { name: 'JSON of another shape', code: 'garbled', answer: send(200, '{"canary-answer":[1,2,3]}') },
  {
    name: 'JSON cut in the middle',
    code: 'garbled',
    answer: send(200, '{"collection":[{"uri":"canary-answer'),
  },
  {
    name: 'JSON in another charset',
    code: 'garbled',
    answer: send(200, Buffer.from('{"collection":[]}', 'utf16le'), {
      'content-type': 'application/json; charset=utf-16le',
    }),
  },
  {
    name: 'deeply nested JSON',
    code: 'garbled',
    answer: send(200, `{"collection":${'['.repeat(500_000)}${']'.repeat(500_000)}}`),
  },
  { name: '100 MB of JSON', code: 'oversized', answer: pour(megabyte) },
  {
    name: 'a gzip bomb',
    code: 'oversized',
    answer: send(200, gzipSync(zeros), { 'content-encoding': 'gzip' }),
  },
  {
    name: 'stacked encodings',
    code: 'garbled',
    answer: send(200, gzipSync(gzipSync('{"collection":[]}')), { 'content-encoding': 'gzip, gzip' }),
  },
  {
    name: 'an encoding that is not what it says',
    code: 'garbled',
    answer: send(200, '{"collection":[]}', { 'content-encoding': 'gzip' }),
  },
  {
    name: 'a gzip body that is cut',
    code: 'garbled',
    answer: send(200, gzipSync('{"collection":[]}').subarray(0, 20), { 'content-encoding': 'gzip' }),
  },
  {
    name: 'an encoding nobody asked for',
    code: 'garbled',
    answer: send(200, 'x', { 'content-encoding': 'br' }),
  },
  {
    name: 'a redirect',
    code: 'redirected',
    answer: send(302, '', { location: 'http://127.0.0.1:9/canary-answer' }),
  },
  { name: 'a 304', code: 'redirected', answer: send(304, '') },
  {
    name: 'a 500 in HTML',
    code: 'unavailable',
    answer: send(500, '<html>canary-answer</html>', { 'content-type': 'text/html' }),
  },
  {
    name: 'a 503 that never ends',
    code: 'unavailable',
    answer: (response) => response.writeHead(503, json).write('{"mess'),
  },
  {
    name: 'a 403 with an endless body',
    code: 'forbidden',
    answer: (response) => {
      response.writeHead(403, json)
      response.write('x'.repeat(1_000_000))
    },
  },
  { name: 'a 429 without any header', code: 'rate_limited', answer: send(429, '') },
]
