import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { RequestLog } from '../api/request-log.ts'
import type { Tokens } from '../api/tokens.ts'
import type { SimulatorClock } from '../clock.ts'
import type { Faults } from '../faults/types.ts'
import type { OAuth } from '../oauth/types.ts'
import type { Scenes } from '../scenes/scenes.ts'
import type { Webhooks } from '../webhooks/types.ts'
import type { WebhookCenter } from '../webhooks/webhooks.ts'
import type { World } from '../world/world.ts'
import type { People } from '../worlds/people.ts'
import { conductFromJson } from './conduct-json.ts'
import { faultFromJson } from './fault-json.ts'
import { mayControl } from './guard.ts'
import { numberMember, textOf } from './members.ts'
import { addOAuthControl } from './oauth.ts'
import { controlPage } from './page.ts'
import type { Registrar } from './registrar.ts'
import { findVerb } from './verbs.ts'

/** What a person may look at and change. */
export interface Controlled {
  readonly clock: SimulatorClock
  readonly world: World
  readonly faults: Faults
  readonly requests: RequestLog
  readonly webhooks: Webhooks
  readonly tokens: Tokens
  readonly oauth: OAuth
  /** URIs of the people behind the tokens, and of their organization. */
  readonly people: People
}

/**
 * The control page and its JSON API under `/control`: no token, but only for callers on this machine. None of
 * it is Calendly's, so none of it is logged, limited or spoiled by faults.
 */
export function addControl(
  app: FastifyInstance,
  simulator: Controlled & { readonly webhooks: WebhookCenter; readonly scenes: Scenes },
): void {
  const { world, clock, faults, requests, webhooks, scenes } = simulator
  const on: Registrar = (method, url, act) => {
    app.route({
      method,
      url,
      handler: (request, reply) => answer(request, reply, act),
    })
  }
  app.get('/control', (request, reply) => {
    if (!mayControl(request)) return refuse(reply)
    return reply.type('text/html; charset=utf-8').send(controlPage)
  })
  on('GET', '/control/api/state', () => stateOf(simulator))
  on('POST', '/control/api/clock', ({ body }) => {
    const advanceMs = numberMember(body, 'advanceMs')
    const setMs = numberMember(body, 'setMs')
    if (advanceMs === undefined && setMs === undefined) throw new RangeError('give "advanceMs" or "setMs"')
    if (setMs !== undefined) clock.set(setMs)
    if (advanceMs !== undefined) clock.advance(advanceMs)
    return { now: new Date(clock.now()).toISOString() }
  })
  on('GET', '/control/api/requests', () => ({ count: requests.count(), latest: requests.all().slice(-100) }))
  on('DELETE', '/control/api/requests', () => requests.clear())
  on('GET', '/control/api/faults', () => ({ armed: faults.armed(), fired: faults.fired().slice(-100) }))
  on('POST', '/control/api/faults', ({ body }) => {
    faults.add(faultFromJson(body))
    return { armed: faults.armed() }
  })
  on('DELETE', '/control/api/faults', () => faults.clear())
  on('GET', '/control/api/webhooks', () => ({
    subscriptions: webhooks.subscriptions(),
    conduct: webhooks.conducted(),
    latest: webhooks.latest(30),
  }))
  on('POST', '/control/api/webhooks/conduct', ({ body }) => {
    webhooks.conduct(conductFromJson(body))
    return { conduct: webhooks.conducted() }
  })
  on('POST', '/control/api/webhooks/disable', ({ body }) => webhooks.disable(textOf(body, 'subscription')))
  on('POST', '/control/api/webhooks/fail', ({ body }) => webhooks.fail(textOf(body, 'subscription')))
  on('POST', '/control/api/webhooks/sample', ({ body }) =>
    webhooks.deliverSample(textOf(body, 'subscription')),
  )
  on('POST', '/control/api/webhooks/replay', ({ body }) => webhooks.replay(textOf(body, 'delivery')))
  on('GET', '/control/api/scenes', () => ({ scenes: scenes.list, playing: scenes.playing ?? null }))
  on('POST', '/control/api/scenes', ({ body }) => {
    scenes.playAll('story', numberMember(body, 'everyMs') ?? STORY_MS)
    return { done: 'The whole story is being played.' }
  })
  on('POST', '/control/api/scenes/:name', ({ params }) => ({
    done: scenes.play(String(Reflect.get(Object(params), 'name'))),
  }))
  addOAuthControl(on, simulator.oauth)
  on('POST', '/control/api/world/:verb', ({ params, body }) => {
    const name = String(Reflect.get(Object(params), 'verb'))
    const verb = findVerb(world, name)
    if (!verb) throw new RangeError(`the world has no verb "${name}"`)
    return { result: verb(Array.isArray(body) ? body : body === undefined ? [] : [body]) ?? null }
  })
}

/** Long enough to see what becomes of a scene. */
const STORY_MS = 15_000

async function answer(
  request: FastifyRequest,
  reply: FastifyReply,
  act: (request: FastifyRequest) => unknown,
) {
  if (!mayControl(request)) return refuse(reply)
  try {
    return reply.send((await act(request)) ?? {})
  } catch (error) {
    return reply.code(400).send({ error: error instanceof Error ? error.message : String(error) })
  }
}

function refuse(reply: FastifyReply) {
  return reply
    .code(403)
    .send({ error: 'The control page answers only this machine, and writes only as application/json.' })
}

/** What the page shows: time, people, tokens and the meetings around now. */
function stateOf({ world, clock, tokens, people, requests }: Controlled) {
  const nowMs = clock.now()
  const meetings = world.truthFor(people.adviser)
  const ahead = meetings.findIndex(({ event }) => Date.parse(event.end_time) >= nowMs)
  const middle = ahead < 0 ? meetings.length : ahead
  return {
    now: new Date(nowMs).toISOString(),
    people,
    tokens: { adviser: tokens.adviser, admin: tokens.admin, member: tokens.member },
    meetings: world.size,
    requests: requests.count(),
    users: world.users().map(({ uri, name, email }) => ({ uri, name, email })),
    organizations: world.organizations().map(({ uri, name, stage }) => ({ uri, name, stage })),
    memberships: world.memberships().map(({ role, user, organization }) => ({
      role,
      user: user.uri,
      organization,
    })),
    eventTypes: world.eventTypes().map(({ uri, name, kind, duration }) => ({ uri, name, kind, duration })),
    nearby: meetings.slice(Math.max(0, middle - 15), middle + 40),
  }
}
