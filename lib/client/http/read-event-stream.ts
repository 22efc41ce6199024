import { AppError } from '@/lib/core/app-error'
import { backoff } from '@/lib/core/retry/backoff'
import { sleep } from '@/lib/core/retry/sleep'
import { verbatim } from '@/lib/messages/problems/verbatim'
import { t } from '../messages/t'
import { isAbort, offlineError, parseError } from './parse-error'
import { SseParser, type StreamEvent } from './sse-parser'

export interface EventStreamOptions {
  /**
   * Sends the request. After a disconnect it is called again with the last event id, to be sent as `Last-Event-ID`. A
   * stream started by POST is resumed with GET on the same run.
   */
  open: (attempt: { lastEventId: string | null; signal: AbortSignal }) => Promise<Response>
  signal: AbortSignal
  /** The final event; a stream that ends without it is resumed. */
  isLast: (event: StreamEvent) => boolean
  /** For a “reconnecting” notice; called with false when events arrive again. */
  onBroken?: (broken: boolean) => void
  maxAttempts?: number
  /** First reconnect delay; doubles up to 20 times this. */
  backoffMs?: number
}

/**
 * Server-sent events over fetch (EventSource supports neither POST nor headers), resumed after every disconnect. Free
 * of React and schema libraries, so that the widget can use it.
 * @throws AppError if the server rejects the request or reconnecting fails; AbortError if `signal` was used
 */
export async function* readEventStream(options: EventStreamOptions): AsyncGenerator<StreamEvent, void, undefined> {
  const { signal, onBroken, maxAttempts = 8, backoffMs = 250 } = options
  const progress: Progress = { lastEventId: null, failures: 0, finished: false }
  while (true) {
    try {
      yield* readOnce(options, progress)
    } catch (error) {
      if (signal.aborted || !isWorthRetrying(error)) throw error
    }
    if (progress.finished) return
    progress.failures += 1
    if (progress.failures >= maxAttempts) throw new AppError('UNAVAILABLE', verbatim(t('common.offline')))
    onBroken?.(true)
    await sleep(backoff(progress.failures, { firstMs: backoffMs, maxMs: backoffMs * 20 }), signal)
  }
}

interface Progress {
  lastEventId: string | null
  /** Attempts since the last event. */
  failures: number
  finished: boolean
}

async function* readOnce(options: EventStreamOptions, progress: Progress): AsyncGenerator<StreamEvent> {
  for await (const event of readResponse(options, progress.lastEventId)) {
    if (progress.failures > 0) options.onBroken?.(false)
    progress.failures = 0
    if (event.id !== null) progress.lastEventId = event.id
    progress.finished = options.isLast(event)
    yield event
    if (progress.finished) return
  }
}

async function* readResponse(
  { open, signal }: EventStreamOptions,
  lastEventId: string | null,
): AsyncGenerator<StreamEvent> {
  const response = await open({ lastEventId, signal }).catch((error: unknown) => {
    if (isAbort(error) || AppError.isInstance(error)) throw error
    throw offlineError(error)
  })
  if (!response.ok) throw await parseError(response)
  if (!response.body) return
  const parser = new SseParser()
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
  try {
    while (true) {
      const { done, value } = await reader.read()
      if (done) return
      yield* parser.push(value)
    }
  } finally {
    // Leaving the loop early must close the socket; a failed stream has nothing to cancel.
    await reader.cancel().catch(() => undefined)
  }
}

/** Rejections are permanent; a lost connection or an overloaded server is transient. */
function isWorthRetrying(error: unknown): boolean {
  return !AppError.isInstance(error) || error.code === 'UNAVAILABLE' || error.code === 'RATE_LIMITED'
}
