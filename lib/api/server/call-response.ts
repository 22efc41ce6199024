import 'server-only'
import { type IncomingMessage, type OutgoingHttpHeader, type OutgoingHttpHeaders, ServerResponse } from 'node:http'

type Given = OutgoingHttpHeaders | OutgoingHttpHeader[]

/**
 * A response with headers that are joined by those of `writeHead`, which win. `setHeader` would do the same, but then Node
 * checks and keeps every other header one by one as well.
 */
export class CallResponse<Request extends IncomingMessage = IncomingMessage> extends ServerResponse<Request> {
  /** Names in lower case. */
  defaults: Readonly<Record<string, string>> = {}

  override writeHead(status: number, first?: string | Given, second?: Given): this {
    const given = typeof first === 'string' ? second : first
    const headers = Array.isArray(given) ? given : { ...this.defaults, ...given }
    return typeof first === 'string' ? super.writeHead(status, first, headers) : super.writeHead(status, headers)
  }
}
