import 'server-only'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import type { CallRequest } from './public-handler'

/** A Node request with the interface of a `Request`, created lazily. */
export class DirectRequest implements CallRequest {
  readonly #incoming: IncomingMessage
  readonly #outgoing: ServerResponse
  #gone: AbortController | null = null
  readonly headers: CallRequest['headers']

  constructor(incoming: IncomingMessage, outgoing: ServerResponse) {
    this.#incoming = incoming
    this.#outgoing = outgoing
    this.headers = new RawHeaders(incoming.rawHeaders)
  }

  get signal(): AbortSignal {
    this.#gone ??= this.#watch()
    return this.#gone.signal
  }

  get body(): AsyncIterable<Uint8Array> {
    return partsOf(this.#incoming)
  }

  /** The body has usually arrived with the headers, so no listener is needed. */
  bytes(): Uint8Array | Promise<Uint8Array> {
    const incoming = this.#incoming
    // Node sets `complete` only after all effects of the last piece.
    const isWhole = incoming.complete || incoming.readableLength === Number(incoming.headers['content-length'])
    return isWhole ? (incoming.read() ?? EMPTY) : readBody(incoming)
  }

  onDisconnect(listener: () => void): () => void {
    const outgoing = this.#outgoing
    const leave = () => void (outgoing.writableFinished || listener())
    if (outgoing.destroyed) leave()
    else outgoing.on('close', leave)
    return () => outgoing.off('close', leave)
  }

  #watch(): AbortController {
    const disconnect = new AbortController()
    this.onDisconnect(() => disconnect.abort())
    return disconnect
  }
}

/**
 * Calls back when the caller disconnects before the response is complete. Avoids a signal where the
 * socket is available, since that costs more. @returns function that removes the listener
 */
export function onDisconnect(request: CallRequest, listener: () => void): () => void {
  if (request instanceof DirectRequest) return request.onDisconnect(listener)
  const { signal } = request
  if (signal.aborted) listener()
  else signal.addEventListener('abort', listener)
  return () => signal.removeEventListener('abort', listener)
}

const EMPTY = new Uint8Array()

/** Alternating names and values as received. */
class RawHeaders {
  readonly #raw: readonly string[]

  constructor(raw: readonly string[]) {
    this.#raw = raw
  }

  /** Like `Headers`: joins repeated headers, so that a second one is not overlooked. */
  get(name: string): string | null {
    const raw = this.#raw
    let found: string | null = null
    for (let index = 0; index < raw.length; index += 2) {
      const headerName = raw[index] ?? ''
      if (headerName.length !== name.length || headerName.toLowerCase() !== name) continue
      // Node's parser has trimmed white space.
      const value = raw[index + 1] ?? ''
      found = found === null ? value : `${found}, ${value}`
    }
    return found
  }
}

async function* partsOf(incoming: IncomingMessage): AsyncGenerator<Uint8Array> {
  // Complete, even if the caller has disconnected since.
  if (incoming.complete) {
    yield incoming.read() ?? EMPTY
    return
  }
  try {
    // Stopping early must keep the socket open for the response.
    yield* incoming.iterator({ destroyOnReturn: false })
  } catch (cause) {
    throw leftEarly(cause)
  }
}

/** The caller has disconnected, which is not an internal error. */
const leftEarly = (cause: unknown) => new AppError('CANCELLED', problem('request.cutOff'), { cause })

function readBody(incoming: IncomingMessage): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const parts: Uint8Array[] = []
    const leave = () => {
      if (!incoming.complete) reject(leftEarly(incoming.errored))
    }
    if (incoming.destroyed) return leave()
    incoming.on('data', (part: Uint8Array) => parts.push(part))
    incoming.on('end', () => resolve(Buffer.concat(parts)))
    incoming.on('error', leave)
    incoming.on('close', leave)
  })
}
