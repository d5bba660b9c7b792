import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { brotliDecompress, gunzip, inflate } from 'node:zlib'
import { isSignedWith, readSignature, type Signature } from '../calendly/webhook-signature.ts'
import type { Clock } from '../clock.ts'
import { errorCode, SyncError } from '../errors.ts'
import type { Log } from '../log.ts'
import { bareEndpoint, type Delivery, type Inbox, type Kept } from '../store/inbox/keep.ts'
import type { EndpointKeys } from './endpoint-keys.ts'

/** A POST to one of our webhook URLs. */
export interface IncomingDelivery {
  /** The id in the URL; null for the URL without one. */
  readonly endpointId: string | null
  /** `Calendly-Webhook-Signature`. */
  readonly signature: string | undefined
  /** Exactly the bytes that came. */
  readonly body: Buffer
  /** `Content-Encoding`, when there is one. */
  readonly encoding?: string | undefined
  readonly userAgent?: string | undefined
}

export interface Receiver {
  /**
   * Whether a request is refused whatever its body is, so that junk costs next to nothing.
   *
   * @returns the refusal: SyncError `signature_missing` or `signature_malformed`.
   */
  refusal(request: Pick<IncomingDelivery, 'endpointId' | 'signature'>): SyncError | undefined
  /**
   * Takes a delivery. Resolves only once its bytes are committed.
   *
   * @throws SyncError `signature_missing`, `signature_malformed`, `signature_mismatch`; `endpoint_gone`, when the URL is
   *   none (any more); `body_too_large`; `not_kept`, when it could not be stored: whoever sent it must send it again.
   */
  receive(delivery: IncomingDelivery): Promise<Kept>
}

export interface ReceiverOptions {
  readonly inbox: Inbox
  readonly keys: EndpointKeys
  /** Of the URL without an id. */
  readonly sharedKeys: readonly string[]
  /** Take deliveries at the URL without an id unproved while there is no key for it. */
  readonly acceptsUnsigned: boolean
  /** Age of a stamp, in both directions of the clock, up to which the payload itself is applied. */
  readonly toleranceMs: number
  readonly clock: Clock
  readonly log: Log
  /** Told after a delivery was kept. */
  readonly onKept: () => void
}

/** Before and after decoding. */
export const mostBodyBytes = 256 * 1024

export function createReceiver(options: ReceiverOptions): Receiver {
  const { inbox, keys, sharedKeys, toleranceMs, clock, log } = options
  const takesUnsigned = (endpointId: string | null) =>
    endpointId === null && sharedKeys.length === 0 && options.acceptsUnsigned
  let warnedAtMs = Number.NEGATIVE_INFINITY

  /** Something that an operator should know, but not five hundred times a second. */
  function warn(message: string): void {
    if (clock.monotonic() - warnedAtMs < 60_000) return
    warnedAtMs = clock.monotonic()
    log.warn(message)
  }

  async function keysOf(endpointId: string | null): Promise<readonly string[]> {
    if (endpointId === null) return sharedKeys
    const found = await keys.keysOf(endpointId).catch((error: unknown) => {
      throw notKept(error)
    })
    if (found === undefined) throw endpointGone()
    return found
  }

  /** @returns the proved signature, or null where none is asked for. */
  async function verify({ endpointId, signature, body }: IncomingDelivery): Promise<Signature | null> {
    if (takesUnsigned(endpointId)) {
      warn('🔔 [Webhook] taken without proof: set CALENDLY_WEBHOOK_SIGNING_KEY, or anybody may have sent it')
      return null
    }
    const read = readSignature(signature)
    if (typeof read === 'string') throw refused[read]()
    if (!isSignedWith(await keysOf(endpointId), read, body)) throw refused.mismatch()
    return read
  }

  function ageCaveat(signature: Signature | null): 'stale' | 'clock' | null {
    const ageMs = signature ? clock.now() - signature.signedAtMs : 0
    if (ageMs < -toleranceMs) {
      warn('🔔 [Webhook] signed in the future: the clock of this machine is slow, or somebody else’s is fast')
      return 'clock'
    }
    return ageMs > toleranceMs ? 'stale' : null
  }

  async function keep(delivery: Delivery): Promise<Kept> {
    try {
      return await inbox.keep(delivery)
    } catch (error) {
      throw notKept(error)
    }
  }

  return {
    refusal({ endpointId, signature }) {
      const read = takesUnsigned(endpointId) ? undefined : readSignature(signature)
      return typeof read === 'string' ? refused[read]() : undefined
    },

    async receive(incoming) {
      const { body, endpointId, encoding = 'identity' } = incoming
      if (body.length > mostBodyBytes) throw tooLarge()
      const signature = await verify(incoming)
      const isDecodable = await canDecode(body, encoding)
      const kept = await keep({
        endpointId: endpointId ?? bareEndpoint,
        digest: createHash('sha256').update(body).digest(),
        signedAtMs: signature?.signedAtMs ?? null,
        isVerified: signature !== null,
        caveat: isDecodable ? ageCaveat(signature) : 'undecodable',
        headers: headersOf(incoming),
        body,
      })
      const words = kept.isNew ? 'received' : 'received again'
      log.info(`🔔 [Webhook] ${kindOf(body) ?? 'a delivery'} ${words}`, { deliveryId: kept.id })
      options.onKept()
      return kept
    },
  }
}

