import 'server-only'
import { isIP } from 'node:net'
import { AppError } from '@/lib/core/app-error'
import { type AllowRule, type Destination, permitsFor } from './allow-list'
import { isBlockedAddress } from './blocked-address'

/** Reads an address once for checking and connecting. @throws AppError INVALID_INPUT, EGRESS_BLOCKED */
export function parseTargetUrl(text: string): URL {
  if (!URL.canParse(text))
    throw new AppError('INVALID_INPUT', 'This is not a complete web address. It must start with https:// or http://.')
  const url = new URL(text)
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw blocked(url.hostname || url.protocol, 'only http and https addresses are called')
  if (url.username || url.password)
    throw blocked(url.hostname, 'the address contains a user name or password; put it in a secret instead')
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

/** All that can be told before a name is resolved. @throws AppError EGRESS_BLOCKED */
export function assertDestination(url: URL, rules: readonly AllowRule[]): void {
  const to = destinationOf(parseTargetUrl(url.href))
  const permits = permitsFor(rules, to)
  if (permits.mustBeNamed && permits.rules.length === 0)
    throw blocked(to.host, `port ${to.port} is not for web requests. An operator can allow it with EGRESS_ALLOW`)
  if (isIP(to.host) && isBlockedAddress(to.host, permits)) throw blocked(to.host)
}

export function blocked(
  host: string,
  reason = 'it is not on the public internet. An operator can allow it with EGRESS_ALLOW',
): AppError {
  return new AppError('EGRESS_BLOCKED', `Patchbay did not call ${host.slice(0, 253)}: ${reason}.`, {
    details: { host: host.slice(0, 253) },
  })
}
