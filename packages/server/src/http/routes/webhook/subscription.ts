import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { callerOf } from '../../auth/caller.ts'
import type { Route } from '../../route.ts'
import { idParams } from '../../schemas/query.ts'
import { subscriptionAnswer, subscriptionTrial } from '../../schemas/subscription.ts'

const path = '/api/calendly/webhook/subscriptions/:id'
const asked = {
  tags: ['Webhooks'],
  params: idParams,
  body: z.strictObject({}).nullish(),
}
const whose = 'The account is the caller’s own, or anybody’s for an operator.'

export const recreateSubscription: Route = (app, { sync }) => {
  const schema = {
    ...asked,
    summary: 'Replace the subscription behind an account: the new one first, then the old one is removed',
    description: `${whose} \`success: false\` says in words why nothing was replaced.`,
    response: { 200: subscriptionAnswer },
  }
  app.post(`${path}/recreate`, { schema }, (request) =>
    sync.webhooks.recreate(callerOf(request), request.params.id),
  )
}

export const rotateSubscription: Route = (app, { sync }) => {
  const schema = {
    ...asked,
    summary: 'Give the subscription behind an account another signing key',
    description: `${whose} Both keys are good until the old subscription is gone.`,
    response: { 200: subscriptionAnswer },
  }
  app.post(`${path}/rotate`, { schema }, (request) =>
    sync.webhooks.rotateOf(callerOf(request), request.params.id),
  )
}

export const tryOutSubscription: Route = (app, { sync }) => {
  const schema = {
    ...asked,
    summary: 'Send a signed sample and tell how far it comes',
    description: `${whose} Through PUBLIC_URL, or straight to this server where that is not public. It changes no meeting.`,
    response: { 200: subscriptionTrial },
  }
  app.post(`${path}/test`, { schema }, (request) =>
    sync.webhooks.tryOut(callerOf(request), request.params.id, { loopback: ownAddress(request) }),
  )
}

/** Where this request came in: an address of this very process, whatever the request says of itself. */
function ownAddress({ socket }: FastifyRequest): string | undefined {
  const { localAddress, localPort } = socket
  if (localAddress === undefined || localPort === undefined) return undefined
  return `http://${localAddress.includes(':') ? `[${localAddress}]` : localAddress}:${localPort}`
}
