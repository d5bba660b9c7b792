import { domainToASCII } from 'node:url'

/** Longest address that is matched (RFC 5321: 64 + 1 + 255); a longer one is stored but never a key. */
const longestKey = 320

/**
 * The key under which two spellings of an e-mail address are the same person.
 *
 * Domain as lower-case A-label, local part with ASCII letters in lower case, then NFC; plus tags and dots are
 * kept, because local parts are opaque to everybody but their host (RFC 5321 section 2.3.11). Look-alikes
 * (Kelvin sign, dotless i, full-width letters) never match the ASCII letter they resemble.
 *
 * @returns the key, or undefined for what is no address.
 */
export function emailKey(address: string | null | undefined): string | undefined {
  const text = address?.trim() ?? ''
  const at = text.lastIndexOf('@')
  if (at < 1 || at === text.length - 1) return undefined
  const key = `${lowerAscii(text.slice(0, at)).normalize('NFC')}@${domainKey(text.slice(at + 1))}`
  return key.length <= longestKey ? key : undefined
}

function domainKey(domain: string): string {
  const asWritten = lowerAscii(domain).normalize('NFC')
  if (!isInternational(domain)) return asWritten
  // Before Unicode 15.1, and so in Node 20, UTS 46 maps the capital sharp s to "ss".
  return domainToASCII(domain.normalize('NFC').replaceAll('\u1E9E', '\u00DF')) || asWritten
}

/**
 * A domain that only its A-label makes comparable. UTS 46 would map a look-alike to the ASCII letter it resembles and
 * drop what is invisible, and the URL parser behind `domainToASCII` reads escapes and cuts off a path: each a different
 * registration, or none at all, so such domains are compared as they are written.
 */
function isInternational(domain: string): boolean {
  return nonAscii.test(domain) && [...domain].every((char) => hostName.test(char) || !isLookAlike(char))
}

function isLookAlike(char: string): boolean {
  return invisible.test(char) || !nonAscii.test(char.normalize('NFKC'))
}

const hostName = /^[a-z0-9.-]$/i
const invisible = /\p{Default_Ignorable_Code_Point}/u
const nonAscii = /[\u0080-\u{10ffff}]/u

/** `toLowerCase` would fold the Kelvin sign to "k" and the dotted capital I to two characters. */
function lowerAscii(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase())
}
