import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { FastifyInstance } from 'fastify'
import type { IdKind } from './belongings.ts'

/** `GET /api/meetings/:id` and the like. */
export type RouteName = `${string} ${string}`

/**
 * Notes every route of every HTTP server that is made while `work` lasts: the server's own list, whoever adds to it.
 *
 * @see Fastify docs, "Hooks": the diagnostics channel `fastify.initialization`.
 */
export async function routesMadeBy<Result>(
  work: () => Promise<Result>,
  isOurs: (app: FastifyInstance) => boolean,
): Promise<{ readonly result: Result; readonly routes: readonly RouteName[] }> {
  const found = new Map<FastifyInstance, Set<RouteName>>()
  const note = (message: unknown) => {
    const { fastify } = message as { fastify: FastifyInstance } // what Fastify publishes there
    const routes = new Set<RouteName>()
    found.set(fastify, routes)
    fastify.addHook('onRoute', ({ method, url }) => {
      for (const one of [method].flat()) routes.add(`${one} ${url}`)
    })
  }
  subscribe('fastify.initialization', note)
  try {
    const result = await work()
    const routes = [...found].filter(([app]) => isOurs(app)).flatMap(([, names]) => [...names])
    return { result, routes: [...new Set(routes)].sort() }
  } finally {
    unsubscribe('fastify.initialization', note)
  }
}

/** What a route answers with, as far as isolation goes. */
export type RouteClass =
  /**
   * Names one thing by its id: `404` for whoever does not own it. `removes`: its owner has it no more afterwards; `takes`: it
   * takes two of the owner's that belong together (tests/server/clients.test.ts); `operators`: they reach everybody's.
   */
  | {
      readonly names: IdKind
      readonly body?: unknown
      readonly removes?: true
      readonly takes?: 'two'
      readonly operators?: true
    }
  /** The caller's own, without an id in the path. `by`: filters and members of the body that take ids. */
  | { readonly lists: 'own'; readonly by?: readonly Filter[]; readonly body?: unknown }
  /** `403` for everybody but operators; they see users and accounts, and nothing of meetings and clients. */
  | { readonly for: 'operators'; readonly body?: unknown }
  /** Facts of the installation, nobody's data. */
  | { readonly tells: 'installation' }
  /** Knows who asks by a token that opens nothing else; without it there is nothing. */
  | { readonly opens: 'with its own token' }
  /** Proves itself by a signature. */
  | { readonly takes: 'deliveries' }

/** An id that is no part of the path. */
export type Filter =
  | { readonly query: string; readonly kind: IdKind }
  | { readonly member: string; readonly kind: IdKind }

/** What absent has. */
const absent = '00000000-0000-4000-8000-000000000000'

/**
 * Every route of the server, classified. A route that is not here fails the test: say what it answers with, and it is
 * probed with everybody else's ids.
 */
