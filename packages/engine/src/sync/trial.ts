import { createHash, randomBytes, randomUUID } from 'node:crypto'
import type { Clock } from '../clock.ts'
import type { SubscriptionTrial, TrialStep } from '../contract/webhook.ts'
import type { WebhookSettings } from '../flows/pass.ts'
import { credentialUser } from '../resources/credential.ts'
import type { Account } from '../store/accounts.ts'
import type { Database } from '../store/database.ts'
import { listEndpoints, sealedFor } from '../store/endpoints.ts'
import { findSample, type KeptSample, openTrialEndpoint } from '../store/inbox/trial.ts'
import { type EndpointProof, sampleBody, sendSample } from './verify-endpoint.ts'

/** What a sample needs to be sent and followed. */
export interface TrialOptions {
  readonly database: Database
  readonly settings: WebhookSettings | undefined
  readonly clock: Clock
}

export type Trial = Omit<SubscriptionTrial, 'subscription'>

/** A worker takes it within a second; more than this is not waited for. */
const appliedWithinMs = 10_000

/**
 * Sends a signed sample to the URL behind an account and follows it: received → verified → stored → applied. Where there
 * is a subscription, to its own URL, from outside if PUBLIC_URL leads there and back; else to a URL that is opened for
 * the sample alone, straight at this process. The sample is of a kind that nobody mirrors, so that it changes nothing.
 *
 * @param loopback - `http://address:port` where this process listens.
 */
export async function tryOutEndpoint(
  { database, settings, clock }: TrialOptions,
  account: Account,
  loopback: string | undefined,
): Promise<Trial> {
  if (!settings) return notTried('webhooks_off', 'This installation takes no webhooks.')
  if (!settings.secrets)
    return notTried('webhooks_no_encryption_key', 'Signing keys cannot be kept safely. Set ENCRYPTION_KEYS.')
  const target = await targetOf({ database, settings, clock }, account, loopback)
  if (!target)
    return notTried(
      'webhooks_no_way',
      'There is no subscription, and this process listens at no address that a sample could be sent to.',
    )
  const body = sampleBody(clock)
  const proof = await sendSample(target.url, target.key, body, clock)
  const digest = createHash('sha256').update(body).digest()
  const kept = proof.isOk ? await follow(database, clock, target.id, digest) : undefined
  const steps = stepsOf(proof, kept)
  const failed = steps.find((step) => step.state === 'failed')
  return {
    success: failed === undefined,
    code: failed ? `webhook_not_${failed.step}` : null,
    message: failed?.message ?? 'A signed sample was received, verified, stored and dealt with.',
    through: target.through,
    steps,
    deliveryId: kept?.id ?? null,
  }
}

function notTried(code: string, message: string): Trial {
  return { success: false, code, message, through: null, steps: [], deliveryId: null }
}

interface Target {
  readonly id: string
  readonly url: string
  readonly key: string
  readonly through: 'public' | 'loopback'
}

async function targetOf(
  { database, settings }: TrialOptions,
  account: Account,
  loopback: string | undefined,
): Promise<Target | undefined> {
  const secrets = settings?.secrets
  if (!settings || !secrets) return undefined
  const endpoints = await listEndpoints(database, account.credential)
  const active = endpoints.find(({ state }) => state === 'active')
  if (active && settings.isReachable) {
    const key = secrets.open(active.signing_key, sealedFor(active.id))
    return { id: active.id, url: active.callback_url, key, through: 'public' }
  }
  if (loopback === undefined) return undefined
  const id = randomUUID()
  const key = randomBytes(32).toString('hex')
  const url = `${loopback}/api/calendly/webhook/${id}`
  await openTrialEndpoint(database, {
    id,
    credential: account.credential,
    calendlyUser: credentialUser(account.credential),
    organization: account.organization ?? '',
    callbackUrl: url,
    signingKey: secrets.seal(key, sealedFor(id)),
  })
  return { id, url, key, through: 'loopback' }
}

async function follow(
  database: Database,
  clock: Clock,
  endpointId: string,
  digest: Buffer,
): Promise<KeptSample | undefined> {
  const giveUpAt = clock.monotonic() + appliedWithinMs
  for (;;) {
    const kept = await findSample(database, endpointId, digest)
    if ((kept && kept.outcome !== 'waiting') || clock.monotonic() >= giveUpAt) return kept
    await clock.sleep(100)
  }
}

/** What happened to a sample, step by step; after the first that failed none was tried. */
export function stepsOf(proof: EndpointProof, kept: KeptSample | undefined): TrialStep[] {
  const isRefused = proof.status === 401
  const wasReceived = proof.isOk || isRefused
  const found: readonly (readonly [TrialStep['step'], boolean, string, string])[] = [
    ['received', wasReceived, 'It came in.', proof.message],
    [
      'verified',
      proof.isOk && (kept?.isVerified ?? true),
      'Its signature was made with the key of this URL.',
      proof.message,
    ],
    [
      'stored',
      kept !== undefined,
      'Its bytes were committed before it was answered.',
      'It was answered, and is not in this database: another installation answers at this address.',
    ],
    [
      'applied',
      kept?.outcome === 'ignored' && kept.reason === 'unknown_kind',
      'A worker took it and put it aside as a sample: no meeting was changed.',
      'No worker took it within 10 s. Is one running?',
    ],
  ]
  const failedAt = found.findIndex(([, isOk]) => !isOk)
  return found.map(([step, isOk, done, undone], at) => {
    if (failedAt >= 0 && at > failedAt) return { step, state: 'skipped', message: 'It did not come so far.' }
    return isOk ? { step, state: 'ok', message: done } : { step, state: 'failed', message: undone }
  })
}
