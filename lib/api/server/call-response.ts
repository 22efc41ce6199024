import 'server-only'
import { type IncomingMessage, type OutgoingHttpHeader, type OutgoingHttpHeaders, ServerResponse } from 'node:http'

type Given = OutgoingHttpHeaders | OutgoingHttpHeader[]

/**
 * A response with default headers that `writeHead` overrides. `setHeader` would do the same, but
 * then Node validates and stores every other header individually too.
 */
export class CallResponse<Request extends IncomingMessage = IncomingMessage> extends ServerResponse<Request> {
  /** Lower-case names. */
  defaults: Readonly<Record<string, string>> = {}

  override writeHead(status: number, first?: string | Given, second?: Given): this {
    const given = typeof first === 'string' ? second : first
    const headers = Array.isArray(given) ? given : { ...this.defaults, ...given }
    return typeof first === 'string' ? super.writeHead(status, first, headers) : super.writeHead(status, headers)
  }
}
