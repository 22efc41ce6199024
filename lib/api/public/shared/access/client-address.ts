import 'server-only'
import ipaddr from 'ipaddr.js'
import { noteUntrustedProxy } from '@/lib/api/server/untrusted-proxy'
import { limitAddress } from '@/lib/platform/limit-address'

/**
 * The IP address counted by limits: the socket's, or behind trusted proxies the right-most hop that
 * is not one of them. IPv6 counts by /64, since one visitor owns all of it.
 */
export function clientAddress(request: {
  socketAddress: string
  forwardedFor: string | null
  trustedProxies: readonly string[]
}): string {
  const { socketAddress, forwardedFor, trustedProxies } = request
  if (forwardedFor !== null && !trustedProxies.some((range) => matches(socketAddress, range)))
    noteUntrustedProxy(socketAddress)
  if (trustedProxies.length > 0) return countedClient(request)
  const cached = addressCache.get(socketAddress)
  if (cached !== undefined) return cached
  const address = countedClient({ socketAddress, forwardedFor, trustedProxies })
  if (addressCache.size >= MAX_COUNTED) addressCache.clear()
  addressCache.set(socketAddress, address)
  return address
}

/** Cache for visitors without a proxy, who return often. */
const addressCache = new Map<string, string>()
const MAX_COUNTED = 10_000

function countedClient(request: {
  socketAddress: string
  forwardedFor: string | null
  trustedProxies: readonly string[]
}): string {
  const trusts = (address: string) => request.trustedProxies.some((range) => matches(address, range))
  let current = request.socketAddress
  const hops = (request.forwardedFor ?? '').split(',').map((hop) => hop.trim())
  while (trusts(current)) {
    const hop = hops.pop()
    if (!hop || !ipaddr.isValid(hop)) break
    current = hop
  }
  return limitAddress(current) ?? 'unknown'
}

function matches(address: string, range: string): boolean {
  if (!ipaddr.isValid(address)) return false
  const parsed = ipaddr.process(address)
  const [network, bits] = ipaddr.isValidCIDR(range)
    ? ipaddr.parseCIDR(range)
    : [ipaddr.process(range), ipaddr.process(range).kind() === 'ipv4' ? 32 : 128]
  return parsed.kind() === network.kind() && parsed.match(network, bits)
}
