import { CalendlyError } from '../calendly/errors.ts'
import type { Trigger } from '../contract.ts'
import { credentialKind, credentialUser } from '../resources/credential.ts'
import type { Account } from '../store/accounts.ts'
import { claimHealthCheck, noteGap, saveHealth, type WebhookHealth } from '../store/endpoints.ts'
import { askAboutSilence } from '../store/silence.ts'
import { keepSubscription, type Subscriber } from './keep-subscription.ts'
import type { Pass, WebhookSettings } from './pass.ts'
import type { SubscriptionPlan } from './plan-subscription.ts'
import { isAdminRole, isOwnAccount } from './whose-token.ts'

/** What a token without webhooks is asked again after: neither plan nor scopes change by the hour. */
const askAgainMs = 86_400_000

/**
 * Looks after the subscription behind an account, once a tick for all accounts of one token. Webhooks only make the
 * mirror faster: whatever goes wrong here is noted and shown, and the run goes on without them. Where deliveries may be
 * missing, the run that found it out reads them (the account's `gap_since`).
 */
export async function checkSubscription(looking: Looking, trigger: Trigger): Promise<void> {
  const { account, database, webhooks, log } = looking
  if (!webhooks) return
  const { credential } = account
  const subscriber = subscriberOf(looking)
  if (!subscriber) {
    await saveHealth(database, credential, {
      ...nothingWrong,
      state: 'impossible',
      problem: whyImpossible(webhooks, isOfApp(account)),
    })
    return
  }
  const tickMs = account.interval_ms ?? webhooks.intervalMs
  const turn = await claimHealthCheck(database, credential, {
    usualMs: trigger === 'schedule' ? tickMs / 2 : 0,
    impossibleMs: trigger === 'schedule' || trigger === 'operator' ? askAgainMs : 0,
  })
  if (!turn) return
  try {
    const plan = await keepAtScope(subscriber)
    await saveHealth(database, credential, healthOf(plan))
    const since = await database.transaction('installation', async (tx) => {
      const missing = plan.health === 'missing' && turn.state !== 'off' ? turn.checked_at : null
      // What failed is tried again no more once its subscription is gone.
      const failed = isReplaced(plan) ? plan.failingSince : null
      const found = plan.lostSince ?? failed ?? missing ?? (await askAboutSilence(tx, credential))
      if (found) await noteGap(tx, credential, found)
      return found
    })
    if (since) say(looking, plan, since)
  } catch (error) {
    if (!(error instanceof CalendlyError)) throw error
    if (error.code === 'forbidden') await saveHealth(database, credential, refused(error))
    else log.info('the webhook subscription could not be looked after; the next tick does', { error })
  }
}

function say({ log }: Looking, { health }: SubscriptionPlan, since: string): void {
  if (health === 'disabled' || health === 'missing')
    log.warn(`🔔 [Webhook] The subscription was ${health}; it was made anew, and the gap is read`, { since })
  else log.info('🔔 [Webhook] It is silent for longer than usual; what lies ahead is read', { since })
}

/** What of a run is needed to look after the subscription behind its account. */
export type Looking = Pick<Pass, 'account' | 'client' | 'database' | 'webhooks' | 'log' | 'priority'> &
  Partial<Pick<Pass, 'signal'>>

/** Who subscribes, for an account's token; undefined when there is no way to have webhooks. */
export function subscriberOf(looking: Looking): Subscriber | undefined {
  const { account, webhooks, client, database, log, priority, signal } = looking
  if (!webhooks?.secrets || !webhooks.isReachable || !account.organization) return undefined
  if (isOfApp(account) && webhooks.appKey === undefined) return undefined
  return {
    client,
    database,
    log,
    priority,
    ...(signal && { signal }),
    ...(isOfApp(account) && webhooks.appKey !== undefined && { signingKey: webhooks.appKey }),
    base: webhooks.base,
    secrets: webhooks.secrets,
    credential: account.credential,
    calendlyUser: credentialUser(account.credential),
    organization: account.organization,
    scope: mayHaveOrganization(account) ? 'organization' : 'user',
  }
}

