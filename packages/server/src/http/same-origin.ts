import type { FastifyRequest } from 'fastify'
import { HttpProblem } from './problem.ts'

const safeMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Where a cookie says who asks, whatever changes something must come from a page of ours. A browser names the page's
 * origin with every such request (WHATWG Fetch, "append a request Origin header"), so one without a name is refused too.
 *
 * @param publicUrl - `PUBLIC_URL`; the Host header is never asked, since anybody may write it.
 * @throws HttpProblem 403 `foreign_origin`.
 */
export function requireSameOrigin({ method, headers }: FastifyRequest, publicUrl: string): void {
  if (safeMethods.has(method) || headers.origin === new URL(publicUrl).origin) return
  throw new HttpProblem(
    403,
    'foreign_origin',
    `With a session cookie only pages of ${new URL(publicUrl).origin} (PUBLIC_URL) may change something, and the Origin header ${headers.origin === undefined ? 'is missing' : 'names another'}.`,
  )
}
