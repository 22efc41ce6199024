import 'server-only'
import { type LookupAddress, lookup as systemLookup } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { Agent, buildConnector, Pool } from 'undici'
import { type AllowRule, type Permits, permitsFor } from './allow-list'
import { isBlockedAddress } from './blocked-address'
import { blockedAt, destinationOf } from './destination'
import { MAX_CONNECTIONS } from './limits'

export type Resolve = (hostname: string) => Promise<LookupAddress[]>

export const CONNECT_TIMEOUT_MS = 5_000

/**
 * A connection pool that checks each connection as it is made: every resolved address of the name, then the peer of the
 * socket.
 */
export function createGuardedAgent(options: { rules: readonly AllowRule[]; resolve?: Resolve | undefined }): Agent {
  const resolve = options.resolve ?? resolveBySystem
  return new Agent({
    allowH2: false,
    keepAliveTimeout: 10_000,
    keepAliveMaxTimeout: 60_000,
    connections: MAX_CONNECTIONS,
    factory: (origin, poolOptions) => {
      return new Pool(origin, {
        ...poolOptions,
        connect: guardedConnector(permitsFor(options.rules, destinationOf(new URL(origin))), resolve),
      })
    },
  })
}

function guardedConnector(permits: Permits, resolve: Resolve): buildConnector.connector {
  const connect = buildConnector({
    timeout: CONNECT_TIMEOUT_MS,
    allowH2: false,
    lookup: guardedLookup(permits, resolve),
  })
  return (request, callback) =>
    connect(request, (...[failure, socket]) => {
      if (failure) return callback(failure, null)
      if (!isBlockedAddress(socket.remoteAddress ?? '', permits)) return callback(null, socket)
      socket.destroy()
      callback(blockedAt(permits), null)
    })
}

export function guardedLookup(permits: Permits, resolve: Resolve): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname).then(
      (found) => {
        const usable =
          options.family === 4 || options.family === 6 ? found.filter(({ family }) => family === options.family) : found
        const first = usable[0]
        if (!first) return callback(notFound(hostname), '', 4)
        if (!found.every(({ address }) => !isBlockedAddress(address, permits)))
          return callback(blockedAt(permits), '', 4)
        if (options.all) callback(null, usable)
        else callback(null, first.address, first.family)
      },
      (failure: unknown) => callback(failure instanceof Error ? failure : notFound(hostname), '', 4),
    )
  }
}

export function resolveBySystem(hostname: string): Promise<LookupAddress[]> {
  return new Promise((done, fail) => {
    systemLookup(hostname, { all: true }, (failure, found) => (failure ? fail(failure) : done(found)))
  })
}

export function notFound(hostname: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`${hostname} was not found`), { code: 'ENOTFOUND' })
}
