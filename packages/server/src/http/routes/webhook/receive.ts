import { type IncomingDelivery, SyncError } from 'calendly-sync-engine'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { App, RouteContext } from '../../route.ts'

const bare = '/api/calendly/webhook'
const own = '/api/calendly/webhook/:endpointId'

const answer = z.object({ received: z.literal(true), repeated: z.boolean() })

const schema = {
  tags: ['Webhooks'],
  security: [],
  response: { 200: answer },
}

/** Whether a request is a delivery, which comes from outside and proves itself by its signature. */
export function isDelivery(request: FastifyRequest): boolean {
  const { url } = request.routeOptions
  return request.method === 'POST' && (url === bare || url === own)
}

/**
 * Where Calendly delivers. The bytes are kept as they came: nothing parses them before they are stored. What shows by
 * its header alone that it is none of Calendly's is refused before its body is read.
 */
export function receiveWebhooks(app: App, { sync }: RouteContext): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  app.addHook('onRequest', async (request, reply) => {
    // Bytes are bytes whatever they are called: a type that is none would be answered with 415, signed or not.
    request.raw.headers['content-type'] = 'application/octet-stream'
    const refusal = sync.webhooks.refusal(incoming(request)) ?? tooLong(request)
    if (!refusal) return
    reply.header('connection', 'close') // the rest of the body is not waited for
    throw refusal
  })
  const receive = async (request: FastifyRequest, reply: FastifyReply) => {
    const { isNew } = await sync.webhooks.receive(incoming(request))
    return reply.code(200).send({ received: true, repeated: !isNew })
  }
  app.post(
    bare,
    { schema: { ...schema, summary: 'Deliveries of subscriptions that were made by hand' } },
    receive,
  )
  app.post(
    own,
    {
      schema: {
        ...schema,
        summary: 'Deliveries of a subscription that this installation made',
        params: z.object({ endpointId: z.string() }),
      },
    },
    receive,
  )
}

function incoming(request: FastifyRequest): IncomingDelivery {
  const { headers, body, params } = request
  return {
    endpointId: endpointIn(params),
    signature: [headers['calendly-webhook-signature'] ?? []].flat().join(', ') || undefined,
    body: Buffer.isBuffer(body) ? body : Buffer.alloc(0),
    ...(headers['content-encoding'] !== undefined && {
      encoding: headers['content-encoding'].trim().toLowerCase(),
    }),
    ...(headers['user-agent'] !== undefined && { userAgent: headers['user-agent'] }),
  }
}

/** Null at the URL without one. */
function endpointIn(params: unknown): string | null {
  const isNamed = typeof params === 'object' && params !== null && 'endpointId' in params
  return isNamed ? String(params.endpointId) : null
}

function tooLong({ headers, routeOptions }: FastifyRequest): SyncError | undefined {
  const length = Number(headers['content-length'] ?? 0)
  const limit = routeOptions.bodyLimit
  if (limit === undefined || !(length > limit)) return undefined
  return new SyncError('body_too_large', `A delivery may have ${limit / 1024} kB.`)
}
