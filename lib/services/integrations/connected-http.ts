import 'server-only'
import { AppError } from '@/lib/core/app-error'
import { fillMarkers, listMarkers } from '@/lib/engine/connection-markers'
import type { EnginePorts, HttpRequest, HttpResponse } from '@/lib/engine/ports'
import { problem } from '@/lib/messages/problems/problem'
import type { RunConnections } from './connections-port'

/**
 * Sends a request of the HTTP step with the credentials of its connections: those that its texts name, and those that
 * sign the request. A 401 renews the tokens once, since a service that rejects a request has not processed it.
 */
export async function sendConnected(
  http: EnginePorts['http'],
  connections: RunConnections,
  request: HttpRequest,
): Promise<HttpResponse> {
  const filled = await fillRequest(connections, request)
  const first = await sign(connections, filled, false)
  const response = await http.send(first)
  const isSigned = (request.connections ?? []).some(({ authorize }) => authorize)
  if (response.status !== 401 || !isSigned) return response
  const renewed = await sign(connections, filled, true)
  // A key or a password cannot be renewed.
  return isSame(renewed, first) ? response : http.send(renewed)
}

async function fillRequest(connections: RunConnections, request: HttpRequest): Promise<HttpRequest> {
  const { url, headers, body = '', signal } = request
  const target = new URL(url)
  const byName = new Map((request.connections ?? []).map(({ name, connection }) => [name, connection]))
  const values = new Map<string, string>()
  for (const { name, field } of [url, body, ...Object.values(headers)].flatMap(listMarkers)) {
    const connection = byName.get(name)
    if (connection === undefined || values.has(`${name}.${field}`)) continue
    values.set(`${name}.${field}`, await connections.reveal({ connection, field, url: target, signal }))
  }
  if (values.size === 0) return request
  const fill = (text: string) => fillMarkers(text, (name, field) => values.get(`${name}.${field}`) ?? '')
  const { pathname } = new URL(fill(url))
  // Percent-encoding does not change `..`, which would lead to another path.
  if (pathname.split('/').length !== target.pathname.split('/').length)
    throw new AppError('INVALID_INPUT', problem('nodes.httpAddressInvalid'))
  return {
    ...request,
    url: fill(url),
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, fill(value)])),
    ...(request.body === undefined ? {} : { body: fill(request.body) }),
  }
}

async function sign(connections: RunConnections, request: HttpRequest, isRejected: boolean): Promise<HttpRequest> {
  let signed = request
  for (const { connection, authorize } of request.connections ?? []) {
    if (!authorize) continue
    const { method, url, headers, body, signal } = signed
    const plain = { method, url, headers, ...(body === undefined ? {} : { body }) }
    const authorized = await connections.authorize({ plugin: '', connection, request: plain, isRejected, signal })
    signed = { ...signed, url: authorized.url, headers: { ...authorized.headers } }
  }
  return signed
}

const isSame = (item: HttpRequest, other: HttpRequest): boolean =>
  item.url === other.url && JSON.stringify(item.headers) === JSON.stringify(other.headers)
