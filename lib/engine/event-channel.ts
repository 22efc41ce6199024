import { AppError } from '@/lib/core/app-error'
import { createEventQueue, type EventQueue } from './event-queue'
import type { RunEvent } from './events'
import type { RunControls, RunLayer } from './layers/run-layer'

export interface EventChannel {
  queue: EventQueue<RunEvent>
  emit(event: RunEvent): void
  /** Sends the run's last event and closes. */
  finish(event: RunEvent): void
  start(controls: RunControls): void
  isClosed(): boolean
}

/** The way of events out of the engine: through the layers, in order, into the queue. Nothing follows the last event. */
export function createEventChannel(layers: readonly RunLayer[], onReturn: () => void): EventChannel {
  const queue = createEventQueue<RunEvent>(onReturn)
  let controls: RunControls | null = null
  let isClosed = false
  const throughLayers = (event: RunEvent) =>
    layers.reduce<RunEvent[]>((events, layer) => events.flatMap((item) => layer.onEvent(item) ?? []), [event])
  const emit = (event: RunEvent) => {
    if (isClosed) return
    try {
      for (const item of throughLayers(event)) queue.push(item)
    } catch (error) {
      controls?.fail(
        AppError.isInstance(error) ? error : new AppError('INTERNAL', 'The run failed unexpectedly.', { cause: error }),
      )
    }
  }
  const close = (event: RunEvent) => {
    try {
      for (const item of throughLayers(event)) queue.push(item)
    } catch {
      // A layer that breaks on the last event must not keep the run open, nor let an unredacted event out.
      const error = { code: 'INTERNAL', message: 'The run failed unexpectedly.' } as const
      queue.push({ type: 'run-error', atMs: controls?.now() ?? 0, durationMs: 0, error })
    }
    for (const layer of layers) layer.stop?.()
    queue.close()
  }
  return {
    queue,
    emit,
    finish(event) {
      if (isClosed) return
      isClosed = true
      close(event)
    },
    start(given) {
      controls = given
      for (const layer of layers) layer.start?.(given)
    },
    isClosed: () => isClosed,
  }
}
