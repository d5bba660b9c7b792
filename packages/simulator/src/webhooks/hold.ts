import type { Random } from '../random.ts'
import type { Message } from './message.ts'
import type { Outbox } from './outbox.ts'
import type { HeldMessages } from './types.ts'

/**
 * Takes every message that would be sent; of several holders the latest gets them.
 *
 * @param write - writes the messages of what has just happened, so that they are counted and held as well.
 */
export function holdMessages(outbox: Outbox, random: Random, write: () => void): HeldMessages {
  const held: Message[] = []
  const stop = outbox.divert((message) => {
    held.push(message)
  })
  return {
    get waiting() {
      write()
      outbox.look()
      return held.length
    },
    release: (order = 'forward') => {
      write()
      stop()
      const messages = held.splice(0)
      if (order === 'backward') messages.reverse()
      if (order === 'shuffled') shuffle(messages, random)
      outbox.postInTurn(messages)
    },
  }
}

// Fisher and Yates: every order is as likely as any other.
function shuffle<T>(items: T[], random: Random): void {
  for (let last = items.length - 1; last > 0; last--) {
    const [taken] = items.splice(random.int(0, last), 1)
    if (taken !== undefined) items.push(taken)
  }
}
