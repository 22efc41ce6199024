import 'server-only'
import { AppError } from '@/lib/core/app-error'
import { isOnHosts } from '@/lib/core/network/is-on-hosts'
import type { ServiceCall } from '@/lib/engine/ports'
import type { ServiceResponse } from '@/lib/engine/service-messages'
import { problem } from '@/lib/messages/problems/problem'
import type { GuardedFetch } from './create-egress'
import { followRedirect, isRedirect } from './follow-redirect'
import { LIMITS } from './limits'
import { invalidHeader, type OutgoingRequest } from './outgoing-request'
import type { StreamedResponse } from './stream-call'

const MAX_REDIRECTS = 5
/** Some services reject requests without a user agent. */
const USER_AGENT = 'Patchbay'

/** Calls a service that may only redirect to its own hosts; credentials stay at the origin that they were meant for. */
export async function callService(stream: GuardedFetch['stream'], call: ServiceCall): Promise<ServiceResponse> {
  const { hosts, maxBytes, timeoutMs, signal } = call
  const limits = { ...LIMITS.json, maxBytes, totalMs: timeoutMs, headersMs: timeoutMs, idleMs: timeoutMs }
  let request: OutgoingRequest = {
    url: new URL(call.url),
    method: call.method,
    headers: readHeaders(call.headers),
    body: call.body ?? null,
  }
  for (let hops = 0; ; hops += 1) {
    const { url } = request
    if (!isOnHosts(hosts, url))
      throw new AppError('EGRESS_BLOCKED', problem('egress.outsideHosts', { host: url.hostname }), {
        details: { host: url.hostname },
      })
    const answer = await stream(url.href, {
      method: methodOf(request),
      headers: Object.fromEntries(request.headers),
      body: request.body,
      signal,
      limits,
      isPacked: true,
      redirect: 'manual',
      onSent: call.onSent,
    })
    const location = answer.headers.location ?? null
    if (!isRedirect(answer.status, location))
      return {
        status: answer.status,
        headers: flat(answer.headers),
        bytes: new Uint8Array(await answer.bytes()),
      }
    await answer.body[Symbol.asyncIterator]().return?.()
    if (hops === MAX_REDIRECTS)
      throw new AppError('EGRESS_FAILED', problem('egress.tooManyRedirects', { host: url.hostname }))
    request = followRedirect(request, answer.status, location)
  }
}

/** Redirects only turn a method into GET. */
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const
const methodOf = ({ method }: OutgoingRequest) => METHODS.find((candidate) => candidate === method) ?? 'GET'

function readHeaders(source: ServiceCall['headers']): Headers {
  const headers = new Headers({ 'user-agent': USER_AGENT })
  try {
    for (const [name, value] of Object.entries(source)) headers.set(name, value)
    return headers
  } catch {
    // The platform's own error quotes the value, which may be a key.
    throw invalidHeader()
  }
}

const flat = (headers: StreamedResponse['headers']): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value = '']) => [name, [value].flat().join(', ')]))
