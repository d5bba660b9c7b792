import http from 'node:http'

/** What came back, and how long it took. */
export interface Answer {
  readonly status: number
  readonly headers: http.IncomingHttpHeaders
  readonly body: string
  readonly tookMs: number
}

export interface Sending {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string | readonly string[]>>
  readonly body?: string | Buffer
  readonly agent?: http.Agent
  /** Sent as it is; a URL would be tidied up. */
  readonly path?: string
}

/** One request by hand: no header but those that are asked for. @throws when no answer came. */
export function send(origin: string, sending: Sending): Promise<Answer> {
  const { hostname, port } = new URL(origin)
  const beganMs = performance.now()
  const { method = 'POST', headers = {}, body, agent, path = '/api/calendly/webhook' } = sending
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }
    const request = http.request({
      hostname,
      port,
      path,
      method,
      headers: { ...length, ...headers },
      ...(agent && { agent }),
    })
    request.on('error', reject)
    request.on('response', (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks).toString(),
          tookMs: performance.now() - beganMs,
        }),
      )
    })
    request.end(body)
  })
}

/** The value below which this share of the measurements lies; 0 of none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}
