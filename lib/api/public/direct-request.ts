import 'server-only'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { AppError } from '@/lib/core/app-error'
import type { CallRequest } from './public-handler'

/** Presents the socket's message as the public APIs read a `Request`, and creates each part only when it is read. */
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

  /** Nearly always the body came with the headers and lies there whole, so that nobody has to listen for it. */
  bytes(): Uint8Array | Promise<Uint8Array> {
    const incoming = this.#incoming
    // Node says that a request is complete only after all that its last piece set going.
    const isWhole = incoming.complete || incoming.readableLength === Number(incoming.headers['content-length'])
    return isWhole ? (incoming.read() ?? EMPTY) : readWhole(incoming)
  }

  whenGone(listener: () => void): () => void {
    const outgoing = this.#outgoing
    const leave = () => void (outgoing.writableFinished || listener())
    if (outgoing.destroyed) leave()
    else outgoing.on('close', leave)
    return () => outgoing.off('close', leave)
  }

  #watch(): AbortController {
    const gone = new AbortController()
    this.whenGone(() => gone.abort())
    return gone
  }
}

/** Calls when the caller leaves before the answer is whole. Without a signal where the socket can say it: that costs more. @returns stops that */
export function whenGone(request: CallRequest, listener: () => void): () => void {
  if (request instanceof DirectRequest) return request.whenGone(listener)
  const { signal } = request
  if (signal.aborted) listener()
  else signal.addEventListener('abort', listener)
  return () => signal.removeEventListener('abort', listener)
}

const EMPTY = new Uint8Array()

/** Names and values as they came, in turns. */
class RawHeaders {
  readonly #raw: readonly string[]

  constructor(raw: readonly string[]) {
    this.#raw = raw
  }

  /** As `Headers` gives it: those that came several times joined, so that no second one passes unseen (T76). */
  get(name: string): string | null {
    const raw = this.#raw
    let found: string | null = null
    for (let index = 0; index < raw.length; index += 2) {
      const own = raw[index] ?? ''
      if (own.length !== name.length || own.toLowerCase() !== name) continue
      // Node's parser has taken the blanks around it.
      const value = raw[index + 1] ?? ''
      found = found === null ? value : `${found}, ${value}`
    }
    return found
  }
}

async function* partsOf(incoming: IncomingMessage): AsyncGenerator<Uint8Array> {
  // All of it lies there, also when the caller has gone since.
  if (incoming.complete) {
    yield incoming.read() ?? EMPTY
    return
  }
  try {
    // Whoever stops reading has still to be answered, by the same socket.
    yield* incoming.iterator({ destroyOnReturn: false })
  } catch (cause) {
    throw leftEarly(cause)
  }
}

/** No fault of ours, and nobody is there to read it. */
const leftEarly = (cause: unknown) =>
  new AppError('CANCELLED', 'The caller left before the request was whole.', { cause })

function readWhole(incoming: IncomingMessage): Promise<Uint8Array> {
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
