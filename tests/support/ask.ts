import type { IncomingHttpHeaders } from 'node:http'
import { type Dispatcher, request } from 'undici'

/** What came back, whole. */
export interface Answer {
  readonly status: number
  readonly headers: Headers
  /** Empty for a stream of events, which is let go as soon as its headers are there. */
  readonly text: string
}

/**
 * Asks as `fetch` does, for whoever asks ten thousand times: a quarter of the work, most of which a `fetch` spends on
 * streams that nobody reads. Redirects are shown, not followed.
 */
export async function ask(
  url: string,
  { method = 'GET', headers, body, signal = null }: RequestInit = {},
): Promise<Answer> {
  const answer = await request(url, {
    method: method as Dispatcher.HttpMethod,
    headers: Object.fromEntries(new Headers(headers)),
    signal,
    ...(body !== undefined && { body: body as string | Buffer }),
  })
  const isStream = String(answer.headers['content-type']).startsWith('text/event-stream')
  if (isStream) answer.body.on('error', () => {}).destroy()
  return {
    status: answer.statusCode,
    headers: headersOf(answer.headers),
    text: isStream ? '' : await answer.body.text(),
  }
}

function headersOf(headers: IncomingHttpHeaders): Headers {
  const entries = Object.entries(headers)
  return new Headers(
    entries.flatMap(([name, value]) => [value ?? []].flat().map((one): [string, string] => [name, one])),
  )
}
