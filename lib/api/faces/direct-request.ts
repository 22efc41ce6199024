import 'server-only'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { CallRequest } from './face-handler'

/** A message of the socket as faces read a `Request`, of which nothing is made before it is asked for. */
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
    // Whoever stops reading has still to be answered, by the same socket.
    return this.#incoming.iterator({ destroyOnReturn: false })
  }

  /** Nearly always the body came with the headers and lies there whole, so that nobody has to listen for it. */
  async bytes(): Promise<Uint8Array> {
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
  constructor(private readonly raw: readonly string[]) {}

  /** As `Headers` gives it: those that came several times joined, so that no second one passes unseen (T76). */
  get(name: string): string | null {
    const { raw } = this
    let found: string | null = null
    for (let index = 0; index < raw.length; index += 2) {
      const own = raw[index] ?? ''
      if (own.length !== name.length || own.toLowerCase() !== name) continue
      const value = (raw[index + 1] ?? '').trim()
      found = found === null ? value : `${found}, ${value}`
    }
    return found
  }
}

function readWhole(incoming: IncomingMessage): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const parts: Uint8Array[] = []
    const leave = () => {
      if (!incoming.complete) reject(incoming.errored ?? new Error('The caller left before the request was whole.'))
    }
    if (incoming.destroyed) return leave()
    incoming.on('data', (part: Uint8Array) => parts.push(part))
    incoming.on('end', () => resolve(Buffer.concat(parts)))
    incoming.on('error', leave)
    incoming.on('close', leave)
  })
}
