import type { IncomingHttpHeaders } from 'node:http'
import { isLoopback } from 'calendly-sync-engine'
import { HttpProblem } from './problem.ts'

/**
 * Where nobody signs in, only this machine may ask: a tunnel or a rebound DNS name brings another Host, a page of
 * somebody else's brings its Origin (contract, `AUTH_MODE`).
 *
 * @throws HttpProblem 403 `not_local`.
 */
export function requireLocal(headers: IncomingHttpHeaders): void {
  const forwarded = [headers['x-forwarded-host'] ?? []].flat().flatMap((value) => value.split(','))
  const hosts = [headers.host ?? '', ...forwarded.map((value) => value.trim())]
  if (!hosts.every((host) => isLoopback(hostName(host)))) throw refused('Host')
  const { origin } = headers
  if (origin !== undefined && !(URL.canParse(origin) && isLoopback(new URL(origin).hostname))) {
    throw refused('Origin')
  }
}

function hostName(host: string): string {
  return host.replace(/:\d*$/, '')
}

function refused(header: string): HttpProblem {
  return new HttpProblem(
    403,
    'not_local',
    `Nobody has to sign in here, so only this machine may ask, and the ${header} header names another. Open http://127.0.0.1, or turn sign-in on with JWT_SECRET or JWT_JWKS_URL.`,
  )
}
