import type { AuthMode } from '../config.ts'

/**
 * What every answer says to the browser, errors included: the page runs its own scripts and styles and nothing else,
 * nothing is guessed, kept or told on. Whoever answers with something else (files that may be kept) says so itself.
 *
 * In `jwt` mode the page may sit in a frame of the host application, from which it gets its token, or be opened by it; a
 * foreign frame has no token to give. Where a cookie says who asks, no other page may come near it.
 *
 * Whether the name is reached by TLS only is for the proxy in front to say (Strict-Transport-Security).
 */
export function safetyHeaders(mode: AuthMode): Readonly<Record<string, string>> {
  const isHosted = mode === 'jwt'
  const policy = [
    "default-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "object-src 'none'",
    `frame-ancestors ${isHosted ? "'self' https: http://localhost:*" : "'none'"}`,
  ]
  return {
    'content-security-policy': policy.join('; '),
    ...(!isHosted && { 'x-frame-options': 'DENY' }),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
    'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
    'cross-origin-opener-policy': isHosted ? 'unsafe-none' : 'same-origin',
    'cross-origin-resource-policy': isHosted ? 'cross-origin' : 'same-origin',
    'origin-agent-cluster': '?1',
    'x-permitted-cross-domain-policies': 'none',
  }
}
