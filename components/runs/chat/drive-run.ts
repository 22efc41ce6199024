import { readEventStream } from '@/lib/client/http/read-event-stream'
import { request, send } from '@/lib/client/http/request'
import { cancelRun, streamRun } from '@/lib/contracts/runs'
import type { RunEvent } from '@/lib/engine/events'
import { newRunRecord, type RunPartNote, type RunRecord, type RunSource, type RunStore, toFailure } from '../run-store'

export interface StartOptions extends Pick<RunRecord, 'message' | 'inputs' | 'answerNodes'> {
  source?: RunSource
  part?: RunPartNote
  /** Starts the run; the response contains its id and streams its events. */
  begin: (signal: AbortSignal) => Promise<Response>
}

/** Deltas arrive faster than frames, so they are folded once per frame. */
const FLUSH_MS = 32

/** Starts a run and folds its events into the store until it ends. Never throws. */
export async function driveRun(store: RunStore, options: StartOptions): Promise<void> {
  const record = newRunRecord(options)
  store.getState().add(record)
  const batch = batchEvents((events) => store.getState().take(record.key, events))
  try {
    const stream = readEventStream({
      signal: new AbortController().signal,
      open: (attempt) => openStream(store, record.key, options, attempt),
      isLast: ({ type }) => type === 'run-end' || type === 'run-error',
      onBroken: (broken) => store.getState().setReconnecting(broken),
    })
    for await (const event of stream) batch.push(asRunEvent(event.data))
    batch.flush()
  } catch (error) {
    batch.flush()
    store.getState().patch(record.key, { failure: toFailure(error) })
  } finally {
    store.getState().patch(record.key, { isActive: false })
  }
}

/** The server stops the run and reports it in the stream. */
export async function stopRun(store: RunStore): Promise<void> {
  const record = store.getState().runs.at(-1)
  if (record?.runId) await request(cancelRun, { params: { runId: record.runId } })
}

interface Attempt {
  lastEventId: string | null
  signal: AbortSignal
}

async function openStream(store: RunStore, key: string, options: StartOptions, { lastEventId, signal }: Attempt) {
  const runId = store.getState().runs.find((record) => record.key === key)?.runId
  if (runId) {
    const headers: Record<string, string> = lastEventId === null ? {} : { 'last-event-id': lastEventId }
    return send(streamRun, { params: { runId }, signal }, headers)
  }
  const response = await options.begin(signal)
  store.getState().patch(key, { runId: response.headers.get('x-run-id') })
  return response
}

function batchEvents(deliver: (events: RunEvent[]) => void) {
  let waiting: RunEvent[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  function flush() {
    clearTimeout(timer)
    timer = undefined
    if (waiting.length === 0) return
    const events = waiting
    waiting = []
    deliver(events)
  }
  return {
    push(event: RunEvent) {
      waiting.push(event)
      timer ??= setTimeout(flush, FLUSH_MS)
    },
    flush,
  }
}

/** Safe: our own server sends RunEvents only, validated where they are created. */
function asRunEvent(data: string): RunEvent {
  return JSON.parse(data) as RunEvent
}
