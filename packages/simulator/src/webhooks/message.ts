import type { Subscription } from '../world/records.ts'
import { subscriptionUri } from './subscriptions.ts'
import type { Delivery, DeliveryAttempt, DeliveryState } from './types.ts'

/** One message on its way to one subscription. */
export interface Message {
  readonly id: string
  readonly subscription: Subscription
  readonly event: string
  readonly body: string
  /** When it was first to be sent, epoch milliseconds of the simulator's clock. */
  readonly firstMs: number
  readonly attempts: DeliveryAttempt[]
  state: DeliveryState
  /** When it is to be sent again. */
  dueMs: number
  /** Header of the latest attempt, undefined before and without a key. */
  signature: string | undefined
}

/** The latest messages, whatever became of them. */
export interface MessageLog {
  create(
    subscription: Subscription,
    event: string,
    body: string,
    nowMs: number,
    state?: DeliveryState,
  ): Message
  find(id: string): Message | undefined
  all(): Delivery[]
  latest(count: number): Delivery[]
}

/** Keeps the last `capacity` messages: a ring whose slot follows from the number in the identifier. */
export function createMessageLog(capacity = 200_000): MessageLog {
  const ring: Message[] = []
  let made = 0
  const numbered = (number: number) => ring[(number - 1) % capacity]
  const latest = (count: number) => {
    const deliveries: Delivery[] = []
    for (let number = Math.max(0, made - Math.min(count, capacity)) + 1; number <= made; number++) {
      const message = numbered(number)
      if (message) deliveries.push(deliveryOf(message))
    }
    return deliveries
  }
  return {
    create: (subscription, event, body, nowMs, state = 'queued') => {
      const message: Message = {
        id: `delivery-${made + 1}`,
        subscription,
        event,
        body,
        firstMs: nowMs,
        attempts: [],
        state,
        dueMs: nowMs,
        signature: undefined,
      }
      ring[made % capacity] = message
      made += 1
      return message
    },
    find: (id) => {
      const message = numbered(Number(id.replace('delivery-', '')))
      return message?.id === id ? message : undefined
    },
    all: () => latest(capacity),
    latest,
  }
}

/** As it is now: what is handed out does not change afterwards. */
export function deliveryOf({ id, subscription, event, body, attempts, state }: Message): Delivery {
  return { id, subscription: subscriptionUri(subscription), event, body, attempts: [...attempts], state }
}
