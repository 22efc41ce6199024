import 'server-only'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import { onInterval } from '@/lib/platform/shared-interval'
import { StreamedResponse, type TextFeed, type TextSink } from './streamed-response'

export interface SseEvent {
  id?: string
  event?: string
  /** Text is written verbatim, anything else as JSON. */
  data: unknown
  /** Only opens the stream; waits briefly, so that the next events and the headers are sent in one write. */
  isOpening?: boolean
}

/** One event, or several that arrived together. */
type SseItem = SseEvent | readonly SseEvent[]

/** A function gets a signal that aborts when the reader leaves early, for sources that wait for something else. */
export type SseSource = AsyncIterable<SseItem> | ((signal: AbortSignal) => AsyncIterable<SseItem>)

export interface SseOptions {
  headers?: Record<string, string>
  /** Ends the stream from our side, as on shutdown. */
  signal?: AbortSignal
  /** Called once, however the stream ends. */
  onEnd?: () => void
  /** The event sent when the source throws. Without it the connection is closed, so that clients resume. */
  onError?: (error: unknown) => SseEvent | null
  /** For APIs with their own event format. */
  encode?: (event: SseEvent) => string
  /** Shortened in tests. */
  pingMs?: number
}

/** A response of server-sent events. Never reads ahead of a slow reader; ends the source when the reader leaves. */
export function sseResponse(source: SseSource, options: SseOptions = {}): StreamedResponse {
  const { headers, ...rest } = options
  return new StreamedResponse(new EventFeed(source, rest), { ...SSE_HEADERS, ...headers })
}

const SSE_HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-cache, no-transform',
  // Prevents nginx and similar proxies from buffering.
  'x-accel-buffering': 'no',
}

/** How long headers and opening wait for the first event. Alone they are of no use to a reader. */
const OPENING_MS = 20
/** A shared instance: creating an error per stream would dominate the cost of its end. */
const LEFT = new AppError('CANCELLED', problem('request.clientGone'))
const PING = ': ping\n\n'
const PING_MS = 15_000
const MAX_EVENTS_PER_WRITE = 64

/**
 * Reads events, and writes those that are available once all promises have settled, since a socket write
 * dominates the cost of an event. It does not wait for later events. It does not wait for a turn of the event
 * loop either, which would serve all other sockets first.
 */
class EventFeed implements TextFeed {
  readonly #options: SseOptions
  readonly #iterator: AsyncIterator<SseItem>
  readonly #gone = new AbortController()
  readonly #stopPings: () => void
  readonly #attached = Promise.withResolvers<void>()
  #sink: TextSink | null = null
  #isOpen = true
  /** Timer that sends the opening alone if no event follows in time; null once it has fired or an event came. */
  #opening: NodeJS.Timeout | null = null
  /** The first event was sent, or the opening waited long enough. */
  #hasBegun = false
  /** Pending text and its number of events. */
  #text = ''
  #count = 0
  #isPlanned = false
  /** Resolves when the reader has caught up. */
  #full: Promise<void> | null = null

