/** A client as far as it is compared with others. */
export interface Comparable {
  readonly id: string
  readonly name: string | null
  readonly phone: string | null
  /** Normalised address. */
  readonly emailKey: string
}

export type SuggestionReason = 'same_name' | 'same_phone' | 'same_address'

/** Two clients that may be one person; `first` is the one that was known first. */
export interface Pair {
  readonly first: string
  readonly second: string
  readonly reasons: readonly SuggestionReason[]
}

/**
 * Finds clients that may be one person. In a group of alike ones each is paired with the first alone, so that a name that
 * everybody has makes no more pairs than clients.
 *
 * @param clients - in the order in which they became known.
 */
export function suggestPairs(clients: readonly Comparable[]): Pair[] {
  const pairs = new Map<string, { first: string; second: string; reasons: SuggestionReason[] }>()
  for (const { reason, keyOf } of likenesses) {
    const known = new Map<string, string>()
    for (const client of clients) {
      const key = keyOf(client)
      if (key === undefined) continue
      const first = known.get(key)
      if (first === undefined) known.set(key, client.id)
      else {
        const pair = pairs.get(`${first} ${client.id}`) ?? { first, second: client.id, reasons: [] }
        pair.reasons.push(reason)
        pairs.set(`${first} ${client.id}`, pair)
      }
    }
  }
  return [...pairs.values()]
}

const likenesses: readonly {
  readonly reason: SuggestionReason
  readonly keyOf: (client: Comparable) => string | undefined
}[] = [
  { reason: 'same_name', keyOf: ({ name }) => nameKey(name ?? '') },
  { reason: 'same_phone', keyOf: ({ phone }) => phoneKey(phone ?? '') },
  { reason: 'same_address', keyOf: ({ emailKey }) => addressKey(emailKey) },
]

/** Without accents, marks and order ("Müller, Anna" is "anna muller"); a single word names too many people. */
function nameKey(name: string): string | undefined {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  const words = plain.match(/[\p{L}\p{N}]+/gu) ?? []
  return words.length < 2 ? undefined : [...words].sort().join(' ')
}

/** The last nine digits: what stands before may be a country's code, a zero, or missing. */
function phoneKey(phone: string): string | undefined {
  const digits = phone.replace(/\D/g, '')
  return digits.length < 8 ? undefined : digits.slice(-9)
}

/** Without what follows a plus (RFC 5233); Google ignores dots, and has two names. */
function addressKey(emailKey: string): string {
  const at = emailKey.lastIndexOf('@')
  const local = emailKey.slice(0, at).replace(/(?<=.)\+.*$/, '')
  const domain = emailKey.slice(at + 1)
  return domain === 'gmail.com' || domain === 'googlemail.com'
    ? `${local.replaceAll('.', '')}@gmail.com`
    : `${local}@${domain}`
}
