import { createHash } from 'node:crypto'

/**
 * A UUID (version 5, RFC 9562 section 5.5) that is the same for the same names on every machine.
 *
 * @param names - what makes the thing unique, for example issuer and subject.
 */
export function stableId(...names: readonly string[]): string {
  const hash = createHash('sha1').update(namespace).update(JSON.stringify(names)).digest()
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x50, 6)
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8)
  return hash.toString('hex', 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** Our own namespace, drawn once at random. */
const namespace = Buffer.from('6f1d2c9ae1b84a7c9a0f3b5d7e9124c8', 'hex')
