import 'server-only'
import http from 'node:http'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import type { Env } from '@/lib/platform/env'

type Address = Pick<Env, 'port' | 'host'>

/**
 * Whether Patchbay already listens on this port. The database is then in use, but a sign-in link only needs the master
 * key. The request goes without TLS, because TLS ends at the proxy. It carries the public host name, because Patchbay
 * rejects all others.
 */
export function isRunningAt({ port, host, appUrl }: Address & Pick<Env, 'appUrl'>): Promise<boolean> {
  return new Promise((resolve) => {
    const headers = { host: new URL(appUrl).host }
    const health = { host: ANY.has(host) ? '127.0.0.1' : host, port, path: '/api/health' }
    const probe = http.request({ ...health, headers, timeout: 2_000 }, (response) => {
      response.resume()
      resolve(response.headers['x-patchbay'] === '1')
    })
    probe.on('error', () => resolve(false))
    probe.on('timeout', () => probe.destroy(new Error('No response.')))
    probe.end()
  })
}
const ANY: ReadonlySet<string> = new Set(['0.0.0.0', '::'])

/**
 * Checks that the port is free, since shared ports accept any process. Runs before the database is
 * opened and jobs are claimed. @throws AppError UNAVAILABLE with instructions
 */
export async function requireFreePort({ port, host, portSharing }: Address & Pick<Env, 'portSharing'>): Promise<void> {
  if (portSharing === 'more') return
  const probe = http.createServer()
  await openPort(probe, { port, host })
  await new Promise((resolve) => probe.close(resolve))
}

/** @returns the port, assigned by the system for 0. @throws AppError UNAVAILABLE with instructions */
export function openPort(server: http.Server, address: Address & { reusePort?: boolean }): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => reject(listenError(cause, address.port, address.host)))
    server.listen(address, () => {
      const opened = server.address()
      resolve(typeof opened === 'object' && opened !== null ? opened.port : address.port)
    })
  })
}

function listenError(cause: NodeJS.ErrnoException, port: number, host: string): AppError {
  if (cause.code === 'EADDRINUSE') {
    return new AppError('UNAVAILABLE', problem('server.portTaken', { port: String(port) }), { cause })
  }
  if (cause.code === 'EACCES')
    return new AppError('UNAVAILABLE', problem('server.portForbidden', { port: String(port) }), { cause })
  if (cause.code === 'ENOTSUP' || cause.code === 'ENOPROTOOPT')
    return new AppError('UNAVAILABLE', problem('server.portNotShared'), {
      cause,
    })
  return new AppError(
    'UNAVAILABLE',
    problem('server.cannotListen', { host, port: String(port), reason: cause.code ?? 'unknown reason' }),
    { cause },
  )
}
