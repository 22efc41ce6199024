import 'server-only'
import ipaddr from 'ipaddr.js'
import { splitHost } from '@/lib/core/network/host-list'
import { env } from '@/lib/platform/env'
import { singleton } from '@/lib/platform/singleton'
import { type AllowRule, parseAllowList } from './allow-list'

const PRIVATE_RANGES = new Set(['loopback', 'private', 'linkLocal', 'uniqueLocal', 'carrierGradeNat'])
/** RFC 6761, 6762, 8375, and the name that ICANN keeps for private use: nobody can register a name below them. */
const PRIVATE_NAMES = /(?:^|\.)(?:localhost|local|internal|home\.arpa)$/

/**
 * Whether a host can only be one's own: a private address, a name that the public internet does not have, or one that
 * the operator opened in EGRESS_ALLOW, where only the own network needs opening. Nothing is looked up, so that the same
 * host is judged alike before a call, after it and in a preview.
 * @param host as the ledger writes it, maybe with a port
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
