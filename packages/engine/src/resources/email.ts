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
  if (hasLookAlike(domain)) return lowerAscii(domain).normalize('NFC')
  return domainToASCII(domain.normalize('NFC')) || lowerAscii(domain)
}

/** UTS 46 would map these to the ASCII letter they resemble: two different registrations, so not here. */
function hasLookAlike(domain: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the ASCII range is meant
  return [...domain].some((char) => char > '\u007f' && /^[\u0000-\u007f]+$/.test(char.normalize('NFKC')))
}

/** `toLowerCase` would fold the Kelvin sign to "k" and the dotted capital I to two characters. */
function lowerAscii(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase())
}