export const routeClasses: Readonly<Record<RouteName, RouteClass>> = {
  'GET /api/calendly/status': { lists: 'own' },
  'POST /api/calendly/sync': { lists: 'own', by: [{ member: 'accountId', kind: 'account' }], body: {} },
  'GET /api/calendly/runs': { lists: 'own', by: [{ query: 'accountId', kind: 'account' }] },
  'GET /api/calendly/runs/:id': { names: 'run' },
  'GET /api/calendly/runs/:id/changes': { names: 'run' },
  'GET /api/calendly/scheduler/status': { tells: 'installation' },
  'POST /api/calendly/scheduler/trigger': { lists: 'own', body: {} },
  'GET /api/meetings': {
    lists: 'own',
    by: [
      { query: 'clientId', kind: 'client' },
      { query: 'accountId', kind: 'account' },
    ],
  },
  'GET /api/meetings/facets': {
    lists: 'own',
    by: [
      { query: 'clientId', kind: 'client' },
      { query: 'accountId', kind: 'account' },
    ],
  },
  'GET /api/meetings/calendar': {
    lists: 'own',
    by: [
      { query: 'clientId', kind: 'client' },
      { query: 'accountId', kind: 'account' },
    ],
  },
  'GET /api/meetings/:id': { names: 'meeting' },
  'GET /api/meetings/:id/raw': { names: 'meeting' },
  'GET /api/meetings.csv': {
    lists: 'own',
    by: [
      { query: 'clientId', kind: 'client' },
      { query: 'accountId', kind: 'account' },
    ],
  },
  'GET /api/meetings.ics': { opens: 'with its own token' },
  'GET /api/meetings.ics/token': { lists: 'own' },
  'POST /api/meetings.ics/token': { lists: 'own', body: {} },
  'DELETE /api/meetings.ics/token': { lists: 'own', body: {} },
  'GET /api/changes': { lists: 'own' },
  'GET /api/activity': { lists: 'own', by: [{ query: 'accountId', kind: 'account' }] },
  'GET /api/insights': { lists: 'own' },
  'GET /api/events': { lists: 'own' },
  'GET /api/clients': { lists: 'own' },
  'GET /api/clients/:id': { names: 'client' },
  'GET /api/clients/:id/export': { names: 'client' },
  'PATCH /api/clients/:id': { names: 'client', body: { notes: 'probed' } },
  'DELETE /api/clients/:id': { names: 'client', removes: true },
  'POST /api/clients/:id/merge': { names: 'client', body: { clientId: absent }, takes: 'two' },
  'POST /api/clients/:id/unmerge': { names: 'client', body: { clientId: absent }, takes: 'two' },
  'GET /api/clients/suggestions': { lists: 'own' },
  'POST /api/clients/suggestions/:id': { names: 'suggestion', body: { decision: 'rejected' }, takes: 'two' },
  'GET /api/calendly/accounts': { lists: 'own' },
  'PATCH /api/calendly/accounts/:id': { names: 'account', body: { state: 'active' } },
  'POST /api/calendly/accounts/:id/confirm-missing': { names: 'account', body: {} },
  'POST /api/calendly/accounts': { lists: 'own', body: { token: 'no-token-of-calendly' } },
  'DELETE /api/calendly/accounts/:id': { names: 'account', removes: true },
  'POST /api/calendly/oauth/start': { lists: 'own', body: {} },
  'POST /api/calendly/oauth/complete': { lists: 'own', body: { code: 'none', state: 'none' } },
  'GET /api/calendly/oauth/callback': { tells: 'installation' },
  'GET /api/calendly/webhook/test': { lists: 'own' },
  'GET /api/calendly/webhook/deliveries': { lists: 'own' },
  'GET /api/calendly/webhook/deliveries/:id': { names: 'delivery' },
  'POST /api/calendly/webhook/deliveries/:id/replay': { names: 'delivery' },
  'POST /api/calendly/webhook/deliveries/replay': { lists: 'own', body: { outcome: 'failed' } },
  'POST /api/calendly/webhook/subscriptions/:id/recreate': { names: 'account', body: {}, operators: true },
  'POST /api/calendly/webhook/subscriptions/:id/rotate': { names: 'account', body: {}, operators: true },
  'POST /api/calendly/webhook/subscriptions/:id/test': { names: 'account', body: {}, operators: true },
  'GET /api/alerts': { lists: 'own', by: [{ query: 'accountId', kind: 'account' }] },
  'GET /api/alerts/rules': { lists: 'own' },
  'PUT /api/alerts/rules': { lists: 'own', body: {} },
  'GET /api/alerts/preview': { lists: 'own' },
  'POST /api/alerts/test': { lists: 'own', body: {} },
  'GET /api/alerts/unsubscribe': { tells: 'installation' },
  'POST /api/alerts/unsubscribe': { tells: 'installation' },
  'GET /api/operations': { for: 'operators' },
  'POST /api/operations/pause': { for: 'operators', body: { accountId: absent } },
  'POST /api/operations/resume': { for: 'operators', body: { accountId: absent } },
  'POST /api/operations/retry': { for: 'operators', body: { code: 'no_such_code' } },
  'POST /api/operations/mute': {
    for: 'operators',
    body: { accountId: absent, until: '2030-01-01T00:00:00Z' },
  },
  'DELETE /api/operations/mute/:id': { for: 'operators' },
  'POST /api/calendly/webhook': { takes: 'deliveries' },
  'POST /api/calendly/webhook/:endpointId': { takes: 'deliveries' },
  'GET /api/session': { tells: 'installation' },
  'GET /api/setup': { tells: 'installation' },
  'GET /livez': { tells: 'installation' },
  'GET /readyz': { tells: 'installation' },
  'GET /metrics': { tells: 'installation' },
  'GET /openapi.json': { tells: 'installation' },
  'GET /docs': { tells: 'installation' },
  'GET /docs/docs.css': { tells: 'installation' },
  'GET /': { tells: 'installation' },
  'GET /meetings': { tells: 'installation' },
  'GET /clients': { tells: 'installation' },
  'GET /book': { tells: 'installation' },
  'GET /activity': { tells: 'installation' },
  'GET /webhooks': { tells: 'installation' },
  'GET /accounts': { tells: 'installation' },
  'GET /operations': { tells: 'installation' },
  'GET /alerts': { tells: 'installation' },
  'GET /setup': { tells: 'installation' },
  'GET /*': { tells: 'installation' },
}
