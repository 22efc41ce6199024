import 'server-only'
import type { Client } from '@modelcontextprotocol/sdk/client/index.js'
import type { GuardedFetch } from '@/lib/egress/create-egress'
import { callService } from '@/lib/egress/service-call'
import { RelayedRequest } from './relayed-fetch'

const MAX_BYTES = 10 * 1024 * 1024
const TIMEOUT_MS = 30_000
/** Headers that belong to the connection, which is ours. */
const OWN = new Set(['host', 'connection', 'content-length', 'transfer-encoding', 'accept-encoding', 'cookie2'])

/** Sends the requests of an operator's package through the egress of the workspace, to the named hosts only. */
export function answerFetch(client: Client, stream: GuardedFetch['stream'], hosts: readonly string[]): void {
  client.setRequestHandler(RelayedRequest, async ({ params: { url, method, headers, body } }, { signal }) => {
    const otherHeaders = Object.entries(headers).filter(([name]) => !OWN.has(name.toLowerCase()))
    const response = await callService(stream, {
      url,
      method,
      headers: Object.fromEntries(otherHeaders),
      hosts,
      maxBytes: MAX_BYTES,
      timeoutMs: TIMEOUT_MS,
      signal,
      ...(body === undefined ? {} : { body: new Uint8Array(Buffer.from(body, 'base64')) }),
      onSent: () => undefined,
    })
    return {
      status: response.status,
      headers: response.headers,
      body: Buffer.from(response.bytes).toString('base64'),
    }
  })
}
