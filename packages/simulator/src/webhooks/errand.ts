import type { Subscription } from '../world/records.ts'
import type { WorldState } from '../world/state.ts'
import { deliveryOf, type MessageLog } from './message.ts'
import type { Poster } from './post.ts'
import { isSuccess, sendOnce } from './send.ts'
import type { Delivery } from './types.ts'

/** Sends messages by hand: once, without retry, and the subscription does not feel it. */
export interface Errands {
  run(
    subscription: Subscription,
    event: string,
    body: string,
    signature: string | undefined,
  ): Promise<Delivery>
  isBusy(): boolean
}

/** @param onRest - called when one is done and no other is being run. */
export function createErrands(
  state: WorldState,
  poster: Poster,
  log: MessageLog,
  onRest: () => void,
): Errands {
  let running = 0
  return {
    run: async (subscription, event, body, signature) => {
      const message = log.create(subscription, event, body, state.clock.now())
      running += 1
      const outcome = await sendOnce(state, poster, message, signature)
      running -= 1
      message.state = isSuccess(outcome) ? 'delivered' : 'gaveUp'
      if (running === 0) onRest()
      return deliveryOf(message)
    },
    isBusy: () => running > 0,
  }
}
