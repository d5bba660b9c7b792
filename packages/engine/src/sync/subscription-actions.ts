import type { CalendlyClient } from '../calendly/client.ts'
import type { Clock } from '../clock.ts'
import type { AuditAction } from '../contract/activity.ts'
import type { SubscriptionAnswer, SubscriptionTrial } from '../contract/webhook.ts'
import type { SubscriptionStatus } from '../contract.ts'
import { SyncError } from '../errors.ts'
import { checkSubscription, subscriberOf } from '../flows/check-subscription.ts'
import { intend } from '../flows/keep-subscription.ts'
import type { WebhookSettings } from '../flows/pass.ts'
import type { Log } from '../log.ts'
import { credentialKind, isOwnCredential } from '../resources/credential.ts'
import { type Account, findAccount } from '../store/accounts.ts'
import { noteInAudit } from '../store/audit.ts'
import type { Database } from '../store/database.ts'
import { listEndpoints } from '../store/endpoints.ts'
import type { Viewer } from '../store/read/runs.ts'
import { listSubscriptions } from '../store/read/subscriptions.ts'
import { tryOutEndpoint } from './trial.ts'

/** What people do to the one subscription behind an account. */
export interface SubscriptionActions {
  /**
   * Replaces the subscription behind an account: the new one first, then the old one is removed.
   *
   * @throws SyncError `not_found`; CalendlyError
   */
  recreate(viewer: Viewer, accountId: string): Promise<SubscriptionAnswer>
  /** The same for the sake of another signing key; an OAuth app's is Calendly's to change. @throws as `recreate` */
  rotateOf(viewer: Viewer, accountId: string): Promise<SubscriptionAnswer>
  /**
   * Sends the URL behind an account a signed sample, and follows it until it was dealt with; it changes no meeting.
   *
   * @param options.loopback - `http://address:port` where this process listens, for where PUBLIC_URL is not public.
   * @throws SyncError `not_found`
   */
  tryOut(
    viewer: Viewer,
    accountId: string,
    options?: { readonly loopback?: string | undefined },
  ): Promise<SubscriptionTrial>
}

export interface SubscriptionActionsOptions {
  readonly database: Database
  readonly clientFor: (account: Account) => CalendlyClient
  readonly settings: WebhookSettings | undefined
  readonly clock: Clock
  readonly log: Log
  /** Told after a subscription was made, replaced or removed. */
  readonly onChanged: () => void
}

export function createSubscriptionActions(options: SubscriptionActionsOptions): SubscriptionActions {
  const { database, clientFor, settings, log, clock } = options

  /** Of the viewer's own, or of anybody's for an operator. @throws SyncError `not_found` */
  async function accountOf(viewer: Viewer, accountId: string): Promise<Account> {
    const account = await findAccount(database, accountId)
    if (account && (account.user_id === viewer.userId || viewer.isOperator)) return account
    throw new SyncError('not_found', 'There is no such account, or it is not yours.')
  }

  async function stateOf(viewer: Viewer, account: Account): Promise<SubscriptionStatus | null> {
    const { isOperator } = viewer
    const all = await listSubscriptions(database, { who: account.user_id, isOperator })
    return all.find((one) => one.accountIds.includes(account.id)) ?? null
  }

  async function note(viewer: Viewer, account: Account, action: AuditAction): Promise<void> {
    const entry = { userId: account.user_id, actor: viewer.userId, action, facts: { accountId: account.id } }
    await database.transaction([account.user_id], (tx) => noteInAudit(tx, entry))
  }

  /** Why this caller cannot replace it; undefined: nothing is in the way. */
  function obstacle(viewer: Viewer, account: Account, isForKey: boolean) {
    if (!isOwnCredential(account.credential) && !viewer.isOperator) return shared
    if (isForKey && credentialKind(account.credential) === 'oauth') return keyOfApp
    return undefined
  }

  async function replace(viewer: Viewer, accountId: string, isForKey: boolean): Promise<SubscriptionAnswer> {
    const account = await accountOf(viewer, accountId)
    const inTheWay = obstacle(viewer, account, isForKey)
    if (inTheWay) return { success: false, ...inTheWay, subscription: await stateOf(viewer, account) }
    const before = await activeUrl(account)
    const client = clientFor(account)
    try {
      const looking = { account, client, database, log, webhooks: settings, priority: 'person' } as const
      const subscriber = subscriberOf(looking)
      if (subscriber) await intend(subscriber)
      await checkSubscription(looking, 'manual')
    } finally {
      await client.close()
    }
    await note(viewer, account, isForKey ? 'webhook.rotated' : 'webhook.recreated')
    options.onChanged()
    return answer(await stateOf(viewer, account), (await activeUrl(account)) !== before)
  }

  async function activeUrl({ credential }: Account): Promise<string | undefined> {
    const endpoints = await listEndpoints(database, credential)
    return endpoints.find((endpoint) => endpoint.state === 'active')?.callback_url
  }

  return {
    recreate: (viewer, accountId) => replace(viewer, accountId, false),
    rotateOf: (viewer, accountId) => replace(viewer, accountId, true),
    async tryOut(viewer, accountId, { loopback } = {}) {
      const account = await accountOf(viewer, accountId)
      const inTheWay = obstacle(viewer, account, false)
      const trial = inTheWay
        ? { success: false, ...inTheWay, through: null, steps: [], deliveryId: null }
        : await tryOutEndpoint({ database, settings, clock }, account, loopback)
      if (!inTheWay) await note(viewer, account, 'webhook.tried_out')
      return { ...trial, subscription: await stateOf(viewer, account) }
    },
  }
}

function answer(subscription: SubscriptionStatus | null, isReplaced: boolean): SubscriptionAnswer {
  if (isReplaced && subscription?.state !== 'impossible')
    return {
      success: true,
      code: null,
      message: 'The new subscription delivers; the one before it was removed.',
      subscription,
    }
  const { problem } = subscription ?? {}
  return {
    success: false,
    code: problem?.code ?? 'webhooks_unchanged',
    message: problem
      ? `${problem.message} ${problem.nextStep}`
      : 'Calendly did not answer, so nothing is known to have changed. The next check looks again.',
    subscription,
  }
}

const shared = {
  code: 'shared_subscription',
  message:
    'This account is read with the token of the installation, whose one subscription serves everybody. Ask an operator.',
}

const keyOfApp = {
  code: 'key_of_app',
  message:
    'Calendly signs for an OAuth app with the app’s own key. Change it at developer.calendly.com, then set CALENDLY_WEBHOOK_SIGNING_KEY to the new key and the old one, comma separated.',
}
