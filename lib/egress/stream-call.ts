import 'server-only'
import type { IncomingHttpHeaders } from 'node:http'
import { Readable } from 'node:stream'
import { createGunzip, createInflate } from 'node:zlib'
import type { Dispatcher } from 'undici'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import { tooLarge } from './bounded-response'
import { tookTooLong } from './call-lifetime'
import { toEgressError } from './egress-error'
import { encodingOf } from './guard-dispatch'
import { type EgressLimits, LIMITS } from './limits'
import { invalidHeader, OWNED_BY_GUARD } from './outgoing-request'
import { type AnswerHead, ResponseReader } from './response-reader'

export interface StreamCall {
  /** Defaults to POST. */
  method?: Dispatcher.HttpMethod
  headers: Readonly<Record<string, string>>
  /** Null without a body. */
  body: string | Uint8Array<ArrayBuffer> | null
  signal: AbortSignal
  /** Defaults to the limits of model calls. */
  limits?: EgressLimits
  /** Requests a compressed response. Decompressing an event stream costs more than its bytes. */
  isPacked?: boolean
  /** `follow` by default. */
  redirect?: 'follow' | 'manual'
  /** Called when the request is sent over an established connection. */
  onSent?: (() => void) | undefined
}

/** A response read once, as it arrives. A reader that stops early closes the connection. */
export interface StreamedResponse {
  status: number
  headers: IncomingHttpHeaders
  /** Decoded; bounded in size and time. @throws AppError, or the reason of the signal */
  body: AsyncIterable<Uint8Array>
  /** The whole body, instead of reading `body`. */
  bytes(): Promise<Buffer<ArrayBufferLike>>
  /** The whole response with its head, instead of reading `body`. */
  whole(): Promise<Response>
}

/**
 * Sends a request through the guarded agent; the destination is already checked. Returns redirects as they are. @throws
 * AppError
 */
export async function streamCall(agent: Dispatcher, url: URL, call: StreamCall): Promise<StreamedResponse> {
  const host = url.hostname
  const { method = 'POST', signal, limits = LIMITS.model, onSent = () => {} } = call
  const { headersMs, idleMs, totalMs, maxBytes } = limits
  signal.throwIfAborted()
  // Called before anything that needs cleanup, because it may throw.
  const headers = headersOf(call)
  const onAbort = () => reader.abort(signal.reason)
  const timer = setTimeout(() => reader.abort(tookTooLong(host, totalMs)), totalMs)
  const reader = new ResponseReader(
    onSent,
    (head) => void encodingOf(head.headers, host),
    () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', onAbort)
    },
  )
  signal.addEventListener('abort', onAbort)
  agent.dispatch(
    {
      origin: url.origin,
      path: url.pathname + url.search,
      method,
      headers,
      // A separate buffer: a string would be written into a shared 64 KB block and retain all of it for as long as the
      // response lasts.
      body: typeof call.body === 'string' ? encoder.encode(call.body) : call.body,
      headersTimeout: headersMs,
      bodyTimeout: idleMs,
    },
    reader,
  )
  const explain = (failure: unknown) => (signal.aborted ? signal.reason : toEgressError(failure, host))
  let head: AnswerHead
  try {
    head = await reader.head.promise
  } catch (failure) {
    throw explain(failure)
  }
  const encoding = encodingOf(head.headers, host)
  const decoded = encoding === '' ? reader : decode(reader, encoding)
  const body = bounded(decoded, { host, maxBytes, explain })
  const bytes = async () => {
    // A short response arrived with its head, so there is nothing to wait for.
    const all = encoding === '' ? reader.takeAll() : null
    if (all === null) return readAll(body)
    if (all.byteLength > maxBytes) throw tooLarge(host, maxBytes)
    return all
  }
  return { ...head, body, bytes, whole: async () => toResponse(head, await bytes()) }
}

const encoder = new TextEncoder()

function headersOf({ headers: extraHeaders, isPacked = false }: StreamCall): Record<string, string> {
  const headers: Record<string, string> = { 'accept-encoding': isPacked ? 'gzip' : 'identity' }
  for (const [name, value] of Object.entries(extraHeaders)) {
    if (!TOKEN.test(name) || NOT_IN_HEADERS.test(value)) throw invalidHeader()
    if (!OWNED_BY_GUARD.has(name.toLowerCase())) headers[name.toLowerCase()] = value
  }
  return headers
}
/** A token of RFC 9110, section 5.6.2. */
const TOKEN = /^[!#$%&'*+.^_`|~\w-]+$/
const NOT_IN_HEADERS = /[^\t\x20-\x7e\x80-\xff]/

/** For services that compress without being asked. */
function decode(packed: AsyncIterable<Uint8Array>, encoding: string): AsyncIterable<Uint8Array> {
  const unpack = encoding === 'deflate' ? createInflate() : createGunzip()
  const source = Readable.from(packed, { objectMode: false })
  source.on('error', (failure) => unpack.destroy(failure))
  unpack.on('close', () => source.destroy())
  return source.pipe(unpack)
}

/**
 * Counts the bytes as they are read. This is neither a generator nor an async function, because those take
 * several times as much memory while they wait.
 */
function bounded(
  pieces: AsyncIterable<Uint8Array>,
  { host, maxBytes, explain }: { host: string; maxBytes: number; explain(failure: unknown): unknown },
): AsyncIterable<Uint8Array> {
  const iterator = pieces[Symbol.asyncIterator]()
  let count = 0
  const leave = async (): Promise<IteratorResult<Uint8Array>> => {
    await iterator.return?.()
    return { done: true, value: undefined }
  }
  const limitBytes = (result: IteratorResult<Uint8Array>) => {
    if (!result.done) count += result.value.byteLength
    return count <= maxBytes ? result : rejected()
  }
  const rejected = async () => {
    await leave()
    throw tooLarge(host, maxBytes)
  }
  const failed = (failure: unknown) => {
    throw explain(failure)
  }
  const next = () => iterator.next().then(limitBytes, failed)
  return { [Symbol.asyncIterator]: () => ({ next, return: leave }) }
}

function toResponse({ status, headers }: AnswerHead, bytes: Buffer<ArrayBufferLike>): Response {
  const headerList = new Headers()
  for (const [name, value] of Object.entries(headers))
    if (value !== undefined && name !== 'content-encoding' && name !== 'content-length')
      headerList.set(name, [value].flat().join(', '))
  if (status < 200 || status > 599)
    throw new AppError('EGRESS_FAILED', problem('egress.statusInvalid', { status: String(status) }))
  return new Response(bytes.length === 0 ? null : new Uint8Array(bytes), { status, headers: headerList })
}

async function readAll(body: AsyncIterable<Uint8Array>): Promise<Buffer<ArrayBuffer>> {
  const pieces: Uint8Array[] = []
  for await (const piece of body) pieces.push(piece)
  return Buffer.concat(pieces)
}

/** Wraps a response obtained through `fetch`. */
export function fromResponse(response: Response): StreamedResponse {
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: response.body ?? Readable.from([]),
    bytes: async () => Buffer.from(await response.arrayBuffer()),
    whole: async () => response,
  }
}
