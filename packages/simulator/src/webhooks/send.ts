import { microsPerMs } from '../stamps.ts'
import type { WorldState } from '../world/state.ts'
import type { Message } from './message.ts'
import type { Outcome, Poster } from './post.ts'
import { nextAttemptMs } from './retry.ts'
import { signatureOf } from './sign.ts'
import { isActive, isSubscribed, noteFailure, noteSuccess } from './subscriptions.ts'

/**
 * Makes one attempt and enters in the message and its subscription what came of it.
 *
 * @returns `again` when the message is to be sent again at its `dueMs`.
 */
export async function attempt(
  state: WorldState,
  poster: Poster,
  message: Message,
): Promise<'done' | 'again'> {
  const { subscription } = message
  const outcome = await sendOnce(state, poster, message, signatureFor(state, message))
  const nowMs = state.clock.now()
  if (isSuccess(outcome)) {
    message.state = 'delivered'
    noteSuccess(subscription)
    return 'done'
  }
  noteFailure(subscription, nowMs * microsPerMs)
  const dueMs = nextAttemptMs(message.attempts.length, message.firstMs, nowMs, state.quirks.firstRetryMs)
  if (dueMs === undefined || !isWanted(state, message)) {
    message.state = 'gaveUp'
    return 'done'
  }
  message.dueMs = dueMs
  return 'again'
}

/** Sends the message's bytes with this signature, and notes the attempt. */
export async function sendOnce(
  state: WorldState,
  poster: Poster,
  message: Message,
  signature: string | undefined,
): Promise<Outcome> {
  message.signature = signature
  const at = state.clock.now()
  const headers: Record<string, string> =
    signature === undefined ? {} : { 'Calendly-Webhook-Signature': signature }
  const outcome = await poster.post(message.subscription.callbackUrl, headers, message.body)
  message.attempts.push({ at, ...outcome })
  return outcome
}

/** Any 2xx; a redirect is a failure like any other. */
export function isSuccess({ status }: Outcome): boolean {
  return status !== null && status >= 200 && status < 300
}

/** Whether the subscription is still there and takes messages. */
export function isWanted(state: WorldState, { subscription }: Message): boolean {
  return isSubscribed(state, subscription) && isActive(subscription, state.clock.now())
}

/** The next attempt's signature; whether Calendly signs a retry anew is not known. */
export function signatureFor(state: WorldState, message: Message): string | undefined {
  const { signingKey } = message.subscription
  if (signingKey === undefined) return undefined
  if (message.signature !== undefined && !state.quirks.retriesResign) return message.signature
  return signatureOf(signingKey, message.body, Math.floor(state.clock.now() / 1000))
}
