import 'server-only'
import { isIP } from 'node:net'
import { Dispatcher, ProxyAgent } from 'undici'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import { type AllowRule, permitsFor } from './allow-list'
import { isBlockedAddress } from './blocked-address'
import { blockedAt, destinationOf } from './destination'
import { notFound, type Resolve } from './guarded-agent'
import { MAX_CONNECTIONS } from './limits'

interface ProxyOptions {
  /** EGRESS_PROXY, which may contain a user name and a password. */
  proxy: string
  rules: readonly AllowRule[]
  resolve: Resolve
  /** For local destinations that the operator allows: the proxy leads out of the local network, not into it. */
  direct: Dispatcher
}

/**
 * Sends public traffic through the operator's proxy. The address is checked before the proxy sees it, as in a direct
 * call: every resolved address must be public. The proxy resolves the name once more, so it must itself block the local
 * network.
 */
export class ProxyDispatcher extends Dispatcher {
  private readonly agent: ProxyAgent

  constructor(private readonly options: ProxyOptions) {
    super()
    this.agent = new ProxyAgent({
      uri: options.proxy,
      allowH2: false,
      connections: MAX_CONNECTIONS,
      keepAliveTimeout: 10_000,
      keepAliveMaxTimeout: 60_000,
      connectTimeout: 5_000,
    })
  }

  override dispatch(request: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): boolean {
    const origin = new URL(String(request.origin))
    this.isDirect(origin).then(
      (isDirect) => {
        if (isDirect) this.options.direct.dispatch(request, handler)
        else this.agent.dispatch(request, explained(handler, origin.hostname))
      },
      // Matches undici's behavior for requests that were never sent.
      (failure: Error) => handler.onResponseError?.(NOT_STARTED, failure),
    )
    return true
  }

  override async close(): Promise<void> {
    await this.agent.close()
  }

  override async destroy(): Promise<void> {
    await this.agent.destroy()
  }

  /** @throws AppError EGRESS_BLOCKED */
  private async isDirect(origin: URL): Promise<boolean> {
    const { rules, resolve } = this.options
    const to = destinationOf(origin)
    const permits = permitsFor(rules, to)
    if (permits.rules.some(({ target }) => 'host' in target && target.host === to.host)) return true
    const addresses = isIP(to.host) ? [to.host] : (await resolve(to.host)).map(({ address }) => address)
    if (addresses.length === 0) throw notFound(to.host)
    if (addresses.some((address) => isBlockedAddress(address, permits))) throw blockedAt(to)
    return addresses.some((address) => isBlockedAddress(address, { ...permits, rules: [] }))
  }
}

/** The controller of a request stopped before it was sent. */
const NOT_STARTED: Dispatcher.DispatchController = {
  aborted: true,
  paused: false,
  reason: null,
  rawHeaders: null,
  rawTrailers: null,
  abort: () => {},
  pause: () => {},
  resume: () => {},
}

const OF_PROXY = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'UND_ERR_PRX_CONN',
  'UND_ERR_PRX_TLS',
])

/** Names the proxy as the cause instead of the service. */
function explained(handler: Dispatcher.DispatchHandler, host: string): Dispatcher.DispatchHandler {
  return {
    onRequestStart: (controller, context) => handler.onRequestStart?.(controller, context),
    onRequestUpgrade: (...args) => handler.onRequestUpgrade?.(...args),
    onResponseStarted: () => handler.onResponseStarted?.(),
    onResponseStart: (...args) => handler.onResponseStart?.(...args),
    onResponseData: (controller, chunk) => handler.onResponseData?.(controller, chunk),
    onResponseEnd: (controller, trailers) => handler.onResponseEnd?.(controller, trailers),
    onResponseError: (controller, failure) => handler.onResponseError?.(controller, proxyFailure(failure, host)),
    onBodySent: (chunk) => handler.onBodySent?.(chunk),
    onRequestSent: () => handler.onRequestSent?.(),
  }
}

function proxyFailure(failure: Error, host: string): Error {
  if (AppError.isInstance(failure)) return failure
  const status = /^Proxy (?:response|Authentication Required) \((\d{3})\)/.exec(failure.message)?.[1]
  if (status !== undefined) return rejectedByProxy(host, status)
  if (!('code' in failure) || typeof failure.code !== 'string' || !OF_PROXY.has(failure.code)) return failure
  return new AppError('EGRESS_FAILED', problem('egress.proxyUnreachable', { host }), {
    cause: failure,
  })
}

const rejectedByProxy = (host: string, status: string): AppError =>
  new AppError(
    'EGRESS_FAILED',
    status === '407'
      ? problem('egress.proxyWantsPassword', { host })
      : problem('egress.proxyRefused', { host, status }),
  )
