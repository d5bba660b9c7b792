import type { CalendlyClient } from '../calendly/client.ts'
import type { WebhookTest } from '../contract/webhook.ts'
import type { Delivery, DeliveryDetail, Page, SubscriptionStatus } from '../contract.ts'
import { SyncError } from '../errors.ts'
import { checkSubscription, subscriberOf } from '../flows/check-subscription.ts'
import { dropSubscriptions, intend } from '../flows/keep-subscription.ts'
import { type Account, listAccounts } from '../store/accounts.ts'
import { noteInAudit } from '../store/audit.ts'
import type { Database } from '../store/database.ts'
import { listEndpoints, saveHealth, sealedFor } from '../store/endpoints.ts'
import { countReplay, type ReplayFilter, replayDeliveries } from '../store/inbox/replay.ts'
import { type DeliveryQuery, getDelivery, listDeliveries } from '../store/read/deliveries.ts'
import type { Viewer } from '../store/read/runs.ts'
import { listSubscriptions } from '../store/read/subscriptions.ts'
import { showDelivery } from './delivery-words.ts'
import { maskPayload } from './mask-payload.ts'
import { showPayload } from './show-payload.ts'
import {
  createSubscriptionActions,
  type SubscriptionActions,
  type SubscriptionActionsOptions,
} from './subscription-actions.ts'
import { type EndpointProof, verifyEndpoint } from './verify-endpoint.ts'

/** Everything about webhooks but receiving them. */
export interface Webhooks extends SubscriptionActions {
  /** What is needed for them, and what of it is there. */
  test(viewer: Viewer): Promise<WebhookTest>
  deliveries(viewer: Viewer, query?: DeliveryQuery): Promise<Page<Delivery>>
  /** @param options.reveal - show personal data in the payload, which is noted in the audit log; hidden otherwise. */
  delivery(
    viewer: Viewer,
    id: string,
    options?: { readonly reveal?: boolean },
  ): Promise<DeliveryDetail | undefined>
  /**
   * Applies deliveries again, one or by filter; it is the same applying, so what is known changes nothing.
   *
   * @returns how many wait now.
   */
  replay(who: string | 'everyone', filter: ReplayFilter): Promise<number>
  /** How many deliveries such a replay would take; it changes nothing. */
  countReplay(who: string | 'everyone', filter: ReplayFilter): Promise<number>
  subscriptions(who: string | 'everyone'): Promise<SubscriptionStatus[]>
  /** Looks after the subscriptions now: makes what is missing, removes what is superfluous. */
  register(who: string | 'everyone'): Promise<SubscriptionStatus[]>
  /** Replaces each subscription by one with a new key; both keys are good until the old one is gone. */
  rotate(who: string | 'everyone'): Promise<SubscriptionStatus[]>
  /** Sends each active URL a signed delivery of no meaning, the way Calendly would. */
  verify(who: string | 'everyone'): Promise<EndpointProof[]>
  /** Removes the subscriptions that this installation made. @returns how many. */
  remove(who: string | 'everyone'): Promise<number>
}

export interface WebhooksOptions extends SubscriptionActionsOptions {
  readonly publicUrl: string | undefined
  readonly hasSharedKey: boolean
  readonly acceptsUnsigned: boolean
  readonly onReplay: () => void
}

/**
 * Removes the subscriptions that this installation has made with the account's token, for all accounts it reads.
 *
 * @returns how many.
 */
export async function dropSubscriptionsOf(
  {
    database,
    clientFor,
    settings,
    log,
  }: Pick<WebhooksOptions, 'database' | 'clientFor' | 'settings' | 'log'>,
  account: Account,
): Promise<number> {
  const client = clientFor(account)
  try {
    const looking = { account, client, database, log, webhooks: settings, priority: 'person' } as const
    const subscriber = subscriberOf(looking)
    return subscriber ? await dropSubscriptions(subscriber) : 0
  } finally {
    await client.close()
  }
}

const notSubscribed = { state: 'off', problem: null, failing_since: null, disabled_at: null } as const

