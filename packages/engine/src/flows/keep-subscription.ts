import { randomBytes, randomUUID } from 'node:crypto'
import type { CalendlyClient } from '../calendly/client.ts'
import { CalendlyError } from '../calendly/errors.ts'
import type { Log } from '../log.ts'
import { instant, list, text } from '../resources/lenient.ts'
import { lastSegment } from '../resources/uri.ts'
import type { Secrets } from '../secrets.ts'
import type { Database } from '../store/database.ts'
import {
  activateEndpoint,
  type Endpoint,
  intendEndpoint,
  listEndpoints,
  removeEndpoint,
  type SubscriptionScope,
  sealedFor,
} from '../store/endpoints.ts'
import {
  type Listed,
  planSubscription,
  type SubscriptionPlan,
  subscribedEvents,
} from './plan-subscription.ts'

/** With whose token, and how it is done. */
export interface Subscriber {
  readonly database: Database
  readonly client: CalendlyClient
  readonly secrets: Secrets
  readonly log: Log
  /** What all our endpoint URLs begin with, up to the last slash. */
  readonly base: string
  readonly credential: string
  /** URI of the Calendly user the token acts as. */
  readonly calendlyUser: string
  readonly organization: string
  /** Given: what Calendly signs with (an OAuth app's key); else each subscription gets a new key of ours. */
  readonly signingKey?: string
  /** The widest that the token may have. */
  readonly scope: SubscriptionScope
  readonly signal?: AbortSignal
  readonly priority: 'person' | 'background'
}

/** What a superseded subscription sent just before it was removed is still under way for so long. */
const graceSeconds = 120

/** Looks at most; what is left then is for the next tick. */
const mostLooks = 5

/**
 * Sees to it that exactly one subscription of this installation is active for a token: makes what is missing, makes anew
 * what Calendly has disabled, takes over what a lost answer left behind, and removes what is superfluous; the new one
 * first, the old one last. Any number of processes may do it at once, and it may be interrupted anywhere: whoever has
 * done something looks again, for another one may have done the same since the look before.
 *
 * @returns what was found before anything was done.
 * @throws CalendlyError, `forbidden` when the token or plan has no webhooks.
 */
export async function keepSubscription(subscriber: Subscriber): Promise<SubscriptionPlan> {
  const first = await look(subscriber)
  let seen = first
  for (let looks = 1; ; looks++) {
    const { plan, known, listed } = seen
    const kept = await make(subscriber, plan, known)
    await activateEndpoint(subscriber.database, subscriber.credential, kept.endpointId, kept.uri)
    await removeOthers(subscriber, plan, listed, known, kept)
    const hasDone = plan.keep === undefined || plan.make !== undefined || plan.remove.length > 0
    if (!hasDone || looks === mostLooks) return first.plan
    seen = await look(subscriber)
  }
}

async function look(subscriber: Subscriber) {
  const { database, credential, scope, base } = subscriber
  const endpoints = await listEndpoints(database, credential)
  const scopes = new Set([scope, ...endpoints.map((endpoint) => endpoint.scope)])
  const listed = await listScopes(subscriber, scopes)
  const callbackUrls = listed.map((one) => one.callbackUrl)
  const known = await listEndpoints(database, credential, callbackUrls)
  return { known, listed, plan: planSubscription(known, listed, base) }
}

/** Removes every subscription of this installation for a token; its URLs answer 410 at once. */
export async function dropSubscriptions(subscriber: Subscriber): Promise<number> {
  const { known, plan } = await look(subscriber)
  const { keep, remove } = plan
  const uris = [...remove, ...(keep ? [keep.uri] : [])]
  for (const uri of uris) await unsubscribe(subscriber, uri)
  for (const endpoint of known) {
    if (endpoint.is_own) await removeEndpoint(subscriber.database, endpoint.id, 0)
  }
  return uris.length
}

async function make(
  subscriber: Subscriber,
  plan: SubscriptionPlan,
  known: readonly Endpoint[],
): Promise<{ readonly endpointId: string; readonly uri: string }> {
  if (plan.keep && plan.make === undefined) return plan.keep
  const endpoint = known.find((one) => one.id === plan.make) ?? (await intend(subscriber))
  return { endpointId: endpoint.id, uri: await subscribe(subscriber, endpoint) }
}

