import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import type { AlertKind, Audience, EncryptionKey } from 'calendly-sync-engine'

/** What a link at the end of a mail ends: mails of one kind to one audience. */
export interface Unsubscription {
  readonly audience: Audience
  readonly kind: AlertKind
}

/**
 * Links that end mails of a kind without signing in (RFC 8058): whoever has the mail has the right. They do nothing else,
 * and are good for as long as the key that signed them is there.
 */
export interface UnsubscribeTokens {
  make(what: Unsubscription): string
  /** @returns undefined: it is none of ours. */
  read(token: string): Unsubscription | undefined
}

/** @param keys - newest first; each yields a key for this purpose alone. */
export function createUnsubscribeTokens(keys: readonly EncryptionKey[]): UnsubscribeTokens {
  const secrets = keys.map(({ key }) =>
    Buffer.from(hkdfSync('sha256', key, '', 'calendly-sync alert unsubscribe', 32)),
  )
  const sign = (secret: Buffer, words: string) => createHmac('sha256', secret).update(words).digest()
  return {
    make({ audience, kind }) {
      const [newest] = secrets
      if (!newest) throw new Error('links to unsubscribe need an encryption key')
      const words = `${audience === 'operator' ? audience : audience.userId}.${kind}`
      return `${words}.${sign(newest, words).toString('base64url')}`
    },
    read(token) {
      const [, who, kind, mac] = /^(operator|[0-9a-f-]{36})\.([a-z]{1,16})\.([\w-]{43})$/.exec(token) ?? []
      if (who === undefined || kind === undefined || mac === undefined) return undefined
      const given = Buffer.from(mac, 'base64url')
      const isOurs = secrets.some((secret) => timingSafeEqual(sign(secret, `${who}.${kind}`), given))
      if (!isOurs || !isKind(kind)) return undefined
      return { audience: who === 'operator' ? who : { userId: who }, kind }
    },
  }
}

/** A signed word is one that `make` was given; a kind that a newer version has made is none here. */
function isKind(word: string): word is AlertKind {
  return kinds.has(word)
}

export const alertKindNames = [
  'reconnect',
  'failing',
  'stale',
  'webhook',
  'brake',
  'import',
  'clock',
  'outage',
] as const satisfies readonly AlertKind[]

const kinds: ReadonlySet<string> = new Set(alertKindNames)
