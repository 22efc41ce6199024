import 'server-only'
import { type SseEvent, sseResponse } from '@/lib/api/http/sse'
import type { StreamedResponse } from '@/lib/api/http/streamed-response'
import type { PublicEvent, PublicRun } from '@/lib/contracts/public'
import { AppError } from '@/lib/core/app-error'
import { Id } from '@/lib/core/ids'
import { preceded } from '@/lib/core/iterables/deferred-iterable'
import { mapped } from '@/lib/core/iterables/mapped-items'
import { jsonAround } from '@/lib/core/json-around'
import { problem } from '@/lib/messages/problems/problem'
import type { PublicEnd, PublicStreamItem } from '@/lib/runs/public/run-types'
import type { PublishedApp } from '@/lib/services/versions/published-app'
import { onDisconnect } from '../../direct-request'
import type { PublicApi, StreamLease } from '../../public-api'
import type { ApiCall } from '../../public-handler'
import { leased } from '../access/key-lease'
import { asAppError, notFound, toPublicError } from './public-error'

export interface FollowedRun {
  app: PublishedApp
  runId: string
  /** The reader's position; absent to start from the beginning. */
  after?: EventPlace
  /** Precedes the run's own events. */
  opening?: SseEvent
  replayed?: boolean
  /** For members-only apps: ends the stream when the reader loses membership. */
  lease?: StreamLease | null
  /** Releases the run's slot when it waits or is no longer followed here. */
  release?: () => void
  /** Called once when the stream ends. */
  leave?: () => void
}

/** Streams the run's events as SSE; readers may return with `Last-Event-ID`. */
export function streamRun(api: PublicApi, call: ApiCall, run: FollowedRun): StreamedResponse {
  // Does not reference the request, which would be retained for the duration of the stream.
  const { requestId, path } = call
  const { app, runId, after = START, opening, release = () => {}, leave = () => {} } = run
  const onEnd = () => {
    release()
    leave()
  }
  // The event at the reader's position may have further public events.
  const afterSeq = Math.max(0, after.seq - 1)
  const toEvents = (items: readonly PublicStreamItem[]): readonly SseEvent[] => {
    const events: SseEvent[] = []
    for (const item of items) {
      if (!isAfter(item, after)) continue
      // A waiting run needs no slot.
      if (item.event.type === 'run.paused') release()
      events.push(toSseEvent(item, requestId))
    }
    return events
  }
  const source = (signal: AbortSignal) => {
    const events = mapped(api.backend.eventBatches({ app, runId, requestId, signal, afterSeq }), toEvents)
    return opening ? preceded([opening], events) : events
  }
  return sseResponse(source, {
    headers: runHeaders(run),
    ...leased(run.lease ?? call.lease?.() ?? null, onEnd),
    onError: (error) => {
      api.logFailure(error, { requestId, path })
      const data: PublicEvent = { type: 'run.failed', error: toPublicError(asAppError(error), requestId) }
      return { event: data.type, data }
    },
  })
}

function toSseEvent(item: PublicStreamItem, requestId: string): SseEvent {
  const { event } = item
  // A fast path for the most frequent event.
  if (event.type === 'answer.delta') return { id: toEventId(item), event: event.type, data: deltaText(event.text) }
  const data = event.type === 'run.failed' ? { ...event, error: toPublicError(event.error, requestId) } : event
  return { id: toEventId(item), event: event.type, data, isOpening: event.type === 'run.started' }
}

const deltaText = jsonAround((text): PublicEvent => ({ type: 'answer.delta', text }))

export function runHeaders(run: { runId: string; replayed?: boolean }): Record<string, string> {
  return { 'x-run-id': run.runId, ...(run.replayed ? { 'idempotency-replayed': 'true' } : {}) }
}

/**
 * Waits for the end of a run, or for its first pause (of any kind, or for an approval). @throws
 * AppError when the stream ends without one
 */
export async function finishRun(
  api: PublicApi,
  call: ApiCall,
  run: FollowedRun & { endsAtPause?: boolean | 'approval' },
): Promise<PublicRun> {
  const { requestId, request } = call
  const { app, runId } = run
  const end = await api.backend.outcome({
    app,
    runId,
    requestId,
    onDisconnect: (leave) => onDisconnect(request, leave),
  })
  if (end) return toRun(run, end, requestId)
  const batches = api.backend.eventBatches({ app, runId, afterSeq: 0, requestId, signal: request.signal })
  try {
    for await (const items of batches) {
      for (const { event } of items) {
        if (event.type === 'run.completed' || event.type === 'run.failed') return toRun(run, event, requestId)
        if (endsAt(event, run.endsAtPause) && (await isPaused(api, run, requestId)))
          return { ...withoutAnswer(run), status: 'paused', error: null }
      }
    }
  } catch (error) {
    // The run started here a moment ago and was released before its row was stored.
    const isUnstored = AppError.isInstance(error) && error.code === 'NOT_FOUND' && !run.replayed
    if (!isUnstored) throw error
  }
  if (request.signal.aborted) throw new AppError('CANCELLED', problem('request.clientGone'))
  throw new AppError('UNAVAILABLE', problem('publicApi.runMovedOn'), { retryAfterSeconds: 5 })
}

const endsAt = (event: PublicEvent, pause: boolean | 'approval' = false): boolean =>
  event.type === 'run.paused' && (pause === 'approval' ? event.reason === 'approval' : pause)

function toRun(run: FollowedRun, end: PublicEnd, requestId: string): PublicRun {
  if (end.type === 'run.completed') {
    const { type: _, ...result } = end
    return { runId: run.runId, version: run.app.versionNumber, status: 'succeeded', ...result, error: null }
  }
  const status = end.error.code === 'CANCELLED' ? 'cancelled' : 'failed'
  return { ...withoutAnswer(run), status, error: toPublicError(end.error, requestId) }
}

const withoutAnswer = ({ runId, app }: FollowedRun) => ({
  runId,
  version: app.versionNumber,
  answer: null,
  outputs: {},
  citations: [],
  usage: { inputTokens: 0, outputTokens: 0, estimated: false },
})

/** A stream may replay a pause that has ended since. */
async function isPaused(api: PublicApi, { app, runId }: FollowedRun, requestId: string): Promise<boolean> {
  return (await api.backend.getRun({ app, runId, requestId }))?.status === 'paused'
}

/** @throws AppError NOT_FOUND for an invalid id. */
export function idParam(value: string): string {
  if (!Id.safeParse(value).success) throw notFound()
  return value
}

/** Position of a reader: a stored event, and how many of its public events were received. */
export interface EventPlace {
  seq: number
  part: number
}

export const START: EventPlace = { seq: 0, part: 0 }

/** One stored event can result in several public ones, so its number alone does not identify a position: `12.1`. */
function toEventId({ seq, part }: EventPlace): string {
  return `${seq}.${part}`
}

/** @returns null for an invalid event id */
export function toEventPlace(id: string): EventPlace | null {
  const [, seq, part] = /^(\d{1,15})\.(\d{1,6})$/.exec(id) ?? []
  return seq === undefined ? null : { seq: Number(seq), part: Number(part) }
}

export function isAfter(place: EventPlace, other: EventPlace): boolean {
  return place.seq > other.seq || (place.seq === other.seq && place.part > other.part)
}

/** Adds the version of the app to the headers of the answer. @returns the app with that version */
export function noteVersion(call: ApiCall, app: PublishedApp, started: { version?: number | undefined }): PublishedApp {
  const versionNumber = started.version ?? app.versionNumber
  call.version = versionNumber
  return versionNumber === app.versionNumber ? app : { ...app, versionNumber }
}
