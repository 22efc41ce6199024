import type { Plan } from '@/lib/graph/plan'
import type { RunEvent } from './events'
import type { Execution } from './execution'
import { Run } from './run'

/**
 * Runs a plan. The run begins when the iteration does and never waits for its reader; leaving the loop stops the run.
 * The last event is `run-end`, `run-error`, or `run-pause` when nothing can go on until an answer comes; there is none
 * when another driver took the run over. Nothing is thrown. With a seed of stored events it goes on where they end.
 */
export function execute(plan: Plan, execution: Execution): AsyncIterable<RunEvent> {
  return { [Symbol.asyncIterator]: () => new Run(plan, execution).begin()[Symbol.asyncIterator]() }
}
