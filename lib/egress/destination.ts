import 'server-only'
import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'
import { AppError } from '@/lib/core/app-error'
import { isListedHost } from '@/lib/core/network/host-list'
import type { LocalAddress } from '@/lib/core/network/local-address'
import { problem } from '@/lib/messages/problems/problem'
import type { Problem } from '@/lib/messages/problems/types'
import { type AllowRule, type Destination, permitsFor } from './allow-list'
import { isBlockedAddress } from './blocked-address'
import { allowableAddress } from './local-addresses'

/** Parses an address once, for checking and for connecting. @throws AppError INVALID_INPUT, EGRESS_BLOCKED */
export function parseTargetUrl(text: string): URL {
  if (!URL.canParse(text)) throw new AppError('INVALID_INPUT', problem('egress.addressIncomplete'))
  const url = new URL(text)
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw blocked(url.hostname || url.protocol, problem('egress.blockedScheme'))
  if (url.username || url.password) throw blocked(url.hostname, problem('egress.blockedCredentials'))
  return url
}

export function destinationOf(url: URL): Destination {
  const scheme = url.protocol === 'https:' ? 'https' : 'http'
  return {
    scheme,
    host: url.hostname.replace(/^\[|\]$/g, '').toLowerCase(),
    port: Number(url.port || (scheme === 'https' ? 443 : 80)),
  }
}

/** The checks possible before DNS resolution. @throws AppError EGRESS_BLOCKED */
export function assertDestination(url: URL, rules: readonly AllowRule[]): void {
  assertPort(destinationOf(parseTargetUrl(url.href)), rules)
}

/** Like `assertDestination`, for a destination without a URL. @throws AppError EGRESS_BLOCKED */
export function assertPort(to: Destination, rules: readonly AllowRule[]): void {
  const permits = permitsFor(rules, to)
  const { host, port } = to
  if (permits.mustBeNamed && permits.rules.length === 0)
    throw blockedAt(
      to,
      to.scheme === 'tcp'
        ? problem('egress.blockedTcpPort', { port: String(port), entry: `${host}:${port}` })
        : problem('egress.blockedPort', { port: String(port) }),
    )
  if (isIP(to.host) && isBlockedAddress(to.host, permits)) throw blockedAt(to)
}

/** The only hosts that may be called; null without such a list. */
export interface Reach {
  /** EGRESS_ONLY: the only hosts reachable outside this computer. */
  operator: readonly string[] | null
  /** Private mode of a workspace: only these hosts, this computer included. */
  workspace: readonly string[] | null
}

/** Runs before DNS resolution, since the lookup leaves the computer too. @throws AppError EGRESS_BLOCKED */
export function assertReach(url: URL, reach: Reach): void {
  assertReachOf(destinationOf(url), reach)
}

/** Like `assertReach`, for a destination without a URL. @throws AppError EGRESS_BLOCKED */
export function assertReachOf({ host, port }: Destination, { operator, workspace }: Reach): void {
  if (operator !== null && !isThisComputer(host) && !isListedHost(operator, host, port))
    throw outOfReach(host, problem('egress.blockedByOperator'))
  if (workspace !== null && !isListedHost(workspace, host, port))
    throw outOfReach(host, problem('egress.blockedByWorkspace'))
}

function isThisComputer(host: string): boolean {
  return host === 'localhost' || (isIP(host) !== 0 && ipaddr.process(host).range() === 'loopback')
}

function outOfReach(host: string, reason: Problem): AppError {
  const details = { host: host.slice(0, 253), rule: 'private-mode' }
  return new AppError('EGRESS_BLOCKED', problem('egress.blocked', { host: details.host, reason }), { details })
}

/** For a destination without a rule; `localAddress` in the details is an address that an owner may allow. */
export function blockedAt({ host, port }: LocalAddress, reason = problem('egress.blockedNotPublic')): AppError {
  const localAddress = allowableAddress({ host, port })
  if (localAddress === null) return blocked(host, reason)
  return blocked(host, problem('egress.blockedLocalPort', { port: String(port) }), { localAddress })
}

export function blocked(host: string, reason: Problem, details: { localAddress?: string } = {}): AppError {
  return new AppError('EGRESS_BLOCKED', problem('egress.blocked', { host: host.slice(0, 253), reason }), {
    details: { host: host.slice(0, 253), ...details },
  })
}
