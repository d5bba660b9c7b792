import { onTestFinished } from 'vitest'
import { createSimulator, type Simulator, type SimulatorOptions } from '../simulator.ts'

export interface Reply {
  status: number
  headers: Headers
  body: unknown
}

export interface Served {
  simulator: Simulator
  url: string
  /** Sends a request with the token, the adviser's unless another is given; null sends none. */
  call(method: string, path: string, options?: { token?: string | null; body?: unknown }): Promise<Reply>
  get(path: string, token?: string | null): Promise<Reply>
}

/** A simulator that listens until the test is over. */
export async function serve(options: SimulatorOptions = {}): Promise<Served> {
  const simulator = await createSimulator({ rateLimitPerMinute: Number.POSITIVE_INFINITY, ...options })
  const { url } = await simulator.listen()
  onTestFinished(() => simulator.close())
  const call: Served['call'] = async (method, path, { token = simulator.tokens.adviser, body } = {}) => {
    const response = await fetch(url + path, {
      method,
      redirect: 'manual',
      headers: {
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    return {
      status: response.status,
      headers: response.headers,
      body: text === '' ? undefined : JSON.parse(text),
    }
  }
  return {
    simulator,
    url,
    call,
    get: (path, token) => call('GET', path, token === undefined ? {} : { token }),
  }
}

export interface ListBody {
  collection: { uri: string }[]
  pagination: {
    count: number
    next_page: string | null
    previous_page: string | null
    next_page_token: string | null
    previous_page_token: string | null
  }
}

// The routes' shapes are what `self-check.http.test.ts` establishes; other tests may rely on them.
export function asList(body: unknown): ListBody {
  return body as ListBody
}

/** Follows `next_page` to the end. */
export async function readAll(served: Served, path: string, token?: string): Promise<{ uri: string }[]> {
  const rows = []
  for (let next: string | null = path; next !== null; ) {
    const { status, body } = await served.get(next, token)
    if (status !== 200) throw new Error(`${next} answered ${status}: ${JSON.stringify(body)}`)
    const page = asList(body)
    rows.push(...page.collection)
    next = page.pagination.next_page?.replace('https://api.calendly.com', '') ?? null
  }
  return rows
}
