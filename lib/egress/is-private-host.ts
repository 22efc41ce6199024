import 'server-only'
import ipaddr from 'ipaddr.js'
import { splitHost } from '@/lib/core/network/host-list'
import { env } from '@/lib/platform/env'
import { singleton } from '@/lib/platform/singleton'
import { type AllowRule, parseAllowList } from './allow-list'

const PRIVATE_RANGES = new Set(['loopback', 'private', 'linkLocal', 'uniqueLocal', 'carrierGradeNat'])
/** RFC 6761, 6762, 8375, and the name that ICANN reserves for private use: no public name can end with them. */
const PRIVATE_NAMES = /(?:^|\.)(?:localhost|local|internal|home\.arpa)$/

/**
 * Whether a host is certainly private: a private address, a name that the public internet does not resolve,
 * or a host that the operator allowed in EGRESS_ALLOW, which only private hosts need. Resolves nothing, so
 * the result is the same before a call, after it and in a preview.
 * @param host as in the call ledger, with or without a port
 */
export function isPrivateHost(host: string): boolean {
  const name = splitHost(host.toLowerCase()).host.replace(/^\[|\]$|\.$/g, '')
  if (name === '') return false
  if (ipaddr.isValid(name)) return PRIVATE_RANGES.has(ipaddr.process(name).range())
  return PRIVATE_NAMES.test(name) || !name.includes('.') || isOpened(name)
}

function isOpened(name: string): boolean {
  return allowedHosts().has(name)
}

const allowedHosts = (): ReadonlySet<string> =>
  singleton('allowed-hosts', () => new Set(parseAllowList(env().egressAllow).flatMap(hostsOf)))

const hostsOf = ({ target }: AllowRule): string[] => ('host' in target ? [target.host] : [])
