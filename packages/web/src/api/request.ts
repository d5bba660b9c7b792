import { ApiProblem, readProblem } from './problem.ts'
import type { TokenHolder } from './token.ts'

/** Calls to our own server; every failure is an `ApiProblem`. */
export interface Api {
  get<Answer>(path: string, query?: Query, signal?: AbortSignal): Promise<Answer>
  /** A file of the server's, as it is. */
  file(path: string, query?: Query): Promise<Blob>
  post<Answer>(path: string, body?: object): Promise<Answer>
  send<Answer>(method: 'PUT' | 'PATCH' | 'DELETE', path: string, body?: object): Promise<Answer>
  /**
   * Opens a stream of server-sent events behind the last `id` seen. It is cut by the signal, which must be aborted in the
   * end, and by a new token, which may be somebody else's.
   */
  stream(path: string, lastEventId: string | undefined, signal: AbortSignal): Promise<Response>
}

type Query = Readonly<Record<string, string | number | undefined>>

// The server answers a sync after 30 s at the latest; everything else is a read of its own database.
const READ_TIMEOUT_MS = 15_000
const WRITE_TIMEOUT_MS = 45_000
// All pages of everything somebody has.
const FILE_TIMEOUT_MS = 300_000

/** @param onRefused - told when an answer says that nobody is signed in. */
export function createApi(token: TokenHolder, send: typeof fetch, onRefused: () => void): Api {
  async function call(path: string, init: RequestInit): Promise<unknown> {
    const response = await ask(path, init)
    return response.json().catch(() => undefined)
  }

  async function ask(path: string, init: RequestInit): Promise<Response> {
    const bearer = token.current()
    const headers = new Headers(init.headers)
    if (!headers.has('accept')) headers.set('accept', 'application/json, application/problem+json')
    if (bearer !== undefined) headers.set('authorization', `Bearer ${bearer}`)
    const response = await send(path, { ...init, headers, cache: 'no-store' }).catch((cause: unknown) => {
      throw new ApiProblem(0, 'unreachable', 'The server does not answer.', cause)
    })
    if (response.status === 401) {
      token.ask()
      onRefused()
    }
    if (!response.ok) throw readProblem(response.status, await response.json().catch(() => undefined))
    return response
  }

  async function write<Answer>(method: string, path: string, body: object | undefined): Promise<Answer> {
    const signal = AbortSignal.timeout(WRITE_TIMEOUT_MS)
    const json = { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
    return asAnswer<Answer>(await call(path, { method, signal, ...(body !== undefined && json) }))
  }

  return {
    async get<Answer>(path: string, query: Query = {}, signal?: AbortSignal) {
      const timeout = AbortSignal.timeout(READ_TIMEOUT_MS)
      return asAnswer<Answer>(
        await call(withQuery(path, query), { signal: signal ? AbortSignal.any([signal, timeout]) : timeout }),
      )
    },
    async file(path, query = {}) {
      const response = await ask(withQuery(path, query), {
        headers: { accept: '*/*' },
        signal: AbortSignal.timeout(FILE_TIMEOUT_MS),
      })
      return response.blob()
    },
    post: (path, body = {}) => write('POST', path, body),
    send: (method, path, body) => write(method, path, body),
    stream(path, lastEventId, signal) {
      const outdated = new AbortController()
      signal.addEventListener(
        'abort',
        token.onChange(() => outdated.abort()),
        { once: true },
      )
      return ask(path, {
        headers: {
          accept: 'text/event-stream, application/problem+json',
          ...(lastEventId !== undefined && { 'last-event-id': lastEventId }),
        },
        signal: AbortSignal.any([signal, outdated.signal]),
      })
    },
  }
}

function withQuery(path: string, query: Query): string {
  const given = Object.entries(query).flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [[name, String(value)]],
  )
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given)}`
}

/** Safe because page and server are built from one commit, and the server checks its answers against its schema. */
function asAnswer<Answer>(body: unknown): Answer {
  return body as Answer
}
