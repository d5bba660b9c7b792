import { BlockList, isIP } from 'node:net'
import { isLoopback } from '../loopback.ts'

/**
 * Whether Calendly can be expected to reach an address of ours: https, and a name or address of the public internet. A
 * Calendly on this machine (the simulator) reaches this machine, and knows names that the internet does not.
 *
 * @param publicUrl - how we say that we are reached.
 * @param calendlyOrigin - where Calendly's API is.
 */
export function isReachable(publicUrl: string, calendlyOrigin: string): boolean {
  const url = new URL(publicUrl)
  const isHere = isLoopback(new URL(calendlyOrigin).hostname)
  if (isLoopback(url.hostname)) return isHere
  if (url.protocol !== 'https:') return false
  // A dot at the end says that the name is whole; it stays the same name.
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1').replace(/\.$/, '')
  const family = isIP(host)
  if (family !== 0) return !inside.check(host, family === 4 ? 'ipv4' : 'ipv6')
  return isHere || isPublicName(host)
}

function isPublicName(host: string): boolean {
  return host.includes('.') && !/\.(local|localhost|internal|lan|home\.arpa|test|invalid)$/i.test(host)
}

/** Private, link-local, shared, documentation and tunnelled networks (RFC 6890 and its registries). */
const inside = new BlockList()
for (const [net, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const) {
  inside.addSubnet(net, prefix, 'ipv4')
}
for (const [net, prefix] of [
  ['::', 127],
  ['64:ff9b::', 96],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const) {
  inside.addSubnet(net, prefix, 'ipv6')
}
