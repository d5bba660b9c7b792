/** A message of the Postgres protocol: its kind is the first letter, its bytes are all of it. */
export interface Message {
  readonly kind: string
  readonly bytes: Buffer
}

const sslRequest = 80_877_103
const gssRequest = 80_877_104

/**
 * Cuts a stream into messages (PostgreSQL docs, "Message Formats").
 *
 * @param options.startsBare - it is a client's: its first messages have no letter, and are called `ssl` and `startup`.
 */
export function messages({ startsBare = false } = {}): (bytes: Buffer) => Message[] {
  let rest: Buffer = Buffer.alloc(0)
  let isBare = startsBare
  return (bytes) => {
    rest = rest.length === 0 ? bytes : Buffer.concat([rest, bytes])
    const found: Message[] = []
    for (;;) {
      const lengthAt = isBare ? 0 : 1
      if (rest.length < lengthAt + 4) return found
      const end = lengthAt + rest.readInt32BE(lengthAt)
      if (rest.length < end) return found
      const message = rest.subarray(0, end)
      rest = rest.subarray(end)
      if (isBare) {
        const code = message.readInt32BE(4)
        const isQuestion = code === sslRequest || code === gssRequest
        found.push({ kind: isQuestion ? 'ssl' : 'startup', bytes: message })
        isBare = isQuestion
      } else {
        found.push({ kind: String.fromCharCode(message[0] ?? 0), bytes: message })
      }
    }
  }
}
