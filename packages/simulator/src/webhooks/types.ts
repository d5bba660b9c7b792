import type { WebhookSubscriptionResource } from '../world/resources.ts'

export interface DeliveryAttempt {
  /** Epoch milliseconds of the simulator's clock. */
  readonly at: number
  /** Null when no answer came; `error` says why. */
  readonly status: number | null
  readonly error?: string
}

/**
 * `queued`: being sent, or waiting to be sent (again) · `delivered`: some 2xx came · `gaveUp`: it failed for 24
 * hours, or its subscription ended before · `lost`: never sent, by {@link Conduct.lose}.
 */
export type DeliveryState = 'queued' | 'delivered' | 'gaveUp' | 'lost'

/** One message to one subscription. Calendly gives it no identifier; `id` is the simulator's own. */
export interface Delivery {
  readonly id: string
  /** URI of the subscription. */
  readonly subscription: string
  /** Such as `invitee.created`. */
  readonly event: string
  /** The exact text that is sent. */
  readonly body: string
  readonly attempts: readonly DeliveryAttempt[]
  readonly state: DeliveryState
}

/** How badly new messages are treated, drawn from the simulator's seed. Left out: not at all. */
export interface Conduct {
  /** Share of messages that are sent twice, 0 to 1. */
  duplicate?: number
  /** Share of messages that are never sent, 0 to 1. */
  lose?: number
  /** Messages overtake each other: each waits up to 50 ms, or as `delayMs` says. */
  reorder?: boolean
  /** Each message waits so many real milliseconds before it is first sent. */
  delayMs?: readonly [min: number, max: number]
}

/** Messages that are kept back until they are let go. */
export interface HeldMessages {
  /** How many there are by now. */
  readonly waiting: number
  /**
   * Holds no more, and sends what was held one after another, each once the one before was answered; in the
   * order in which it was held unless told otherwise.
   */
  release(order?: 'forward' | 'backward' | 'shuffled'): void
}

/** Webhooks as a test wants them. Times of retries are the simulator's clock: move it to have them happen. */
export interface Webhooks {
  /** All subscriptions as the API shows them, oldest first. */
  subscriptions(): WebhookSubscriptionResource[]
  /** The latest 200,000 messages, oldest first. */
  deliveries(): Delivery[]
  /** Treats messages from now on like that, until told otherwise; `{}` treats them well again. */
  conduct(conduct: Conduct): void
  /** Keeps back every message that would be sent from now on, retries included. */
  hold(): HeldMessages
  /** Disables the subscription, as 24 hours of failures do: what waits is given up. */
  disable(subscription: string): void
  /** Makes the subscription look as if messages had begun to fail now: `retry_started_at` is set. */
  fail(subscription: string): void
  /** Sends a message's exact bytes once more, the last signature included; one that was never sent is signed now. */
  replay(deliveryId: string): Promise<Delivery>
  /**
   * Sends any body once, without retry and whatever the subscription's state, signed as its messages are.
   *
   * @param body - text as it is, or anything else as JSON.
   * @param options.t - unix seconds of the signature; now when left out.
   * @param options.key - signs with this key instead of the subscription's.
   */
  deliver(
    subscription: string,
    body: string | object,
    options?: { t?: number; key?: string },
  ): Promise<Delivery>
  /** Resolves when nothing is being sent and nothing is due now; what is held or due later does not count. */
  idle(): Promise<void>
}
