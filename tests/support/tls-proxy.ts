import { request } from 'node:http'
import { createServer } from 'node:https'

/** A proxy that ends TLS in front of a server on plain http, as there is one in production. */
export interface TlsProxy {
  /** `https://localhost:<port>`; its certificate is known to nobody, so a browser must be told to accept it. */
  readonly url: string
  close(): void
}

/** @param serverUrl - asked anew for each request, so that the server may start later. */
export async function startTlsProxy(serverUrl: () => string): Promise<TlsProxy> {
  const proxy = createServer({ key, cert }, (incoming, outgoing) => {
    const { method, url = '/', headers, socket } = incoming
    const forwarded = [headers['x-forwarded-for'] ?? [], socket.remoteAddress ?? []].flat().join(', ')
    const onward = request(
      new URL(url, serverUrl()),
      { method, headers: { ...headers, 'x-forwarded-for': forwarded, 'x-forwarded-proto': 'https' } },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(outgoing)
      },
    )
    onward.on('error', () => outgoing.destroy())
    outgoing.on('close', () => onward.destroy())
    incoming.pipe(onward)
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  const address = proxy.address()
  return {
    url: `https://localhost:${typeof address === 'object' && address ? address.port : 0}`,
    close: () => {
      proxy.closeAllConnections()
      proxy.close()
    },
  }
}

// Made for these tests, signed by itself, worth nothing to anybody.
const key = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgDyTQcyYOjSHm2wUV
fxtq5HmQpq6Nlj0kUDsrYUTkSS2hRANCAASVau5+Rm1MNauv6c3/5E1LyNQ4nwVx
VT4xzhG0LQ6KYJjdL+Glr0pASlOgECEqNMfNKwpnuaJvgF8uQbIo+sVs
-----END PRIVATE KEY-----`
const cert = `-----BEGIN CERTIFICATE-----
MIIBqjCCAVGgAwIBAgIUWRpOBBeYZCAEGVW/UrmDCsVqDHswCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyNjEwMjAzMFoYDzIxMjYxMTAy
MTAyMDMwWjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAASVau5+Rm1MNauv6c3/5E1LyNQ4nwVxVT4xzhG0LQ6KYJjdL+Glr0pA
SlOgECEqNMfNKwpnuaJvgF8uQbIo+sVso38wfTAdBgNVHQ4EFgQUGZuiGMVKklgq
D8TX7v4FwVjunkowHwYDVR0jBBgwFoAUGZuiGMVKklgqD8TX7v4FwVjunkowDwYD
VR0TAQH/BAUwAwEB/zAqBgNVHREEIzAhgglsb2NhbGhvc3SCDnN5bmMubG9jYWxo
b3N0hwR/AAABMAoGCCqGSM49BAMCA0cAMEQCIHg2E7vxtwo7O9OuwWBPuSPDUbKx
guqjSjvK+ZQ6NLwDAiAIgq9uZOsTYwllywUqLmwsERad5oiiT0hOc5kKEyGp2A==
-----END CERTIFICATE-----`
