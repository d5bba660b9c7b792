import type { Socket } from 'node:net'
import { problemDocument } from './problem.ts'

/** What is not even HTTP gets a problem as well, and its connection is closed. */
export function refuseGarbage(headers: Readonly<Record<string, string>>) {
  return (error: Error & { code?: string }, socket: Socket): void => {
    if (error.code === 'ECONNRESET' || !socket.writable) {
      socket.destroy()
      return
    }
    const status = statusOf(error.code)
    const { title, ...rest } = problemDocument({
      status,
      code: 'bad_http',
      detail: 'The request is no valid HTTP.',
    })
    const body = JSON.stringify({ title, ...rest })
    const lines = Object.entries({
      ...headers,
      'content-type': 'application/problem+json',
      'content-length': String(Buffer.byteLength(body)),
      connection: 'close',
    }).map(([name, value]) => `${name}: ${value}`)
    socket.end([`HTTP/1.1 ${status} ${title}`, ...lines, '', body].join('\r\n'))
  }
}

function statusOf(code: string | undefined): number {
  if (code === 'HPE_HEADER_OVERFLOW') return 431
  return code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400
}
