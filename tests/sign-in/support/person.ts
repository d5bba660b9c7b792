import { getJson, type Json } from '../../server/support/installation.ts'

/** Somebody at a browser: keeps cookies, and says from which page a request comes. */
export interface Person {
  /** As the browser would send it; empty without a session. */
  cookie: string
  get(path: string): Promise<Answer>
  post(path: string, body?: object): Promise<Answer>
  send(method: string, path: string, body?: object): Promise<Answer>
}

export interface Answer {
  readonly status: number
  readonly body: Json
  readonly headers: Headers
}

/**
 * @param url - of the server.
 * @param origin - of its pages: `PUBLIC_URL`.
 */
export function personAt(url: string, origin = url): Person {
  const person: Person = {
    cookie: '',
    get: (path) => person.send('GET', path),
    post: (path, body = {}) => person.send('POST', path, body),
    async send(method, path, body) {
      const headers = {
        ...(method !== 'GET' && { origin }),
        ...(person.cookie !== '' && { cookie: person.cookie }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      }
      const init = { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) }
      const answer = await getJson(`${url}${path}`, init)
      for (const set of answer.headers.getSetCookie()) person.cookie = kept(person.cookie, set)
      return answer
    },
  }
  return person
}

/** Of our cookie only; a `Max-Age=0` forgets it. */
function kept(before: string, set: string): string {
  const [pair = ''] = set.split(';')
  if (!/^(__Host-)?calendly-sync=/.test(pair)) return before
  return /; *Max-Age=0/i.test(set) ? '' : pair
}

/** The secret of the newest link in a text or log. */
export function secretIn(text: string): string {
  const found = [...text.matchAll(/#invitation=([\w-]{43})/g)].at(-1)?.[1]
  if (found === undefined) throw new Error(`no link in: ${text}`)
  return found
}
