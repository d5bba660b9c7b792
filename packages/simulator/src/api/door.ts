import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { SimulatorClock } from '../clock.ts'
import type { FaultRegistry, Spoiling } from '../faults/faults.ts'
import { type Prepared, rewrite } from '../faults/rewrite.ts'
import { sendBroken } from '../faults/wire.ts'
import { type Answer, answerOf } from './answer.ts'
import type { Query } from './query.ts'
import type { RequestRecorder } from './request-log.ts'

/** A request as its kind of route understands it. */
export interface Call {
  /** With parameters in braces; `(unknown)` when no route fits. */
  readonly template: string
  /** URI of the user it acts for, null when nobody can tell. */
  readonly user: string | null
  /** What the log shows of its parameters: no secrets. */
  readonly query: Query
  /** @param acts - false: a fault wants a write to be left undone; its answer is spoiled anyway. */
  answer(acts: boolean): Answer
}

/** The way of every request to Calendly: log, faults, route, answer. */
export type Door = (request: FastifyRequest, reply: FastifyReply, call: Call) => Promise<FastifyReply>

export interface DoorParts {
  clock: SimulatorClock
  requests: RequestRecorder
  faults: FaultRegistry
  /** Real milliseconds that every answer waits. */
  latencyMs: number
}

export function createDoor({ clock, requests, faults, latencyMs }: DoorParts): Door {
  return async (request, reply, call) => {
    const entry = requests.arrive({
      at: clock.now(),
      method: request.method,
      path: pathOf(request),
      template: call.template,
      query: call.query,
      user: call.user,
    })
    const spoiling = faults.strike(entry)
    const prepared = prepare(answerOf(() => call.answer(spoiling.acts)))
    if (latencyMs > 0) await sleep(latencyMs)
    const status = await send(request, reply, prepared, spoiling)
    if (status !== null) requests.answered(entry, status)
    return reply
  }
}

export function pathOf(request: FastifyRequest): string {
  return request.url.split('?', 1)[0] ?? ''
}

function prepare(answer: Answer): Prepared {
  const text = answer.html ?? (answer.body === undefined ? '' : JSON.stringify(answer.body))
  const headers: Record<string, string> = {
    'cache-control': 'max-age=0, private, must-revalidate',
    ...answer.headers,
  }
  if (text !== '') {
    const kind = answer.html === undefined ? 'application/json' : 'text/html'
    headers['content-type'] = `${kind}; charset=utf-8`
    headers.etag = `W/"${createHash('md5').update(text).digest('hex')}"`
  }
  return { status: answer.status, headers, text }
}

/** @returns the status that went out, null when nothing did. */
async function send(
  request: FastifyRequest,
  reply: FastifyReply,
  answer: Prepared,
  spoiling: Spoiling,
): Promise<number | null> {
  const prepared = spoiling.effects.reduce((made, effect) => rewrite(made, effect, request.url), answer)
  for (const effect of spoiling.effects) if (effect.kind === 'delay') await sleep(effect.delayMs)
  if (spoiling.held) await spoiling.held
  for (const effect of spoiling.effects) {
    if (!sendBroken(reply.raw, prepared, effect)) continue
    reply.hijack()
    return effect.kind === 'hang' || effect.kind === 'reset' ? null : prepared.status
  }
  reply.code(prepared.status).headers(prepared.headers)
  if (prepared.text === '') reply.send()
  else reply.send(prepared.text)
  return prepared.status
}