export function createWebhooks(options: WebhooksOptions): Webhooks {
  const { database, clientFor, settings, log } = options

  /** One account for each token: its subscription serves all of them. */
  async function tokensOf(who: string | 'everyone'): Promise<Account[]> {
    const accounts = await listAccounts(database, who === 'everyone' ? who : [who])
    if (accounts.length === 0)
      throw new SyncError(
        'no_account',
        'No Calendly account is connected, so there is nothing to subscribe to.',
      )
    return [...new Map(accounts.map((account) => [account.credential, account])).values()]
  }

  async function withClient<Result>(account: Account, work: (client: CalendlyClient) => Promise<Result>) {
    const client = clientFor(account)
    try {
      return await work(client)
    } finally {
      await client.close()
    }
  }

  async function register(who: string | 'everyone', isNew: boolean): Promise<SubscriptionStatus[]> {
    for (const account of await tokensOf(who)) {
      await withClient(account, async (client) => {
        const looking = {
          account,
          client,
          database,
          log,
          webhooks: settings,
          priority: 'person',
        } as const
        const subscriber = isNew ? subscriberOf(looking) : undefined
        if (subscriber) await intend(subscriber)
        await checkSubscription(looking, 'manual')
      })
    }
    options.onChanged()
    return listSubscriptions(database, { who, isOperator: true })
  }

  return {
    ...createSubscriptionActions(options),
    subscriptions: (who) => listSubscriptions(database, { who, isOperator: true }),
    register: (who) => register(who, false),
    rotate: (who) => register(who, true),
    async remove(who) {
      let count = 0
      for (const account of await tokensOf(who)) {
        count += await dropSubscriptionsOf(options, account)
        await saveHealth(database, account.credential, notSubscribed)
      }
      return count
    },
    async verify(who) {
      const proofs: EndpointProof[] = []
      for (const account of await tokensOf(who)) {
        const endpoints = await listEndpoints(database, account.credential)
        for (const { id, state, callback_url, signing_key } of endpoints) {
          const key = state === 'active' && settings?.secrets?.open(signing_key, sealedFor(id))
          if (key) proofs.push(await verifyEndpoint(callback_url, key, options.clock))
        }
      }
      return proofs
    },
    async test({ userId, isOperator }) {
      const webhookUrl = settings ? settings.base.replace(/\/$/, '') : ''
      const subscriptions = await listSubscriptions(database, { who: userId, isOperator })
      const reachable = settings?.isReachable ?? false
      const signingKeyConfigured = options.hasSharedKey
      const instructions = instruct({ ...options, webhookUrl, reachable, subscriptions })
      return { webhookUrl, signingKeyConfigured, reachable, subscriptions, instructions }
    },
    async deliveries(viewer, query = {}) {
      const found = await listDeliveries(database, viewer, query)
      return { ...found, data: found.data.map(showDelivery) }
    },
    async delivery(viewer, id, { reveal = false } = {}) {
      const found = await getDelivery(database, viewer, id)
      if (!found) return undefined
      const { body, headers, isOwn, meetingId, ...row } = found
      if (isOwn && reveal) await noteReveal(database, viewer.userId, id)
      const payload = showPayload(body)
      return {
        ...showDelivery(row),
        payload: isOwn ? (reveal ? payload : maskPayload(payload)) : null,
        isMasked: isOwn && !reveal,
        meetingId,
        headers: isOwn ? headers : null,
      }
    },
    countReplay: (who, filter) => countReplay(database, who, filter),
    async replay(who, filter) {
      const count = await replayDeliveries(database, who, filter)
      if (count > 0) options.onReplay()
      return count
    },
  }
}

/** Who looks at what clients told does so on the record. */
async function noteReveal(database: Database, userId: string, deliveryId: string): Promise<void> {
  await database.transaction([userId], (tx) =>
    noteInAudit(tx, { userId, actor: userId, action: 'delivery.revealed', facts: { deliveryId } }),
  )
}

interface Facts {
  readonly webhookUrl: string
  readonly reachable: boolean
  readonly publicUrl: string | undefined
  readonly hasSharedKey: boolean
  readonly acceptsUnsigned: boolean
  readonly subscriptions: readonly SubscriptionStatus[]
}

/** What to do, in order; what is done is not said again. */
function instruct(facts: Facts): string[] {
  const { subscriptions, reachable, webhookUrl } = facts
  const isActive = subscriptions.some((one) => one.state === 'active')
  const steps = [
    ...(reachable
      ? []
      : [
          `Set PUBLIC_URL to an https address that Calendly can reach${facts.publicUrl ? ` (it is ${facts.publicUrl})` : ''}, and start again. Until then meetings are checked on schedule.`,
        ]),
    ...subscriptions.flatMap(({ state, problem }) =>
      state === 'active' || !problem ? [] : [problem.nextStep],
    ),
    ...(reachable && !isActive
      ? ['Run: calendly-sync webhooks register. It makes the subscription, and every check looks after it.']
      : []),
    ...(facts.hasSharedKey
      ? []
      : [
          `Only for a subscription that you make by hand: point it at ${webhookUrl} and set CALENDLY_WEBHOOK_SIGNING_KEY to its signing key. ${facts.acceptsUnsigned ? 'Without a key its deliveries are taken unproved.' : 'Without a key its deliveries are refused.'}`,
        ]),
    ...(isActive ? ['Book a meeting: it appears in the list within a second.'] : []),
  ]
  return [...new Set(steps)].map((step, at) => `${at + 1}. ${step}`)
}
