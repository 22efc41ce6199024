import 'server-only'
import type { EgressFetch } from '@/lib/egress/create-egress'
import type { ServiceRequest } from '@/lib/engine/service-messages'
import type { RunConnections } from '../connections-port'

/** Adds the credentials of a connection to each request of a server's transport, and renews them once after a 401. */
export function connectedFetch(fetch: EgressFetch, connections: RunConnections, connection: string): EgressFetch {
  return async (input, init) => {
    const signal = init?.signal ?? AbortSignal.timeout(60_000)
    const plain: ServiceRequest = {
      method: methodOf(init?.method),
      url: String(input),
      headers: Object.fromEntries(new Headers(init?.headers)),
      ...(typeof init?.body === 'string' ? { body: init.body } : {}),
    }
    const send = ({ url, headers }: ServiceRequest) => fetch(url, { ...init, headers: { ...headers } })
    const authorize = (isRejected: boolean) =>
      connections.authorize({ plugin: '', connection, request: plain, isRejected, signal })
    const first = await authorize(false)
    const response = await send(first)
    if (response.status !== 401) return response
    const renewed = await authorize(true)
    // A key cannot be renewed.
    if (JSON.stringify(renewed) === JSON.stringify(first)) return response
    await response.body?.cancel()
    return send(renewed)
  }
}

function methodOf(method = 'GET'): ServiceRequest['method'] {
  return method === 'POST' || method === 'DELETE' ? method : 'GET'
}
