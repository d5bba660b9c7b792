/**
 * Secrets that everybody knows, because a manual, a template or a website prints them, or because they are no secret at
 * all. Whoever starts with one has a lock whose key hangs beside the door.
 */
const published: ReadonlySet<string> = new Set([
  // Supabase: local development, and the .env that self-hosting begins with
  'super-secret-jwt-token-with-at-least-32-characters-long',
  'your-super-secret-jwt-token-with-at-least-32-characters-long',
  // jwt.io
  'a-string-secret-at-least-256-bits-long',
  'your-256-bit-secret-your-256-bit-secret',
  'a-valid-string-secret-that-is-at-least-512-bits-long-which-is-very-long',
])

/** What a template leaves to be filled in. */
const unfilled =
  /^(your|change|replace|insert|example|sample|dummy|secret|password)[-_ ]?(this|me|super|jwt|secret|key|here|with|password|value|please)/i

/** Whether a secret is one that stands in a manual, or has hardly any different letters. */
export function isSample(secret: string): boolean {
  return published.has(secret) || unfilled.test(secret) || new Set(secret).size < 8
}

/** Whether a key of random bytes is plainly not random. */
export function isBlank(key: Uint8Array): boolean {
  return key.every((byte) => byte === 0)
}
