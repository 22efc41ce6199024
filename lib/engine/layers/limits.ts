import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import type { RunLayer } from './run-layer'

export interface RunLimits {
  maxEvents: number
  /** Recorded sub-steps: model and tool calls of agents. */
  maxSteps: number
  wallClockSeconds: number
}

/** Ends a run with an error when it exceeds its limits. */
export function limits({ maxEvents, maxSteps, wallClockSeconds }: RunLimits): RunLayer {
  let events = 0
  let steps = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  return {
    start({ fail }) {
      timer = setTimeout(
        () => fail(new AppError('TIMEOUT', problem('engine.runTimeout', { seconds: wallClockSeconds }))),
        wallClockSeconds * 1_000,
      )
    },
    stop() {
      clearTimeout(timer)
    },
    onEvent(event) {
      if (event.type === 'run-error' || event.type === 'run-end') return event
      if (event.type !== 'node-delta') events += 1
      if (event.type === 'node-step') steps += 1
      if (events > maxEvents) throw new AppError('LIMIT_EXCEEDED', problem('engine.tooManyEvents', { max: maxEvents }))
      if (steps > maxSteps) throw new AppError('LIMIT_EXCEEDED', problem('engine.tooManySteps', { max: maxSteps }))
      return event
    },
  }
}