  constructor(source: SseSource, options: SseOptions) {
    this.#options = options
    this.#iterator = (typeof source === 'function' ? source(this.#gone.signal) : source)[Symbol.asyncIterator]()
    this.#stopPings = onInterval(options.pingMs ?? PING_MS, () => this.#ping())
    options.signal?.addEventListener('abort', this.#end)
    void this.#read()
  }

  attach(sink: TextSink): void {
    this.#sink = sink
    this.#attached.resolve()
    if (this.#options.signal?.aborted) this.#end()
    else if (this.#hasBegun) this.#plan()
    else this.#opening = setTimeout(this.#begin, OPENING_MS)
  }

  leave(): void {
    if (!this.#isOpen) return
    this.#close()
    this.#stopSource()
  }

  #stopSource(): void {
    this.#gone.abort(LEFT)
    // A waiting source returns later, and its result is not needed.
    this.#iterator.return?.().catch(() => undefined)
  }

  #close(): void {
    this.#isOpen = false
    if (this.#opening) clearTimeout(this.#opening)
    this.#options.onEnd?.()
    this.#stopPings()
    this.#options.signal?.removeEventListener('abort', this.#end)
  }

  async #read(): Promise<void> {
    // A failed source has ended; a source whose event cannot be written is still open.
    let isSourceOver = true
    try {
      for (;;) {
        isSourceOver = true
        const { done, value } = await this.#iterator.next()
        isSourceOver = false
        if (done || !this.#isOpen) break
        this.#add(value)
        if (!this.#sink) await this.#attached.promise
        while (this.#full) await this.#full
      }
    } catch (error) {
      if (!isSourceOver) this.#stopSource()
      if (!this.#addFailure(error)) return this.#fail(error)
    }
    await this.#attached.promise
    if (!this.#isOpen) return
    // The source has ended, so there is nothing to stop.
    this.#close()
    this.#sink?.end(this.#take())
  }

  #add(item: SseItem): void {
    const events = Array.isArray(item) ? item : [item]
    for (const event of events) {
      this.#text += this.#encode(event)
      this.#hasBegun ||= event.isOpening !== true
    }
    this.#count += events.length
    if (!this.#hasBegun) return
    if (this.#opening) {
      clearTimeout(this.#opening)
      this.#opening = null
    }
    if (this.#count >= MAX_EVENTS_PER_WRITE) this.#write()
    else this.#plan()
  }

  /** @returns false if the failure is not reported by an event */
  #addFailure(error: unknown): boolean {
    const event = this.#isOpen ? this.#options.onError?.(error) : undefined
    if (!event) return false
    try {
      this.#text += this.#encode(event)
      return true
    } catch {
      return false
    }
  }

  #encode(event: SseEvent): string {
    return (this.#options.encode ?? encodeEvent)(event)
  }

  /** Sends the opening without an event. */
  readonly #begin = (): void => {
    this.#opening = null
    this.#hasBegun = true
    if (this.#text === '') this.#sink?.begin()
    else this.#write()
  }

  #plan(): void {
    if (this.#isPlanned || !this.#sink) return
    this.#isPlanned = true
    process.nextTick(this.#write)
  }

  readonly #write = (): void => {
    this.#isPlanned = false
    if (!this.#isOpen || this.#text === '' || this.#full) return
    const flushed = this.#sink ? this.#sink.write(this.#take()) : this.#attached.promise
    if (flushed)
      this.#full = flushed.then(() => {
        this.#full = null
        this.#plan()
      })
  }

  #take(): string {
    const text = this.#text
    this.#text = ''
    this.#count = 0
    return text
  }

  #ping(): void {
    if (this.#text === '' && !this.#full) this.#sink?.write(PING)
  }

  /** Called when `options.signal` aborts. */
  readonly #end = (): void => {
    if (!this.#isOpen || !this.#sink) return
    this.leave()
    this.#sink.end(this.#take())
  }

  async #fail(error: unknown): Promise<void> {
    await this.#attached.promise
    if (!this.#isOpen) return
    this.#write()
    this.#close()
    this.#sink?.fail(error)
  }
}

/**
 * The id is last: common parsers store it at the end of its line, and would resume after an
 * event that was only half received.
 */
function encodeEvent({ id, event, data }: SseEvent): string {
  const text = typeof data === 'string' ? data : JSON.stringify(data ?? null)
  const head = event === undefined ? '' : `event: ${oneLine(event)}\n`
  const tail = id === undefined ? '' : `id: ${oneLine(id)}\n`
  return `${head}data: ${text.includes('\n') ? text.replaceAll(/\r?\n/g, '\ndata: ') : text}\n${tail}\n`
}

function oneLine(text: string): string {
  return BREAKS.test(text) ? text.replaceAll(/[\r\n\0]/g, '') : text
}
const BREAKS = /[\r\n\0]/
