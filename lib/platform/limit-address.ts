import 'server-only'
import ipaddr from 'ipaddr.js'

const PREFIX = /^[0-9a-f]{16}\/64$/

/**
 * The key under which limits count an address: IPv4, or the /64 of IPv6, since one client owns all of it; null if it is
 * not an address.
 */
export function limitAddress(address: string): string | null {
  if (PREFIX.test(address)) return address
  const plain = address.replace(/\/64$/, '')
  if (!ipaddr.isValid(plain)) return null
  const parsed = ipaddr.process(plain)
  if (parsed.kind() === 'ipv4') return parsed.toString()
  const prefix = parsed.toByteArray().slice(0, 8)
  return `${prefix.map((byte) => byte.toString(16).padStart(2, '0')).join('')}/64`
}
