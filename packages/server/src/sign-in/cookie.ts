/**
 * The session cookie's name and attributes. `__Host-` makes a browser hold it to this very host, over TLS alone (RFC
 * 6265bis section 4.1.3.2). On this machine there may be plain http, where not every browser keeps such a cookie: there
 * it goes without the prefix, and nothing but this machine can see it.
 *
 * `SameSite=Strict`: no other site's link or form brings it along. The page itself needs none to be loaded.
 */
export function sessionCookie(publicUrl: string) {
  const isSecure = publicUrl.startsWith('https://')
  return {
    name: isSecure ? '__Host-calendly-sync' : 'calendly-sync',
    attributes: { secure: isSecure, httpOnly: true, sameSite: 'strict', path: '/' },
  } as const
}
