import type { Random } from '../random.ts'
import type { EventRecord, InviteeRecord, Subscription } from '../world/records.ts'
import type { InviteePayload } from '../world/resources.ts'
import { findSubscription, presentUs, stampUs, WorldError, type WorldState } from '../world/state.ts'
import type { Happening } from '../world/tell.ts'
import { bodyOf, payloadOf, recounted } from './body.ts'
import { checkConduct, fateOf } from './conduct.ts'
import { holdMessages } from './hold.ts'
import { createMessageLog, deliveryOf, type MessageLog } from './message.ts'
import { createOutbox } from './outbox.ts'
import { createPoster } from './post.ts'
import { sendOnce } from './send.ts'
import { signatureOf } from './sign.ts'
import { disable, noteFailure, subscribersOf, subscriptionView } from './subscriptions.ts'
import type { Conduct, Delivery, Webhooks } from './types.ts'

export interface WebhookCenter extends Webhooks {
  /** The latest messages, oldest first. */
  latest(count: number): Delivery[]
  /** How messages are treated now. */
  conducted(): Conduct
  /** Sends nothing any more, and leaves nothing running. */
  close(): void
}

/** Something that happened, until its messages are written: at the end of the turn in which it happened. */
interface News {
  happening: Happening
  event: EventRecord
  subscribers: Subscription[]
  payload: InviteePayload
  us: number
}

/** Listens to the world and tells the subscribers. Without a subscription nothing is done or kept. */
export function createWebhooks(
  state: WorldState,
  random: Random,
  log: MessageLog = createMessageLog(),
): WebhookCenter {
  const poster = createPoster()
  const resting = new Set<() => void>()
  const outbox = createOutbox(state, poster, rest)
  let conduct: Conduct = {}
  let news: News[] = []
  let errands = 0
  let isClosed = false

  state.listener = (happening: Happening, event: EventRecord, invitee: InviteeRecord) => {
    if (state.subscriptions.size === 0 || isClosed) return
    const subscribers = subscribersOf(state, happening, event)
    if (subscribers.length === 0) return
    const us = presentUs(state)
    if (news.length === 0) setImmediate(write)
    news.push({ happening, event, subscribers, payload: payloadOf(event, invitee, us), us })
  }

  function write(): void {
    const written = news
    news = []
    for (const { happening, event, subscribers, payload, us } of written) {
      const told = state.quirks.counterAtSend ? recounted(payload, event) : payload
      for (const subscription of subscribers) {
        const body = JSON.stringify(bodyOf(happening, subscription.creator, told, us))
        const fate = fateOf(conduct, random)
        if (fate.isLost) log.create(subscription, happening, body, state.clock.now(), 'lost')
        for (const delayMs of fate.delaysMs) {
          outbox.post(log.create(subscription, happening, body, state.clock.now()), delayMs)
        }
      }
    }
  }

  function rest(): void {
    if (resting.size === 0) return
    outbox.look()
    if (news.length > 0 || outbox.isBusy() || errands > 0) return
    for (const resolve of resting) resolve()
    resting.clear()
  }

  // Sends once and by hand: no retry, and the subscription does not feel it.
  async function runErrand(
    subscription: Subscription,
    event: string,
    body: string,
    signature: string | undefined,
  ): Promise<Delivery> {
    const message = log.create(subscription, event, body, state.clock.now())
    errands += 1
    const { status } = await sendOnce(state, poster, message, signature)
    errands -= 1
    message.state = status !== null && status >= 200 && status < 300 ? 'delivered' : 'gaveUp'
    rest()
    return deliveryOf(message)
  }

  return {
    subscriptions: () =>
      [...state.subscriptions.values()].map((one) => subscriptionView(one, state.clock.now())),
    deliveries: () => {
      write()
      outbox.look()
      return log.all()
    },
    latest: (count) => log.latest(count),
    conduct: (wanted) => {
      checkConduct(wanted)
      write()
      conduct = { ...wanted }
    },
    conducted: () => ({ ...conduct }),
    hold: () => {
      write()
      return holdMessages(outbox, random, write)
    },
    disable: (uri) => {
      disable(findSubscription(state, uri), stampUs(state))
      outbox.look()
    },
    fail: (uri) => noteFailure(findSubscription(state, uri), stampUs(state)),
    replay: async (deliveryId) => {
      write()
      const message = log.find(deliveryId)
      if (!message) throw new WorldError(`there is no delivery ${deliveryId}, or it is too long ago`)
      return runErrand(message.subscription, message.event, message.body, message.signature)
    },
    deliver: async (uri, content, options = {}) => {
      const subscription = findSubscription(state, uri)
      const body = typeof content === 'string' ? content : JSON.stringify(content)
      const key = options.key ?? subscription.signingKey
      const t = options.t ?? Math.floor(state.clock.now() / 1000)
      const signature = key === undefined ? undefined : signatureOf(key, body, t)
      return runErrand(subscription, eventOf(content), body, signature)
    },
    idle: () => {
      write()
      outbox.look()
      return new Promise((resolve) => {
        resting.add(resolve)
        rest()
      })
    },
    close: () => {
      isClosed = true
      news = []
      outbox.close()
      for (const resolve of resting) resolve()
      resting.clear()
    },
  }
}

function eventOf(content: string | object): string {
  const event: unknown = typeof content === 'object' ? Reflect.get(content, 'event') : undefined
  return typeof event === 'string' ? event : '(by hand)'
}
