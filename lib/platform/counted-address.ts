import 'server-only'
import ipaddr from 'ipaddr.js'

const PREFIX = /^[0-9a-f]{16}\/64$/

/** An address as limits count it: IPv4, or the /64 of IPv6, since one visitor owns all of it; null for what is none. */
export function countedAddress(address: string): string | null {
  if (PREFIX.test(address)) return address
  const plain = address.replace(/\/64$/, '')
  if (!ipaddr.isValid(plain)) return null
  const parsed = ipaddr.process(plain)
  if (parsed.kind() === 'ipv4') return parsed.toString()
  const prefix = parsed.toByteArray().slice(0, 8)
  return `${prefix.map((byte) => byte.toString(16).padStart(2, '0')).join('')}/64`
}
