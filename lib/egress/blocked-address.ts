import 'server-only'
import ipaddr from 'ipaddr.js'
import type { Permits, Range } from './allow-list'

/** Metadata services of clouds; no permission allows them. */
const HARD_DENY = ranges(['168.63.129.16/32', '100.100.100.200/32', '169.254.0.0/16', 'fd00:ec2::254/128'])

/** Whether connections to this address are blocked. Unparsable addresses are. */
export function isBlockedAddress(address: string, permits: Permits): boolean {
  const text = address.replace(/^\[|\]$/g, '')
  if (!ipaddr.isValid(text)) return true
  const parsed = unwrap(ipaddr.process(text))
  if (matches(HARD_DENY, parsed)) return true
  const isOpen = parsed.range() === 'unicast' && !permits.mustBeNamed
  return !isOpen && !isAllowed(parsed, permits)
}

function isAllowed(address: ipaddr.IPv4 | ipaddr.IPv6, { rules, host }: Permits): boolean {
  return rules.some(({ target }) => {
    if ('range' in target) return matches([target.range], address)
    if ('isPublic' in target) return address.range() === 'unicast'
    return 'suffix' in target ? host.endsWith(target.suffix) : target.host === host
  })
}

function matches(list: readonly Range[], address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  return list.some(([network, bits]) => {
    if (network instanceof ipaddr.IPv4) return address instanceof ipaddr.IPv4 && address.match(network, bits)
    return address instanceof ipaddr.IPv6 && address.match(network, bits)
  })
}

// ipaddr.js calls the old "IPv4-compatible" form ::a.b.c.d unicast; systems route it to a.b.c.d.
function unwrap(address: ipaddr.IPv4 | ipaddr.IPv6): ipaddr.IPv4 | ipaddr.IPv6 {
  if (!(address instanceof ipaddr.IPv6)) return address
  const bytes = address.toByteArray()
  const isShort = bytes.slice(0, 15).every((byte) => byte === 0) && (bytes[15] ?? 0) <= 1
  if (isShort || !bytes.slice(0, 12).every((byte) => byte === 0)) return address
  return new ipaddr.IPv4(bytes.slice(12))
}

function ranges(list: string[]): Range[] {
  return list.map((cidr) => ipaddr.parseCIDR(cidr))
}
