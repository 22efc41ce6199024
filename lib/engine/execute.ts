import type { Plan } from '@/lib/graph/plan'
import type { RunEvent } from './events'
import { createEventQueue } from './events/event-queue'
import type { Execution } from './execution'
import { Run } from './run/run'

/**
 * Runs a plan. The run starts with the iteration and never waits for its reader; leaving the loop stops the
 * run. The last event is `run-end`, `run-error`, or `run-pause` if nothing can continue without an answer.
 * There is no last event if another driver took over the run. Never throws. A run with a seed of stored
 * events resumes where they end.
 */
export function execute(plan: Plan, execution: Execution): AsyncIterable<RunEvent> {
  return {
    [Symbol.asyncIterator]() {
      const queue = createEventQueue<RunEvent>(() => run.stop())
      const run = new Run(plan, execution, queue)
      run.begin()
      return queue[Symbol.asyncIterator]()
    },
  }
}

/**
 * Runs a plan for callers that receive events through the execution's store. Resolves after the last
 * one; never rejects.
 */
export function executeToEnd(plan: Plan, execution: Execution): Promise<void> {
  return new Promise((resolve) => new Run(plan, execution, { push: () => {}, close: resolve }).begin())
}
