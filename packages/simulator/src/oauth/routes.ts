import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Answer } from '../api/answer.ts'
import type { Call, Door } from '../api/door.ts'
import type { TokenBook } from '../api/tokens.ts'
import { userUri, type WorldState } from '../world/state.ts'
import { showConsent, takeConsent } from './authorize.ts'
import type { Clients } from './clients.ts'
import { queryOf } from './form.ts'
import type { Grants } from './grants.ts'
import { introspect } from './introspect.ts'
import { metadata } from './metadata.ts'
import { revoke } from './revoke.ts'
import type { TokenEndpoint } from './token.ts'

/** What the routes stand on. */
export interface OAuthParts {
  readonly state: WorldState
  readonly tokens: TokenBook
  readonly clients: Clients
  readonly grants: Grants
  readonly tokenEndpoint: TokenEndpoint
}

interface Visit {
  readonly query: URLSearchParams
  /** Undefined when the body is no form. */
  readonly form: URLSearchParams | undefined
  readonly authorization: string | undefined
  /** The address that the request was sent to. */
  readonly origin: string
}

interface OAuthRoute {
  readonly method: 'GET' | 'POST'
  readonly template: string
  handle(parts: OAuthParts, visit: Visit): Answer
}

/** Everything the simulator serves of auth.calendly.com. */
export const oauthRoutes: readonly OAuthRoute[] = [
  {
    method: 'GET',
    template: '/oauth/authorize',
    handle: ({ state, clients }, { query }) => showConsent(state, clients, query),
  },
  {
    method: 'POST',
    template: '/oauth/authorize',
    handle: ({ state, clients, grants }, { form }) => takeConsent(state, clients, grants, form),
  },
  {
    method: 'POST',
    template: '/oauth/token',
    handle: ({ tokenEndpoint }, { form, authorization }) => tokenEndpoint.answer({ form, authorization }),
  },
  {
    method: 'POST',
    template: '/oauth/revoke',
    handle: ({ clients, grants }, { form }) => revoke(clients, grants, form),
  },
  {
    method: 'POST',
    template: '/oauth/introspect',
    handle: ({ clients, grants, tokens }, { form }) => introspect(clients, grants, tokens, form),
  },
  {
    method: 'GET',
    template: '/.well-known/oauth-authorization-server',
    handle: (_parts, { origin }) => metadata(origin),
  },
]

/** Puts Calendly's authorization server on the same address as its API. */
export function addOAuth(app: FastifyInstance, door: Door, parts: OAuthParts): void {
  // A scope of its own: these routes read forms, where the API reads JSON.
  app.register(async (scoped) => {
    scoped.removeAllContentTypeParsers()
    scoped.addContentTypeParser('*', { parseAs: 'string' }, (_request, text, done) => done(null, text))
    for (const route of oauthRoutes) {
      scoped.route({
        method: route.method,
        url: route.template,
        handler: (request, reply) => door(request, reply, callOf(route, parts, request)),
      })
    }
  })
}

function callOf(route: OAuthRoute, parts: OAuthParts, request: FastifyRequest): Call {
  const visit: Visit = {
    query: queryOf(request.url),
    form: formOf(request),
    authorization: request.headers.authorization,
    origin: `http://${request.headers.host}`,
  }
  const user = parts.tokenEndpoint.userOf(visit.form)
  return {
    template: route.template,
    user: user ? userUri(user) : null,
    query: loggable(visit),
    answer: (acts) =>
      acts || route.method === 'GET' ? route.handle(parts, visit) : { status: 500, body: {} },
  }
}

function formOf({ headers, body }: FastifyRequest): URLSearchParams | undefined {
  const isForm = /^application\/x-www-form-urlencoded\b/i.test(headers['content-type'] ?? '')
  return isForm && typeof body === 'string' ? new URLSearchParams(body) : undefined
}

/** Parameters of the query and the form that are no secrets. */
function loggable({ query, form }: Visit): Record<string, string> {
  const shown: Record<string, string> = {}
  for (const name of ['grant_type', 'client_id', 'redirect_uri', 'response_type', 'scope']) {
    const value = query.get(name) ?? form?.get(name)
    if (typeof value === 'string') shown[name] = value
  }
  return shown
}
