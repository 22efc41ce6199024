import 'server-only'
import { formatLocalAddress, isLocalHost, type LocalAddress } from '@/lib/core/network/local-address'
import { isLoopbackName } from '@/lib/core/network/loopback'
import { env } from '@/lib/platform/env'

const POSTGRESQL_PORT = 5432

/**
 * Whether an owner may allow addresses of this computer: only where Patchbay serves this computer alone. Behind a
 * reverse proxy HOST is a loopback host too, but APP_URL is not.
 */
export function canAllowLocalAddresses(): boolean {
  const { isLoopback, appUrl } = env()
  return isLoopback && isLoopbackName(new URL(appUrl).hostname)
}

/** Patchbay itself and its database listen there; no owner can allow these ports. */
export function isReservedPort(port: number): boolean {
  const { port: ownPort, appUrl, databaseUrl } = env()
  const isDatabase = databaseUrl !== null && port === Number(new URL(databaseUrl).port || POSTGRESQL_PORT)
  return port === ownPort || port === Number(new URL(appUrl).port || 80) || isDatabase
}

/** The address that an owner may allow for a blocked destination. Null if no owner can allow it. */
export function allowableAddress({ host, port }: LocalAddress): string | null {
  if (!canAllowLocalAddresses() || !isLocalHost(host) || isReservedPort(port)) return null
  return formatLocalAddress({ host, port })
}

/**
 * The addresses that owners allowed, in the format of EGRESS_ALLOW. Checked again against today's settings, so that a
 * database that moved to a public server, or to another port, is not exposed.
 */
export function localAllowList(addresses: readonly LocalAddress[]): string {
  const allowed = addresses.filter((address) => allowableAddress(address) !== null)
  // The rule applies to the addresses, whatever the system resolves the name to.
  const entries = allowed.map(({ host, port }) =>
    formatLocalAddress({ host: host === 'localhost' ? '127.0.0.1' : host, port }),
  )
  return [...new Set(entries)].sort().join(',')
}
