import type { WebhookSubscriptionResource } from 'calendly-simulator'
import { expect } from 'vitest'
import type { Stage } from './stage.ts'

const everyEvent = [
  'invitee.created',
  'invitee.canceled',
  'invitee_no_show.created',
  'invitee_no_show.deleted',
]

/** Calls Calendly as the adviser would from a shell, behind the installation's back. */
export async function askCalendly(
  { calendlyUrl, simulator }: Pick<Stage, 'calendlyUrl' | 'simulator'>,
  method: string,
  path: string,
  body?: object,
): Promise<number> {
  const { status } = await fetch(`${calendlyUrl}${path}`, {
    method,
    headers: { authorization: `Bearer ${simulator.tokens.adviser}`, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  })
  return status
}

/** Subscribes a URL by hand. */
export async function subscribe(
  stage: Pick<Stage, 'calendlyUrl' | 'simulator'>,
  url: string,
  key: string,
  events = everyEvent,
): Promise<void> {
  const { organization } = stage.simulator.people
  const body = { url, events, organization, scope: 'organization', signing_key: key }
  expect(await askCalendly(stage, 'POST', '/webhook_subscriptions', body)).toBe(201)
}

/** What Calendly has at exactly this URL. */
export function subscriptionsAt({ simulator }: Pick<Stage, 'simulator'>, url: string) {
  return simulator.webhooks.subscriptions().filter(({ callback_url }) => callback_url === url)
}

/** Expects exactly one subscription at a URL of its own below `url`, active, and answers it. */
export function theOne(stage: Pick<Stage, 'simulator'>, url: string): WebhookSubscriptionResource {
  const own = stage.simulator.webhooks
    .subscriptions()
    .filter(({ callback_url }) => /\/api\/calendly\/webhook\/./.test(callback_url))
  expect(own.map(({ state, callback_url }) => [state, callback_url.slice(0, url.length)])).toEqual([
    ['active', url],
  ])
  const [one] = own
  if (!one) throw new Error('there is no subscription')
  return one
}