/** An organization's subscription needs an owner or admin; one who is no more still has his own meetings. */
async function keepAtScope(subscriber: Subscriber): Promise<SubscriptionPlan> {
  try {
    return await keepSubscription(subscriber)
  } catch (error) {
    const isTooWide =
      error instanceof CalendlyError && error.code === 'forbidden' && subscriber.scope === 'organization'
    if (!isTooWide || isScopeMissing(error)) throw error
    return keepSubscription({ ...subscriber, scope: 'user' })
  }
}

/** Another member's meetings can be read with this token at all only because its user is owner or admin. */
function mayHaveOrganization(account: Account): boolean {
  return !isOwnAccount(account) || isAdminRole(account.role)
}

/** How the one is that delivers now; `plan` tells of the one before. */
function healthOf(plan: SubscriptionPlan): WebhookHealth {
  if (plan.health === 'failing' && !isReplaced(plan))
    return { ...nothingWrong, state: 'failing', failing_since: plan.failingSince, problem: failing }
  return { ...nothingWrong, state: 'active' }
}

/** Another one was asked for although one is there, and has taken its place. */
function isReplaced(plan: SubscriptionPlan): boolean {
  return plan.keep !== undefined && plan.make !== undefined
}

const nothingWrong = { problem: null, failing_since: null, disabled_at: null } as const

function isOfApp(account: Account): boolean {
  return credentialKind(account.credential) === 'oauth'
}

function whyImpossible({ isReachable, secrets, appKey }: WebhookSettings, ofApp: boolean) {
  if (!isReachable) return notPublic
  if (!secrets) return noKeys
  return ofApp && appKey === undefined ? noAppKey : noOrganization
}

const polling = 'Meetings are still checked on schedule.'

const notPublic = {
  code: 'webhooks_not_public',
  message: `Calendly cannot reach this server from outside, so nothing arrives in real time. ${polling}`,
  nextStep: 'Set PUBLIC_URL to an https address that is reachable from the internet.',
}

const noKeys = {
  code: 'webhooks_no_encryption_key',
  message: `Signing keys cannot be kept safely, so no subscription is made. ${polling}`,
  nextStep: 'Set ENCRYPTION_KEYS.',
}

const noAppKey = {
  code: 'webhooks_no_app_key',
  message: `Calendly signs for an OAuth app with the app's own key, which was not told to us. ${polling}`,
  nextStep: 'Set CALENDLY_WEBHOOK_SIGNING_KEY to the key that Calendly showed when the app was made.',
}

const noOrganization = {
  code: 'webhooks_no_organization',
  message: `Calendly did not tell the organization of this account, which a subscription needs. ${polling}`,
  nextStep: 'Nothing to do: it is asked again.',
}

const failing = {
  code: 'webhooks_failing',
  message: 'Calendly fails to deliver to this server, and will disable the subscription after 24 hours.',
  nextStep: 'Check that PUBLIC_URL reaches this server. What is missed meanwhile is read on schedule.',
}

function refused(error: CalendlyError): WebhookHealth {
  return { ...nothingWrong, state: 'impossible', problem: whyRefused(error) }
}

function whyRefused(error: CalendlyError) {
  if (isScopeMissing(error))
    return {
      code: 'webhooks_scope',
      message: `The token may not make webhooks. ${polling}`,
      nextStep: 'Make a token with the scope webhooks:write (and scheduled_events:read) and connect it.',
    }
  if (/upgrade/i.test(error.calendlyMessage ?? ''))
    return {
      code: 'webhooks_plan',
      message: `This Calendly plan has no webhooks. ${polling}`,
      nextStep: 'Upgrade the Calendly plan, or leave it at that.',
    }
  return {
    code: 'webhooks_forbidden',
    message: `Calendly does not let this token make webhooks. ${polling}`,
    nextStep: 'Check the scopes of the token and the role of its user in Calendly.',
  }
}

function isScopeMissing(error: CalendlyError): boolean {
  return error.requiredScopes !== undefined
}
