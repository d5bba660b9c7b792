import type { Random } from '../random.ts'
import type { Happening } from '../world/happening.ts'
import type { EventRecord, InviteeRecord, Subscription } from '../world/records.ts'
import type { InviteePayload } from '../world/resources.ts'
import { findSubscription, presentUs, stampUs, WorldError, type WorldState } from '../world/state.ts'
import { bodyOf, payloadOf, recounted } from './body.ts'
import { checkConduct, fateOf } from './conduct.ts'
import { createErrands } from './errand.ts'
import { holdMessages } from './hold.ts'
import { createMessageLog, type MessageLog } from './message.ts'
import { createOutbox } from './outbox.ts'
import { createPoster } from './post.ts'
import { sampleBody } from './sample.ts'
import { signatureFor } from './send.ts'
import { signatureOf } from './sign.ts'
import { disable, noteFailure, subscribersOf, subscriptionView } from './subscriptions.ts'
import type { Conduct, Delivery, Webhooks } from './types.ts'

export interface WebhookCenter extends Webhooks {
  /** The latest messages, oldest first. */
  latest(count: number): Delivery[]
  /** How messages are treated now. */
  conducted(): Conduct
  /** Sends sample data of the subscription's first event that has any. */
  deliverSample(subscription: string): Promise<Delivery>
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
  const errands = createErrands(state, poster, log, rest)
  let conduct: Conduct = {}
  let news: News[] = []
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
    if (news.length > 0 || outbox.isBusy() || errands.isBusy()) return
    for (const resolve of resting) resolve()
    resting.clear()
  }

  async function deliver(uri: string, content: string | object, options: { t?: number; key?: string } = {}) {
    const subscription = findSubscription(state, uri)
    const body = typeof content === 'string' ? content : JSON.stringify(content)
    const key = options.key ?? subscription.signingKey
    const t = options.t ?? Math.floor(state.clock.now() / 1000)
    const signature = key === undefined ? undefined : signatureOf(key, body, t)
    return errands.run(subscription, eventOf(content), body, signature)
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
      const { subscription, event, body } = message
      return errands.run(subscription, event, body, message.signature ?? signatureFor(state, message))
    },
    deliver,
    deliverSample: async (uri) => {
      const subscription = findSubscription(state, uri)
      const { creator, events } = subscription
      for (const event of events) {
        const body = sampleBody(state, event, subscription, creator)
        if (body) return deliver(uri, body)
      }
      throw new WorldError(`there are no samples of ${events.join(', ')}`)
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
