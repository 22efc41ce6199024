import type { AppError } from '@/lib/core/app-error'
import type { RunEvent } from '../events'

export interface RunControls {
  /** Ends the run with this error. */
  fail(error: AppError): void
  now(): number
}

/** Processes a run's events in order before they leave the engine; may change, multiply or drop them. */
export interface RunLayer {
  /** @throws AppError to end the run with it. */
  onEvent(event: RunEvent): RunEvent | RunEvent[] | null
  start?(controls: RunControls): void
  /** Called once, after the last event. */
  stop?(): void
}
