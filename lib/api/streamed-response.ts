import 'server-only'
import type { ServerResponse } from 'node:http'
import { TextResponse } from './light-response'

/** Where the pieces of an answer go as they come. */
export interface TextSink {
  /** @returns null: go on; else what resolves when the reader has taken enough, or has left */
  write(text: string): Promise<void> | null
  /** @param text the last piece */
  end(text: string): void
  /** Cuts the connection, so that the reader knows that something is missing. */
  fail(error: unknown): void
}

export interface TextFeed {
  /** Called once, when there is somebody to read. */
  attach(sink: TextSink): void
  /** The reader has left. */
  leave(): void
}

/**
 * An answer whose text comes in pieces. The server writes them to the socket as they come: a web stream in between would
 * hold seven kilobytes for each open stream, and make a dozen promises a piece. Everybody else sees a web stream.
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
    // Safe: an encoder's bytes lie in an ArrayBuffer.
    return this.#body as ReadableStream<Uint8Array<ArrayBuffer>>
  }

  override text(): Promise<string> {
    return new Response(this.body).text()
  }

  /** Nobody will read it. */
  drop(): void {
    this.#feed.leave()
  }

  override sendTo(outgoing: ServerResponse): void {
    outgoing.writeHead(200, this.plainHeaders())
    const sink = new SocketSink(outgoing, this.#feed)
    this.#feed.attach(sink)
    // What is there by then goes along with the headers.
    setImmediate(() => sink.hasBegun || outgoing.flushHeaders())
  }
}

class SocketSink implements TextSink {
  hasBegun = false
  #isGone = false
  #wake: (() => void) | null = null

  constructor(
    private readonly outgoing: ServerResponse,
    feed: TextFeed,
  ) {
    const leave = () => {
      this.#isGone = true
      this.#wakeUp()
      feed.leave()
    }
    outgoing.on('drain', () => this.#wakeUp())
    if (outgoing.destroyed) leave()
    else outgoing.on('close', leave)
  }

  write(text: string): Promise<void> | null {
    this.hasBegun = true
    if (this.outgoing.write(text) || this.#isGone) return null
    return new Promise((resolve) => {
      this.#wake = resolve
    })
  }

  end(text: string): void {
    this.hasBegun = true
    this.outgoing.end(text)
  }

  fail(): void {
    this.hasBegun = true
    // When what was said has left; without the mark of an end.
    if (this.outgoing.socket) this.outgoing.socket.destroySoon()
    else this.outgoing.destroy()
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
