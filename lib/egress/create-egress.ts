import 'server-only'
import { type Dispatcher, type Response as RawResponse, fetch as rawFetch } from 'undici'
import { AppError } from '@/lib/core/app-error'
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
import { type OutgoingRequest, toOutgoingRequest } from './outgoing-request'
import { ProxyDispatcher } from './proxy-dispatcher'
import { fromResponse, type StreamCall, type StreamedAnswer, streamCall } from './stream-call'

const MAX_REDIRECTS = 5

export interface EgressInit extends RequestInit {
  /** Chooses time and size limits; `json` when absent. */
  purpose?: EgressPurpose
  limits?: Partial<EgressLimits>
  /** Told when the request goes out, over a connection that is there; again for a redirect. */
  onSent?: (() => void) | undefined
}

/** Takes the place of `fetch` in any client library. */
export interface EgressFetch {
  (input: string | URL | Request, init?: EgressInit): Promise<Response>
  /**
   * The same door for calls with a text or nothing to send, at a third of the processor time of `fetch`. Absent where
   * somebody has put a door of their own in its place.
   */
  stream?: EgressStream
}

/** Our own door. */
export interface GuardedFetch extends EgressFetch {
  stream: EgressStream
}

/** Follows redirects as `fetch` does. @throws AppError, or the reason of the signal */
type EgressStream = (url: string, call: StreamCall) => Promise<StreamedAnswer>

export interface Egress {
  fetch: EgressFetch
  /** The same for a caller who may reach these hosts only, redirects included; null: as `fetch`. */
  within(hosts: readonly string[] | null): GuardedFetch
  /** With the same checks, for a library that takes no `fetch`. */
  dispatcher: Dispatcher
  close(): Promise<void>
}

interface EgressOptions {
  /** EGRESS_ALLOW's text, or rules. */
  allow: string | readonly AllowRule[]
  /** The operator's private mode: beside this computer only these hosts; null: any. */
  only?: readonly string[] | null
  resolve?: Resolve
  /** Through which everything goes that leaves the own network; null: directly. */
  proxy?: string | null
}

/** @throws AppError UNAVAILABLE when the text of `allow` is wrong */
export function createEgress({ allow, only = null, resolve = resolveBySystem, proxy = null }: EgressOptions): Egress {
  const rules = typeof allow === 'string' ? parseAllowList(allow) : allow
  const direct = createGuardedAgent({ rules, resolve })
  const agent = proxy === null ? direct : new ProxyDispatcher({ proxy, rules, resolve, direct })
  const checked = new CheckedOrigins(rules)
  const within = (hosts: readonly string[] | null): GuardedFetch => {
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
    const stream: EgressStream = async (address, asked) => {
      const url = checked.urlOf(address)
      assertReach(url, reach)
      const beganMs = performance.now()
      const answer = await streamCall(agent, url, asked)
      const { location = null } = answer.headers
      if (!isRedirect(answer.status, location)) return answer
      await answer.body[Symbol.asyncIterator]().return?.()
      const limits = asked.limits ?? LIMITS.model
      const response = await call({
        request: followRedirect(await toOutgoingRequest(url, initOf(asked)), answer.status, location),
        limits: { ...limits, totalMs: Math.max(1, limits.totalMs - (performance.now() - beganMs)) },
        ...{ rules, reach, signal: asked.signal, redirect: 'follow', hops: 1 },
        dispatcher: guardDispatch(agent, { rules, reach, limits }),
      })
      return fromResponse(response)
    }
    return Object.assign(fetch, { stream })
  }
  const anywhere = within(null)
  return {
    fetch: anywhere,
    within: (hosts) => (hosts === null ? anywhere : within(hosts)),
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
  /** Redirects that led to it. */
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
  return new AppError('EGRESS_FAILED', `${host} redirects more often than Patchbay follows.`)
}
