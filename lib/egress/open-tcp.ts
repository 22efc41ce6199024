import 'server-only'
import { connect, isIP, type Socket } from 'node:net'
import ipaddr from 'ipaddr.js'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import { type AllowRule, type Destination, permitsFor } from './allow-list'
import { isBlockedAddress } from './blocked-address'
import { assertPort, assertReachOf, blocked, blockedAt, type Reach } from './destination'
import { toEgressError } from './egress-error'
import { CONNECT_TIMEOUT_MS, guardedLookup, type Resolve } from './guarded-agent'

/** Interval in which the received bytes are compared with the limit. */
const CHECK_EVERY_MS = 50

export interface TcpCall {
  host: string
  port: number
  /** Bytes that the server may send; then the connection is closed. */
  maxBytes: number
  signal: AbortSignal
}

export interface TcpConnection {
  socket: Socket
  /** The address is on the public internet, where TLS must be verified. */
  isPublic: boolean
}

/** Opens a connection for a database or mail client, with the checks of a web request before the first byte. */
export type OpenTcp = (call: TcpCall) => Promise<TcpConnection>

interface TcpRules {
  rules: readonly AllowRule[]
  reach: Reach
  resolve: Resolve
  /** EGRESS_PROXY leads to web servers only. */
  hasProxy: boolean
}

/** @throws AppError EGRESS_BLOCKED, EGRESS_FAILED, or the reason of the signal */
export async function openTcp(call: TcpCall, { rules, reach, resolve, hasProxy }: TcpRules): Promise<TcpConnection> {
  const { signal, maxBytes } = call
  const to: Destination = { scheme: 'tcp', host: call.host.toLowerCase(), port: call.port }
  assertReachOf(to, reach)
  assertPort(to, rules)
  const permits = permitsFor(rules, to)
  if (isIP(to.host) !== 0 && isBlockedAddress(to.host, permits)) throw blockedAt(to)
  signal.throwIfAborted()
  const socket = connect({ host: to.host, port: to.port, lookup: guardedLookup(permits, resolve), noDelay: true })
  try {
    await connected(socket, signal)
  } catch (failure) {
    socket.destroy()
    signal.throwIfAborted()
    throw toEgressError(failure, to.host)
  }
  const address = socket.remoteAddress ?? ''
  const isPublic = ipaddr.isValid(address) && ipaddr.process(address).range() === 'unicast'
  if (isBlockedAddress(address, permits) || (hasProxy && isPublic)) {
    socket.destroy()
    throw isBlockedAddress(address, permits) ? blockedAt(to) : blocked(to.host, problem('egress.blockedTcpProxy'))
  }
  limitBytes(socket, to.host, maxBytes)
  return { socket, isPublic }
}

function connected(socket: Socket, signal: AbortSignal): Promise<void> {
  return new Promise((done, fail) => {
    const timer = setTimeout(
      () => fail(Object.assign(new Error('connect timed out'), { code: 'UND_ERR_CONNECT_TIMEOUT' })),
      CONNECT_TIMEOUT_MS,
    )
    const stop = () => fail(new Error('aborted'))
    signal.addEventListener('abort', stop, { once: true })
    const settle = (callback: () => void) => {
      clearTimeout(timer)
      signal.removeEventListener('abort', stop)
      callback()
    }
    socket.once('connect', () => settle(done))
    socket.once('error', (failure) => settle(() => fail(failure)))
  })
}

/** Counted by the socket itself, because TLS and protocol clients read from it without events. */
function limitBytes(socket: Socket, host: string, maxBytes: number): void {
  const timer = setInterval(() => {
    if (socket.bytesRead <= maxBytes) return
    const size = `${Math.round(maxBytes / 1_048_576)} MB`
    socket.destroy(new AppError('TOO_LARGE', problem('egress.responseTooLarge', { host, size })))
  }, CHECK_EVERY_MS)
  timer.unref()
  socket.once('close', () => clearInterval(timer))
}
