import 'server-only'
import type { ServerResponse } from 'node:http'
import { TextResponse } from './light-response'
import { encodingOf } from './text-encoding'

/** Receives the pieces of a response. */
export interface TextSink {
  /** No text yet: sends only the headers. */
  begin(): void
  /** @returns null to continue, else a promise that resolves when the reader has caught up or left */
  write(text: string): Promise<void> | null
  /** @param text the last piece */
  end(text: string): void
  /** Closes the connection, so that the reader notices the incomplete response. */
  fail(error: unknown): void
}

export interface TextFeed {
  /** Called once, when a reader is connected. */
  attach(sink: TextSink): void
  /** The reader has left. */
  leave(): void
}

/**
 * A streamed text response, written directly to the socket: a web stream would hold seven kilobytes
 * per open stream and create a dozen promises per piece. Other consumers see a web stream.
 */
export class StreamedResponse extends TextResponse {
  readonly #feed: TextFeed
  #body: ReadableStream<Uint8Array> | null = null

  constructor(feed: TextFeed, headers: Record<string, string>) {
    super(null, { status: 200, headers })
    this.#feed = feed
  }

  override get body(): ReadableStream<Uint8Array<ArrayBuffer>> {
    this.#body ??= toWebStream(this.#feed)
    // Safe: an encoder's bytes are in an ArrayBuffer.
    return this.#body as ReadableStream<Uint8Array<ArrayBuffer>>
  }

  override text(): Promise<string> {
    return new Response(this.body).text()
  }

  /** Discards a response that will not be read. */
  drop(): void {
    this.#feed.leave()
  }

  override sendTo(outgoing: ServerResponse): void {
    try {
      // Sent with the first piece.
      outgoing.writeHead(200, this.plainHeaders())
    } catch (error) {
      this.drop()
      throw error
    }
    this.#feed.attach(new SocketSink(outgoing, this.#feed))
  }
}

const LAST_CHUNK = '0\r\n\r\n'

/** Encodes chunks (RFC 9112 §7.1) as one text each: Node would write them as four pieces in a later tick. */
class SocketSink implements TextSink {
  readonly #isChunked: boolean
  #isGone = false
  #wake: (() => void) | null = null

  constructor(
    private readonly outgoing: ServerResponse,
    feed: TextFeed,
  ) {
    // False for HTTP/1.0 clients.
    this.#isChunked = outgoing.chunkedEncoding
    outgoing.chunkedEncoding = false
    const leave = () => {
      this.#isGone = true
      this.#wakeUp()
      feed.leave()
    }
    outgoing.on('drain', () => this.#wakeUp())
    if (outgoing.destroyed) leave()
    else outgoing.on('close', leave)
  }

  begin(): void {
    this.outgoing.flushHeaders()
  }

  write(text: string): Promise<void> | null {
    if (this.#send(text) || this.#isGone) return null
    return new Promise((resolve) => {
      this.#wake = resolve
    })
  }

  end(text: string): void {
    if (text !== '' || this.#isChunked) this.#send(text, this.#isChunked ? LAST_CHUNK : '')
    this.outgoing.end()
  }

  fail(): void {
    // Closes after pending text, without the final chunk.
    if (this.outgoing.socket) this.outgoing.socket.destroySoon()
    else this.outgoing.destroy()
  }

  /** Writes immediately: Node would wait until the next tick. @param trailer follows the chunk */
  #send(text: string, trailer = ''): boolean {
    const byteLength = Buffer.byteLength(text)
    const chunk =
      text !== '' && this.#isChunked ? `${byteLength.toString(16)}\r\n${text}\r\n${trailer}` : text + trailer
    this.outgoing.cork()
    const canContinue = this.outgoing.write(chunk, encodingOf(text, byteLength))
    this.outgoing.uncork()
    return canContinue
  }

  #wakeUp(): void {
    this.#wake?.()
    this.#wake = null
  }
}

function toWebStream(feed: TextFeed): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  let wake = () => {}
  return new ReadableStream<Uint8Array>({
    start: (controller) =>
      feed.attach({
        begin() {},
        write(text) {
          controller.enqueue(encoder.encode(text))
          if ((controller.desiredSize ?? 0) > 0) return null
          return new Promise((resolve) => {
            wake = resolve
          })
        },
        end(text) {
          if (text !== '') controller.enqueue(encoder.encode(text))
          controller.close()
        },
        fail: (error) => controller.error(error),
      }),
    pull: () => wake(),
    cancel: () => {
      wake()
      feed.leave()
    },
  })
}
