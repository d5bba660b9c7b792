import { createHmac, timingSafeEqual } from 'node:crypto'

/** What the header says; nothing is proved by it yet. */
export interface Signature {
  /** Unix seconds as text, exactly as signed: a number would lose leading zeros. */
  readonly t: string
  /** When the sender stamped it, epoch milliseconds. */
  readonly signedAtMs: number
  /** Digests of 32 bytes each. */
  readonly digests: readonly Buffer[]
}

/**
 * Reads `Calendly-Webhook-Signature: t=<unix seconds>,v1=<hex>`. Several `v1` parts are allowed (a sender that rotates
 * its key signs with both); parts of other versions are passed over, but nothing else may stand in the header.
 *
 * @param header - the header's value, or undefined when it was not sent.
 * @returns the parts, or why they cannot be had.
 * @see Calendly developer docs, "Webhook signatures".
 */
export function readSignature(header: string | undefined): Signature | 'missing' | 'malformed' {
  if (header === undefined || header === '') return 'missing'
  if (header.length > longestHeader || !grammar.test(header)) return 'malformed'
  const parts = header.split(',').map((part) => part.split('='))
  const t = parts[0]?.[1] ?? ''
  const digests = parts.flatMap(([name, value]) =>
    name === 'v1' && sha256Hex.test(value ?? '') ? [Buffer.from(value ?? '', 'hex')] : [],
  )
  const hasOddDigest = parts.filter(([name]) => name === 'v1').length > digests.length
  if (digests.length === 0 || digests.length > mostDigests || hasOddDigest) return 'malformed'
  return { t, signedAtMs: Number(t) * 1000, digests }
}

/** One time stamp, first; then versioned digests. Nothing is trimmed: spaces, too, make it another header. */
const grammar = /^t=\d{1,12}(,v\d{1,2}=[0-9A-Za-z]{1,128})+$/
const sha256Hex = /^[0-9a-f]{64}$/i
const longestHeader = 1024
/** Each costs a comparison with each key. */
const mostDigests = 5

/**
 * Whether one of the keys made one of the digests over exactly these bytes. Takes the same time whichever key fits,
 * and whether one does. An empty key fits nothing: anybody could sign with it.
 *
 * @param body - request body, the exact bytes received.
 * @see RFC 2104 (HMAC); Calendly signs `t`, a full stop, and the raw body with HMAC-SHA256.
 */
export function isSignedWith(keys: readonly string[], signature: Signature, body: Uint8Array): boolean {
  let fits = false
  for (const key of keys) {
    if (key === '') continue
    const expected = createHmac('sha256', key).update(`${signature.t}.`).update(body).digest()
    for (const digest of signature.digests) fits = timingSafeEqual(digest, expected) || fits
  }
  return fits
}
