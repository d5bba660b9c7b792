import type { SubscriptionStatus } from '../contract.ts'

/*
 * What people do to a subscription, and what they are told of it.
 */

/** What came of something that was done to a subscription, and how it stands now. */
export interface SubscriptionAnswer {
  readonly success: boolean
  /** Why not, for machines; null: it went well. */
  readonly code: string | null
  readonly message: string
  /** Null: its state is not the caller's to see. */
  readonly subscription: SubscriptionStatus | null
}

/** One step of a delivery that we sent to ourselves. */
export interface TrialStep {
  readonly step: 'received' | 'verified' | 'stored' | 'applied'
  /** `skipped`: a step before it failed. */
  readonly state: 'ok' | 'failed' | 'skipped'
  readonly message: string
}

/** How far a signed sample delivery came; it never changes a meeting. */
export interface SubscriptionTrial extends SubscriptionAnswer {
  /** Where it was sent: to PUBLIC_URL, the way Calendly does, or straight to this process. */
  readonly through: 'public' | 'loopback' | null
  readonly steps: readonly TrialStep[]
  readonly deliveryId: string | null
}

/** What is needed for webhooks, and what of it is there. */
export interface WebhookTest {
  /** For hand-made subscriptions; our own have each a URL of their own below it. */
  readonly webhookUrl: string
  readonly signingKeyConfigured: boolean
  /** As far as can be known from inside. */
  readonly reachable: boolean
  readonly subscriptions: readonly SubscriptionStatus[]
  readonly instructions: readonly string[]
}