/** Another URL, with a key of its own where we may choose it, written down before Calendly is asked. */
export async function intend(subscriber: Subscriber): Promise<Endpoint> {
  const id = randomUUID()
  const key = subscriber.signingKey ?? randomBytes(32).toString('hex')
  return intendEndpoint(subscriber.database, {
    id,
    credential: subscriber.credential,
    calendlyUser: subscriber.calendlyUser,
    organization: subscriber.organization,
    scope: subscriber.scope,
    callbackUrl: `${subscriber.base}${id}`,
    signingKey: subscriber.secrets.seal(key, sealedFor(id)),
  })
}

async function subscribe(subscriber: Subscriber, endpoint: Endpoint): Promise<string> {
  const { client, secrets, organization, calendlyUser } = subscriber
  const { scope } = endpoint
  try {
    const made = await client.createWebhookSubscription(
      {
        url: endpoint.callback_url,
        events: subscribedEvents,
        organization,
        scope,
        ...(scope === 'user' && { user: calendlyUser }),
        signing_key: secrets.open(endpoint.signing_key, sealedFor(endpoint.id)),
      },
      callOptions(subscriber),
    )
    return made.uri
  } catch (error) {
    if (!(error instanceof CalendlyError)) throw error
    // "Hook with this url already exists": another process made it, or an answer to us was lost.
    if (error.code === 'conflict') {
      const there = (await listScopes(subscriber, new Set([scope]))).find(
        (one) => one.callbackUrl === endpoint.callback_url,
      )
      if (there) return there.uri
    }
    // Refused: nothing was made, and nothing is left to ask.
    if (error.code === 'forbidden') await removeEndpoint(subscriber.database, endpoint.id, 0)
    throw error
  }
}

async function removeOthers(
  subscriber: Subscriber,
  plan: SubscriptionPlan,
  listed: readonly Listed[],
  known: readonly Endpoint[],
  kept: { readonly endpointId: string; readonly uri: string },
): Promise<void> {
  const superfluous = [...plan.remove, ...(plan.keep ? [plan.keep.uri] : [])].filter(
    (uri) => uri !== kept.uri,
  )
  for (const uri of superfluous) await unsubscribe(subscriber, uri)
  const stays = new Set(listed.filter((one) => one.uri === kept.uri).map((one) => one.callbackUrl))
  for (const endpoint of known) {
    const isKept = endpoint.id === kept.endpointId || stays.has(endpoint.callback_url)
    if (endpoint.is_own && !isKept && endpoint.state !== 'removed')
      await removeEndpoint(subscriber.database, endpoint.id, graceSeconds)
  }
}

async function unsubscribe({ client, log, ...rest }: Subscriber, uri: string): Promise<void> {
  const uuid = lastSegment(uri)
  if (uuid === undefined) return
  try {
    await client.deleteWebhookSubscription(uuid, callOptions(rest))
    log.info('a superfluous webhook subscription was removed', { subscription: uri })
  } catch (error) {
    if (!(error instanceof CalendlyError && error.code === 'not_found')) throw error
  }
}

async function listScopes(
  { client, organization, calendlyUser, ...rest }: Subscriber,
  scopes: ReadonlySet<SubscriptionScope>,
): Promise<Listed[]> {
  const found: Listed[] = []
  for (const scope of scopes) {
    const query = { organization, scope, ...(scope === 'user' && { user: calendlyUser }) }
    for await (const rows of client.webhookSubscriptions(query, callOptions(rest))) {
      for (const row of rows) {
        found.push({
          uri: row.uri,
          callbackUrl: text(row.callback_url) ?? '',
          isActive: text(row.state) !== 'disabled',
          events: list(row.events).filter((event) => typeof event === 'string'),
          retryStartedAt: instant(row.retry_started_at),
          updatedAt: instant(row.updated_at),
        })
      }
    }
  }
  return found
}

function callOptions({ signal, priority }: Pick<Subscriber, 'signal' | 'priority'>) {
  return { priority, ...(signal && { signal }) }
}
