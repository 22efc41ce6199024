import 'server-only'
import { type IncomingMessage, type OutgoingHttpHeader, type OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { Hono } from 'hono'
import { StreamedResponse } from '../http/streamed-response'

/** Passes streams to the socket directly; the listener handles everything else. */
export function answerer(router: Pick<Hono, 'fetch'>) {
  return async (request: Request, socket: { outgoing: unknown }): Promise<Response> => {
    if (request.method === 'HEAD') return headOf(router, request, socket)
    const response = await router.fetch(request, socket)
    if (!(response instanceof StreamedResponse && socket.outgoing instanceof ServerResponse)) return response
    response.sendTo(socket.outgoing)
    return RESPONSE_ALREADY_SENT
  }
}

/** The response of a GET without its body: the router would discard a stream and leave its source running. */
async function headOf(router: Pick<Hono, 'fetch'>, request: Request, socket: object): Promise<Response> {
  const { url, headers, signal } = request
  const response = await router.fetch(new Request(url, { method: 'GET', headers, signal }), socket)
  if (response instanceof StreamedResponse) response.drop()
  return new Response(null, response)
}

type HeadersArgument = OutgoingHttpHeaders | OutgoingHttpHeader[]

/**
 * A response with default headers that `writeHead` overrides. `setHeader` would do the same, but
 * then Node validates and stores every other header individually too.
 */
export class CallResponse<Request extends IncomingMessage = IncomingMessage> extends ServerResponse<Request> {
  /** Lower-case names. */
  defaults: Readonly<Record<string, string>> = {}

  override writeHead(status: number, first?: string | HeadersArgument, second?: HeadersArgument): this {
    const headerArgument = typeof first === 'string' ? second : first
    const headers = Array.isArray(headerArgument) ? headerArgument : { ...this.defaults, ...headerArgument }
    return typeof first === 'string' ? super.writeHead(status, first, headers) : super.writeHead(status, headers)
  }
}
