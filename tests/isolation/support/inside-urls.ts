/**
 * Addresses that mean this machine, its network or its cloud's metadata, in the spellings that filters were seen to miss.
 *
 * @see OWASP Cheat Sheet Series, "Server-Side Request Forgery Prevention"; RFC 6890; WHATWG URL, "host parsing".
 */
const hosts = [
  '127.0.0.1',
  'localhost',
  'LOCALHOST.',
  '127.1',
  '127.0.1',
  '2130706433',
  '0x7f000001',
  '0x7f.1',
  '0177.0.0.1',
  '017700000001',
  '127.0.0.1.',
  '①②⑦.⓪.⓪.①',
  '127。0。0。1',
  '0.0.0.0',
  '0',
  '[::1]',
  '[::]',
  '[0:0:0:0:0:0:0:1]',
  '[::ffff:127.0.0.1]',
  '[::ffff:7f00:1]',
  '[64:ff9b::7f00:1]',
  '[2002:7f00:1::]',
  '169.254.169.254',
  '[fd00:ec2::254]',
  '[fe80::1]',
  '100.100.100.200',
  '10.0.0.1',
  '172.16.0.1',
  '192.168.0.1',
  'metadata.google.internal',
]

/** Ways of writing an address so that a reader and a client may take different parts of it for the host. */
const forms: readonly ((host: string, port: number) => string)[] = [
  (host, port) => `http://${host}:${port}/v1`,
  (host, port) => `https://${host}:${port}/v1`,
  (host, port) => `//${host}:${port}/v1`,
  (host, port) => `http://api.calendly.com@${host}:${port}/v1`,
  (host, port) => `http://${host}:${port}#@api.calendly.com/v1`,
  (host, port) => `http://${host}:${port}?@api.calendly.com/v1`,
  (host, port) => `http://${host}:${port}\\@api.calendly.com/v1`,
  (host, port) => `http:\\\\${host}:${port}\\v1`,
  (host, port) => `http:/${host}:${port}/v1`,
  (host, port) => `\t http://${host}:${port}/v1`,
  (host, port) => `http://${host}:${port}/%0d%0aX-Injected:%20yes`,
  (host, port) => `https://api.calendly.com/redirect?to=http://${host}:${port}/v1`,
]

/** Schemes that a client may know besides those of the web. */
const others = (port: number) => [
  'file:///etc/passwd',
  'file://127.0.0.1/etc/passwd',
  `ftp://127.0.0.1:${port}/x`,
  `gopher://127.0.0.1:${port}/_GET%20/`,
  `ws://127.0.0.1:${port}/x`,
  `dict://127.0.0.1:${port}/x`,
  `ldap://127.0.0.1:${port}/x`,
  `jar:http://127.0.0.1:${port}/x!/`,
  'data:application/json,{}',
  'blob:http://127.0.0.1/x',
  'javascript:fetch("http://127.0.0.1")',
  'unix:/var/run/docker.sock',
]

/**
 * URLs that try to reach inside: every host, each in some of the forms, or in all of them at full size.
 *
 * @param port - where the canary listens.
 */
export function insideUrls(port: number, isFull = false): string[] {
  const perHost = hosts.flatMap((host, at) => {
    const some = isFull ? forms : [0, 1, 2].map((n) => forms[(at * 5 + n * 4) % forms.length] ?? forms[0])
    return some.map((form) => form?.(host, port) ?? '')
  })
  return [...new Set([...perHost, ...others(port)])]
}

/** Hosts that are nobody's business of Calendly's, as they stand in an https address. */
export const insideHosts = hosts.filter((host) => URL.canParse(`https://${host}`))
