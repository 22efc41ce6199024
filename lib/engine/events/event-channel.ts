import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import type { RunEvent } from '../events'
import type { RunStore } from '../execution'
import type { RunControls, RunLayer } from '../layers/run-layer'

export interface EventChannel {
  emit(event: RunEvent): void
  /** Emits the run's last event and closes. */
  finish(event: RunEvent): void
  /** Closes without a last event. */
  close(): void
  start(controls: RunControls): void
  isClosed(): boolean
}

interface ChannelParts {
  layers: readonly RunLayer[]
  store: RunStore | undefined
  reader: EventReader
}

export interface EventReader {
  push(event: RunEvent): void
  /** No events follow. */
  close(): void
}

/** Passes events through the layers, in order, to the store and the reader. Nothing follows the last event. */
export function createEventChannel({ layers, store, reader }: ChannelParts): EventChannel {
  let controls: RunControls | null = null
  let isClosed = false
  const deliver = (event: RunEvent) => {
    store?.append(event)
    reader.push(event)
  }
  const send = (event: RunEvent, from = 0): void => {
    for (let index = from; index < layers.length; index += 1) {
      const passed = layers[index]?.onEvent(event)
      if (passed === null || passed === undefined) return
      if (Array.isArray(passed)) {
        for (const item of passed) send(item, index + 1)
        return
      }
      event = passed
    }
    deliver(event)
  }
  const close = () => {
    isClosed = true
    for (const layer of layers) layer.stop?.()
    reader.close()
  }
  return {
    emit(event) {
      if (isClosed) return
      try {
        send(event)
      } catch (cause) {
        controls?.fail(AppError.isInstance(cause) ? cause : unexpected(cause))
      }
    },
    finish(event) {
      if (isClosed) return
      isClosed = true
      try {
        send(event)
      } catch {
        // A layer that throws on the last event must neither keep the run open nor leak an
        // unredacted event.
        const error = { code: 'INTERNAL', ...problem('engine.runFailed') } as const
        deliver({ type: 'run-error', atMs: controls?.now() ?? 0, durationMs: 0, error })
      }
      close()
    },
    close,
    start(runControls) {
      controls = runControls
      for (const layer of layers) layer.start?.(runControls)
    },
    isClosed: () => isClosed,
  }
}

function unexpected(cause: unknown): AppError {
  return new AppError('INTERNAL', problem('engine.runFailed'), { cause })
}
