import { isIP } from 'node:net'
import path from 'node:path'
import { isBlank, isSample } from './samples.ts'

/** Turns the text of a setting into its value. @throws Error whose message goes on after the name: `must be …`. */
export type Parse<Value> = (text: string) => Value

export const text: Parse<string> = (value) => value

export function integer(min: number, max: number): Parse<number> {
  return (value) => {
    const number = /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN
    if (!(number >= min && number <= max)) throw new Error(`must be a whole number from ${min} to ${max}`)
    return number
  }
}

export function oneOf<const Choice extends string>(...choices: readonly Choice[]): Parse<Choice> {
  return (value) => {
    const found = choices.find((choice) => choice === value)
    if (found === undefined) throw new Error(`must be one of ${choices.join(', ')}`)
    return found
  }
}

export const yesOrNo: Parse<boolean> = (value) => {
  if (/^(true|1|yes|on)$/i.test(value)) return true
  if (/^(false|0|no|off)$/i.test(value)) return false
  throw new Error('must be true or false')
}

/** An absolute path; a relative one counts from the folder that the process was started in. */
export const folder: Parse<string> = (value) => path.resolve(value)

/** A secret that travels in an HTTP header: visible ASCII without blanks. */
export const token: Parse<string> = (value) => {
  if (!/^[\x21-\x7e]+$/.test(value)) throw new Error('must be one word without blanks or line ends')
  return value
}

export function bytesAtLeast(count: number): Parse<string> {
  return (value) => {
    if (Buffer.byteLength(value) < count) throw new Error(`must be ${count} bytes or more`)
    return value
  }
}

/** What tokens are signed with; RFC 7518 section 3.2 asks for as many bytes as the hash has. */
export const signingSecret: Parse<string> = (value) => {
  const secret = bytesAtLeast(32)(value)
  if (isSample(secret)) {
    throw new Error(
      `must be random; this one is a sample that everybody knows. Take your platform's own, or make one with: openssl rand -base64 48`,
    )
  }
  return secret
}

/** Several, comma separated. */
export function listOf<Value>(parse: Parse<Value>): Parse<readonly Value[]> {
  return (value) =>
    value
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== '')
      .map(parse)
}

/** `https://host[:port]`, without a path; the slash at the end may be there. */
export const origin: Parse<string> = (value) => {
  const url = webUrl(value)
  if (url.pathname !== '/' || url.search !== '') {
    throw new Error('must be an origin like https://api.example.com, without a path')
  }
  return url.origin
}

/** `https://host[:port][/path]`, without a slash at the end. */
export const url: Parse<string> = (value) => webUrl(value).href.replace(/\/$/, '')

function webUrl(value: string): URL {
  const parsed = URL.canParse(value) ? new URL(value) : undefined
  const isWeb = parsed !== undefined && /^https?:$/.test(parsed.protocol)
  if (!isWeb || parsed.username + parsed.password + parsed.hash !== '') {
    throw new Error('must be an address that begins with http:// or https://, without a name, password or #')
  }
  return parsed
}

export function addressOf(...schemes: readonly string[]): Parse<string> {
  return (value) => {
    const fits = URL.canParse(value) && schemes.includes(new URL(value).protocol.slice(0, -1))
    if (!fits) throw new Error(`must be an address that begins with ${schemes.join(':// or ')}://`)
    return value
  }
}

/** An identifier that needs no quotes, and is not Postgres' own nor ours. */
export const schemaName: Parse<string> = (value) => {
  if (!/^[a-z_][a-z0-9_]{0,62}$/.test(value) || /^pg_|^information_schema$|^calendly_sync$/.test(value)) {
    throw new Error(
      'must be the name of a schema: lower-case letters, digits and _, not pg_… nor calendly_sync',
    )
  }
  return value
}

export interface EncryptionKey {
  readonly id: string
  readonly key: Buffer
}

/** `id:base64(32 bytes)`. */
const encryptionKey: Parse<EncryptionKey> = (value) => {
  const [, id = '', encoded = ''] = /^([\w-]{1,32}):([A-Za-z0-9+/]{43}=)$/.exec(value) ?? []
  const key = Buffer.from(encoded, 'base64')
  if (id === '' || key.length !== 32) throw new Error('must be id:base64(32 bytes), several comma separated')
  if (isBlank(key)) throw new Error('must be random; this key is 32 zeros')
  return { id, key }
}

/** Several, newest first. Of two with the same name nobody could say which one sealed something. */
export const encryptionKeys: Parse<readonly EncryptionKey[]> = (value) => {
  const keys = listOf(encryptionKey)(value)
  if (keys.length === 0) throw new Error('must be id:base64(32 bytes), several comma separated')
  if (new Set(keys.map(({ id }) => id)).size < keys.length)
    throw new Error('must give each key a name of its own')
  return keys
}

/** `10.0.0.7`, `10.0.0.0/8`, `2001:db8::/32`. */
export const addressRange: Parse<string> = (value) => {
  const [address = '', prefix, ...rest] = value.split('/')
  const bits = isIP(address) === 6 ? 128 : 32
  const isWithin = prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= bits)
  if (isIP(address) === 0 || !isWithin || rest.length > 0) {
    throw new Error('must be addresses or ranges like 10.0.0.7 or 10.0.0.0/8, several comma separated')
  }
  return value
}

export const email: Parse<string> = (value) => {
  if (!/^[^\s@]+@[^\s@]+$/.test(value)) throw new Error('must be an e-mail address')
  return value
}
