import type { Json } from '@/lib/core/json'
import type { StepRecord } from '../events'
import { isPaused, type NodePaused } from '../pauses/pause'
import { stepKey } from '../resume/run-seed'
import { elapsed } from './elapsed'
import type { NodeTask, RunSession } from './run-session'
import type { Stop } from './stop'
import { toAppError, toRunError } from './to-app-error'

/** Does the work once and records it. Work that has to wait leaves no record and runs again when the run resumes. */
export async function recordStep(
  session: RunSession,
  { path, node }: NodeTask,
  stop: Stop,
  head: Pick<StepRecord, 'key' | 'kind' | 'name' | 'input'>,
  work: () => Promise<Json | NodePaused>,
): Promise<Json | NodePaused> {
  const key = stepKey(path, head.key)
  const existing = session.steps.get(key)
  if (existing !== undefined) return existing
  stop.throwIfEnded()
  const startedAtMs = session.execution.now()
  const record = (result: Pick<StepRecord, 'output' | 'error'>) => {
    if (stop.reason) return
    const atMs = session.execution.now()
    const step = { ...head, ...result, durationMs: elapsed(startedAtMs, atMs) }
    session.emit({ type: 'node-step', step, path, nodeId: node.id, atMs })
  }
  try {
    const output = await work()
    if (isPaused(output)) return output
    session.steps.set(key, output)
    record({ output })
    if (session.execution.durability === 'sync') await session.committed()
    return output
  } catch (error) {
    // A failed sub-step is shown but not kept: a retry or a resumed run repeats it.
    record({ output: null, error: toRunError(toAppError(error), node.id) })
    throw error
  }
}
