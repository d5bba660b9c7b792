import type { Subscription } from '../world/records.ts'
import type { WorldState } from '../world/state.ts'
import type { Message } from './message.ts'
import type { Poster } from './post.ts'
import { createQueue, type Queue } from './queue.ts'
import { attempt, isWanted } from './send.ts'

// A message's way:
//
//   post → (real delay) → lane of its subscription → being sent → done
//                              ↑                         ↓ failed
//                              └── due by the clock ── later
//
// While messages are held, whatever comes to a lane is handed to the holder instead.

/** Sends messages, each subscription's on their own, and those that failed again when they are due. */
export interface Outbox {
  /** Sends the message after so many real milliseconds. */
  post(message: Message, delayMs: number): void
  /** Sends messages one after another, each when the one before was answered. */
  postInTurn(messages: readonly Message[]): void
  /** Hands messages to `take` instead of sending them, until the function that comes back is called. */
  divert(take: (message: Message) => void): () => void
  /** Looks at what has become due or unwanted. */
  look(): void
  /** Whether anything is being sent or about to be. */
  isBusy(): boolean
  close(): void
}

/** Calendly promises no order: so many messages of one subscription are on their way at once. */
const atOnce = 16

/** A clock that is moved says so to nobody: while something is due later it is looked at that often. */
const lookEveryMs = 50

interface Lane {
  ready: Queue<Message>
  sending: number
}

/** @param onRest - called whenever nothing is being sent or about to be. */
export function createOutbox(state: WorldState, poster: Poster, onRest: () => void): Outbox {
  const lanes = new Map<Subscription, Lane>()
  const delays = new Map<Message, NodeJS.Timeout>()
  const later = new Set<Message>()
  let diverts: ((message: Message) => void)[] = []
  let inTurn = 0
  let timer: NodeJS.Timeout | undefined
  let isClosed = false

  const isBusy = () => lanes.size > 0 || delays.size > 0 || inTurn > 0

  async function send(message: Message): Promise<void> {
    if (!isWanted(state, message)) {
      message.state = 'gaveUp'
      return
    }
    const verdict = await attempt(state, poster, message)
    if (verdict === 'done' || isClosed) return
    later.add(message)
    timer ??= setInterval(look, lookEveryMs).unref()
  }

  function enter(message: Message): void {
    const take = diverts.at(-1)
    if (take) {
      take(message)
      return
    }
    const lane = lanes.get(message.subscription) ?? { ready: createQueue<Message>(), sending: 0 }
    lanes.set(message.subscription, lane)
    lane.ready.add(message)
    pump(message.subscription, lane)
  }

  function pump(subscription: Subscription, lane: Lane): void {
    while (lane.sending < atOnce && !isClosed) {
      const message = lane.ready.take()
      if (!message) break
      lane.sending += 1
      void send(message).finally(() => {
        lane.sending -= 1
        pump(subscription, lane)
        if (lane.sending === 0) lanes.delete(subscription)
        if (!isBusy()) onRest()
      })
    }
  }

  function look(): void {
    const nowMs = state.clock.now()
    for (const message of later) {
      const isGone = !isWanted(state, message)
      if (!isGone && message.dueMs > nowMs) continue
      later.delete(message)
      if (isGone) message.state = 'gaveUp'
      else enter(message)
    }
    if (later.size > 0) return
    clearInterval(timer)
    timer = undefined
  }

  async function sendInTurn(messages: readonly Message[]): Promise<void> {
    inTurn += 1
    for (const message of messages) if (!isClosed) await send(message)
    inTurn -= 1
    if (!isBusy()) onRest()
  }

  return {
    post: (message, delayMs) => {
      if (isClosed) return
      if (delayMs === 0) {
        enter(message)
        return
      }
      const arrive = () => {
        delays.delete(message)
        enter(message)
        if (!isBusy()) onRest()
      }
      delays.set(message, setTimeout(arrive, delayMs).unref())
    },
    postInTurn: (messages) => void sendInTurn(messages),
    divert: (take) => {
      diverts.push(take)
      for (const { ready } of lanes.values()) {
        for (let message = ready.take(); message; message = ready.take()) take(message)
      }
      return () => {
        diverts = diverts.filter((one) => one !== take)
      }
    },
    look,
    isBusy,
    close: () => {
      isClosed = true
      clearInterval(timer)
      for (const delay of delays.values()) clearTimeout(delay)
      delays.clear()
      later.clear()
      poster.close()
    },
  }
}