const decoders: Readonly<
  Record<string, (body: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>>
> = {
  identity: async (body) => body,
  gzip: promisify(gunzip),
  deflate: promisify(inflate),
  br: promisify(brotliDecompress),
}

/** Calendly encodes nothing. Where something between us does, the bytes are kept as they came and read decoded. */
async function canDecode(body: Buffer, encoding: string): Promise<boolean> {
  const decode = Object.hasOwn(decoders, encoding) ? decoders[encoding] : undefined
  try {
    await decode?.(body, { maxOutputLength: mostBodyBytes })
    return decode !== undefined
  } catch (error) {
    if (errorCode(error) === 'ERR_BUFFER_TOO_LARGE') throw tooLarge()
    return false
  }
}

function headersOf({ signature, encoding, userAgent }: IncomingDelivery): Record<string, string> {
  return {
    ...(signature !== undefined && { 'calendly-webhook-signature': printable(signature) }),
    ...(encoding !== undefined && { 'content-encoding': printable(encoding) }),
    ...(userAgent !== undefined && { 'user-agent': printable(userAgent) }),
  }
}

function printable(text: string): string {
  return text.slice(0, 1024).replace(/[^\x20-\x7e]/g, '?')
}

/** For the log only, without reading the whole body. */
function kindOf(body: Buffer): string | undefined {
  return /"event"\s*:\s*"([a-z][a-z0-9_.]{0,63})"/.exec(body.toString('latin1', 0, 256))?.[1]
}

const refused = {
  missing: () => unsigned('signature_missing', 'Calendly-Webhook-Signature is missing.'),
  malformed: () =>
    unsigned(
      'signature_malformed',
      'Calendly-Webhook-Signature must be t=<unix seconds>,v1=<hex of SHA-256>.',
    ),
  mismatch: () =>
    unsigned(
      'signature_mismatch',
      'Calendly-Webhook-Signature was not made over these bytes with a key of this URL.',
    ),
}

function unsigned(code: string, message: string): SyncError {
  return new SyncError(code, message)
}

function endpointGone(): SyncError {
  return new SyncError(
    'endpoint_gone',
    'This URL takes no deliveries: it never did, or its account was disconnected.',
  )
}

function tooLarge(): SyncError {
  return new SyncError(
    'body_too_large',
    `A delivery may have ${mostBodyBytes / 1024} kB, also once it is decoded.`,
  )
}

function notKept(cause: unknown): SyncError {
  return new SyncError('not_kept', 'The delivery could not be stored. Send it again.', {
    cause,
    retryAfterMs: 5000,
  })
}
