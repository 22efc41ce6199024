import 'server-only'
import { ServerResponse } from 'node:http'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { Hono } from 'hono'
import { StreamedResponse } from './streamed-response'

/** Streams go to the socket by themselves; of everything else the listener sees to it. */
export function answerer(router: Pick<Hono, 'fetch'>) {
  return async (request: Request, socket: { outgoing: unknown }): Promise<Response> => {
    const response = await router.fetch(request, socket)
    if (!(response instanceof StreamedResponse && socket.outgoing instanceof ServerResponse)) return response
    response.sendTo(socket.outgoing)
    return RESPONSE_ALREADY_SENT
  }
}
