import type { Plan } from '@/lib/graph/plan'
import type { RunEvent } from './events'
import type { Execution } from './execution'
import { startRun } from './start-run'

/**
 * Runs a plan. The run begins when the iteration does and never waits for its reader; leaving the loop stops the run.
 * The last event is `run-end` or `run-error`; nothing is thrown.
 */
export function execute(plan: Plan, execution: Execution): AsyncIterable<RunEvent> {
  return { [Symbol.asyncIterator]: () => startRun(plan, execution)[Symbol.asyncIterator]() }
}
