import 'server-only'
import { type Dispatcher, type Response as RawResponse, fetch as rawFetch } from 'undici'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import { type AllowRule, parseAllowList } from './allow-list'
import { boundedResponse } from './bounded-response'
import { startLifetime } from './call-lifetime'
import { CheckedOrigins } from './checked-origins'
import { assertDestination, assertReach, type Reach } from './destination'
import { toEgressError } from './egress-error'
import { followRedirect, isRedirect } from './follow-redirect'
import { guardDispatch } from './guard-dispatch'
import { createGuardedAgent, type Resolve, resolveBySystem } from './guarded-agent'
import { type EgressLimits, type EgressPurpose, LIMITS } from './limits'
import { type OpenTcp, openTcp } from './open-tcp'
import { type OutgoingRequest, toOutgoingRequest } from './outgoing-request'
import { ProxyDispatcher } from './proxy-dispatcher'
import { fromResponse, type StreamCall, type StreamedResponse, streamCall } from './stream-call'

const MAX_REDIRECTS = 5

export interface EgressInit extends RequestInit {
  /** Selects time and size limits; defaults to `json`. */
  purpose?: EgressPurpose
  limits?: Partial<EgressLimits>
  /** Called when the request is sent over an established connection; again for each redirect. */
  onSent?: (() => void) | undefined
}

/** Drop-in replacement for `fetch` in client libraries. */
export interface EgressFetch {
  (input: string | URL | Request, init?: EgressInit): Promise<Response>
  /**
   * The guarded client for calls with a text body or none, at a third of the CPU time of `fetch`. Absent where a custom
   * client replaces ours.
   */
  stream?: EgressStream
}

/** Our own guarded client. */
export interface GuardedFetch extends EgressFetch {
  stream: EgressStream
  /** For database and mail clients. */
  connect: OpenTcp
}

/** Follows redirects as `fetch` does. @throws AppError, or the reason of the signal */
type EgressStream = (url: string, call: StreamCall) => Promise<StreamedResponse>

export interface Egress {
  fetch: EgressFetch
  /** The same client limited to these hosts, redirects included; null for no limit beyond that of `fetch`. */
  within(hosts: readonly string[] | null): GuardedFetch
  /** Applies the same checks, for libraries that accept no `fetch`. */
  dispatcher: Dispatcher
  close(): Promise<void>
}

interface EgressOptions {
  /** The text of EGRESS_ALLOW, or parsed rules. */
  allow: string | readonly AllowRule[]
  /** Private mode of the operator: besides this computer only these hosts; null for any. */
  only?: readonly string[] | null
  resolve?: Resolve
  /** Proxy for all traffic that leaves the local network, if any. */
  proxy?: string | null
}

/** @throws AppError UNAVAILABLE when the text of `allow` is wrong */
export function createEgress({ allow, only = null, resolve = resolveBySystem, proxy = null }: EgressOptions): Egress {
  const rules = typeof allow === 'string' ? parseAllowList(allow) : allow
  const direct = createGuardedAgent({ rules, resolve })
  const agent = proxy === null ? direct : new ProxyDispatcher({ proxy, rules, resolve, direct })
  const checked = new CheckedOrigins(rules)
  const fetchWithin = (hosts: readonly string[] | null): GuardedFetch => {
    const reach = { operator: only, workspace: hosts }
    const fetch: EgressFetch = async (input, init = {}) => {
      const limits: EgressLimits = { ...LIMITS[init.purpose ?? 'json'], ...init.limits }
      return call({
        request: await toOutgoingRequest(input, init),
        limits,
        rules,
        reach,
        signal: init.signal ?? (input instanceof Request ? input.signal : null),
        redirect: init.redirect ?? 'follow',
        dispatcher: guardDispatch(agent, { rules, reach, limits, onSent: init.onSent }),
      })
    }
    const stream: EgressStream = async (address, request) => {
      const url = checked.urlOf(address)
      assertReach(url, reach)
      const startedMs = performance.now()
      const answer = await streamCall(agent, url, request)
      const { location = null } = answer.headers
      if (request.redirect === 'manual' || !isRedirect(answer.status, location)) return answer
      await answer.body[Symbol.asyncIterator]().return?.()
      const limits = request.limits ?? LIMITS.model
      const response = await call({
        request: followRedirect(await toOutgoingRequest(url, initOf(request)), answer.status, location),
        limits: { ...limits, totalMs: Math.max(1, limits.totalMs - (performance.now() - startedMs)) },
        rules,
        reach,
        signal: request.signal,
        redirect: 'follow',
        hops: 1,
        dispatcher: guardDispatch(agent, { rules, reach, limits }),
      })
      return fromResponse(response)
    }
    const connect: OpenTcp = (request) => openTcp(request, { rules, reach, resolve, hasProxy: proxy !== null })
    return Object.assign(fetch, { stream, connect })
  }
  const anywhere = fetchWithin(null)
  return {
    fetch: anywhere,
    within: (hosts) => (hosts === null ? anywhere : fetchWithin(hosts)),
    dispatcher: guardDispatch(agent, { rules, reach: { operator: only, workspace: null }, limits: LIMITS.json }),
    close: async () => {
      await agent.destroy()
      await direct.destroy()
    },
  }
}

const initOf = ({ method = 'POST', headers, body }: StreamCall): RequestInit => ({
  method,
  headers: { ...headers },
  body,
})

interface Call {
  request: OutgoingRequest
  /** Redirects followed so far. */
  hops?: number
  limits: EgressLimits
  rules: readonly AllowRule[]
  reach: Reach
  signal: AbortSignal | null
  redirect: RequestRedirect
  dispatcher: Dispatcher
}

async function call({ request: first, hops: before = 0, ...options }: Call): Promise<Response> {
  const { limits, rules, reach, signal, redirect, dispatcher } = options
  const lifetime = startLifetime({ host: first.url.hostname, totalMs: limits.totalMs, signal })
  let request = first
  try {
    for (let hops = before; ; hops += 1) {
      const host = request.url.hostname
      assertReach(request.url, reach)
      assertDestination(request.url, rules)
      const raw = await send(request, dispatcher, lifetime.signal)
      const location = raw.headers.get('location')
      if (redirect === 'manual' || !isRedirect(raw.status, location))
        return boundedResponse(raw, { host, maxBytes: limits.maxBytes, finish: lifetime.finish })
      await raw.body?.cancel()
      if (redirect === 'error' || hops === MAX_REDIRECTS) throw tooManyRedirects(host)
      request = followRedirect(request, raw.status, location)
    }
  } catch (failure) {
    throw lifetime.finish(failure) ?? toEgressError(failure, request.url.hostname)
  }
}

function send(request: OutgoingRequest, dispatcher: Dispatcher, signal: AbortSignal): Promise<RawResponse> {
  return rawFetch(request.url, {
    method: request.method,
    headers: [...request.headers],
    body: request.body,
    redirect: 'manual',
    dispatcher,
    signal,
  })
}

function tooManyRedirects(host: string): AppError {
  return new AppError('EGRESS_FAILED', problem('egress.tooManyRedirects', { host }))
}
