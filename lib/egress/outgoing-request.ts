import 'server-only'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import { parseTargetUrl } from './destination'

export interface OutgoingRequest {
  url: URL
  method: string
  headers: Headers
  body: string | Uint8Array<ArrayBuffer> | null
}

/** Connection headers, and those that would let a caller address another host on the connection. */
export const OWNED_BY_GUARD: ReadonlySet<string> = new Set([
  'accept-encoding',
  'connection',
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
])

/** Parses fetch's arguments once and buffers the body, so that it can be sent again after a redirect. */
export async function toOutgoingRequest(input: string | URL | Request, init: RequestInit): Promise<OutgoingRequest> {
  const from = input instanceof Request ? input : null
  const url = parseTargetUrl(from ? from.url : String(input))
  const headers = readHeaders(init.headers ?? from?.headers)
  const method = (init.method ?? from?.method ?? 'GET').toUpperCase()
  const body = await readBody(init.body ?? (from?.body ? from : null), headers)
  for (const name of OWNED_BY_GUARD) headers.delete(name)
  headers.set('accept-encoding', 'gzip, deflate')
  return { url, method, headers, body }
}

/** The platform's own error quotes the value, which may be a key. */
function readHeaders(init: ConstructorParameters<typeof Headers>[0]): Headers {
  try {
    return new Headers(init)
  } catch {
    throw invalidHeader()
  }
}

export function invalidHeader(): AppError {
  return new AppError('INVALID_INPUT', problem('egress.headerInvalid'))
}

async function readBody(body: BodyInit | Request | null, headers: Headers): Promise<OutgoingRequest['body']> {
  if (body === null) return null
  if (typeof body === 'string') {
    if (!headers.has('content-type')) headers.set('content-type', 'text/plain;charset=UTF-8')
    return body
  }
  // The platform's Response knows how to encode forms with their boundary.
  const written = body instanceof Request ? body : new Response(body)
  const type = written.headers.get('content-type')
  if (type && !headers.has('content-type')) headers.set('content-type', type)
  return new Uint8Array(await written.arrayBuffer())
}
