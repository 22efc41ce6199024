import 'server-only'

export interface SseEvent {
  id?: string
  event?: string
  /** Text is written as it is, anything else as JSON. */
  data: unknown
}

/** A function gets a signal that aborts when the reader leaves, for sources that wait on something else. */
export type SseSource = AsyncIterable<SseEvent> | ((signal: AbortSignal) => AsyncIterable<SseEvent>)

export interface SseOptions {
  headers?: Record<string, string>
  /** Ends the stream from our side, as on shutdown. */
  signal?: AbortSignal
  /** Called once, however the stream ends. */
  onEnd?: () => void
  /** What the reader is told when the source throws. Without it the connection is cut, so that clients resume. */
  onError?: (error: unknown) => SseEvent | null
  /** For readers of a dialect of their own. */
  encode?: (event: SseEvent) => Uint8Array
  /** Tests shorten it. */
  pingMs?: number
}

const PING = new TextEncoder().encode(': ping\n\n')

/** Server-sent events as a response. Nothing is read ahead of a slow reader; a reader that leaves ends the source. */
export function sseResponse(source: SseSource, options: SseOptions = {}): Response {
  const gone = new AbortController()
  const iterator = (typeof source === 'function' ? source(gone.signal) : source)[Symbol.asyncIterator]()
  let ping: ReturnType<typeof setInterval> | undefined
  let close = () => {}
  let open = true
  const ready = togetherReady()
  const stop = () => {
    if (open) options.onEnd?.()
    open = false
    clearInterval(ping)
    options.signal?.removeEventListener('abort', close)
    gone.abort()
    // A source that is waiting answers only later, and nobody needs its answer.
    iterator.return?.().catch(() => undefined)
  }
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      close = () => {
        if (open) controller.close()
        stop()
      }
      options.signal?.addEventListener('abort', close)
      ping = setInterval(() => (controller.desiredSize ?? 0) > 0 && controller.enqueue(PING), options.pingMs ?? 15_000)
      ping.unref()
      if (options.signal?.aborted) close()
    },
    async pull(controller) {
      const next = await ready(() => iterator.next().then(toNext, (error: unknown) => failed(error, options)))
      if (!open) return
      if (next.events.length > 0) controller.enqueue(joined(next.events.map(options.encode ?? encodeEvent)))
      if (next.kind === 'end') close()
      if (next.kind !== 'error') return
      stop()
      controller.error(next.error)
    },
    cancel: stop,
  })
  return new Response(body, { headers: { ...SSE_HEADERS, ...options.headers } })
}

const SSE_HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-cache, no-transform',
  // Reverse proxies of the nginx family would otherwise collect the tokens.
  'x-accel-buffering': 'no',
}

/** Events that may leave in one write. */
const MAX_TOGETHER = 64

interface Ready extends Omit<Next, 'event'> {
  events: SseEvent[]
}

/**
 * Waits for the next event, and takes along those that are there by now: a write to a socket costs more than all else
 * of an event. None waits for another one that is yet to come, nor for a turn of the event loop, in which all other
 * sockets would be served first.
 */
function togetherReady(): (ask: () => Promise<Next>) => Promise<Ready> {
  let asked: Promise<Next> | null = null
  return async (ask) => {
    const events: SseEvent[] = []
    asked ??= ask()
    let next: Next | null = await asked
    const settled = new Promise<null>((resolve) => process.nextTick(resolve, null))
    for (;;) {
      if (next === null) return { kind: 'event', events }
      asked = null
      if (next.event) events.push(next.event)
      if (next.kind !== 'event' || events.length >= MAX_TOGETHER) return { ...next, events }
      asked = ask()
      next = await Promise.race([asked, settled])
    }
  }
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const [first] = parts
  return first && parts.length === 1 ? first : Buffer.concat(parts)
}

interface Next {
  kind: 'event' | 'end' | 'error'
  event?: SseEvent
  error?: unknown
}

function toNext(result: IteratorResult<SseEvent>): Next {
  return result.done ? { kind: 'end' } : { kind: 'event', event: result.value }
}

function failed(error: unknown, options: SseOptions): Next {
  const event = options.onError?.(error)
  return event ? { kind: 'end', event } : { kind: 'error', error }
}

const encoder = new TextEncoder()

export function encodeEvent({ id, event, data }: SseEvent): Uint8Array {
  const text = typeof data === 'string' ? data : JSON.stringify(data ?? null)
  const head = `${id === undefined ? '' : `id: ${oneLine(id)}\n`}${event === undefined ? '' : `event: ${oneLine(event)}\n`}`
  return encoder.encode(`${head}data: ${text.includes('\n') ? text.replaceAll(/\r?\n/g, '\ndata: ') : text}\n\n`)
}

function oneLine(text: string): string {
  return text.replaceAll(/[\r\n\0]/g, '')
}
