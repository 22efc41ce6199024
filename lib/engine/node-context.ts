import type { Json } from '@/lib/core/json'
import type { PlanNode } from '@/lib/graph/plan'
import { MAX_OUTPUT_CHARACTERS, tooMuchOutput } from './check-outputs'
import type { StepRecord } from './events'
import type { Capability, NodeContext } from './node-definition'
import type { RunSession } from './run-session'
import { stepKey } from './seed'
import { toAppError, toRunError } from './to-app-error'

interface ContextArguments {
  node: PlanNode
  path: string[]
  signal: AbortSignal
  bindings: Record<string, Capability[]>
}

/** What one attempt of a node may touch. Once its signal is aborted, nothing it still says is heard. */
export function createContext(session: RunSession, { node, path, signal, bindings }: ContextArguments): NodeContext {
  const { execution } = session
  const at = () => ({ path, nodeId: node.id, atMs: execution.now() })
  let characters = 0
  return {
    runId: execution.runId,
    nodeId: node.id,
    path,
    idempotencyKey: [execution.runId, ...path].join(':'),
    signal,
    ports: execution.ports,
    bindings,
    runInputs: execution.inputs,
    emit(text) {
      if (text === '' || signal.aborted) return
      characters += text.length
      if (characters > MAX_OUTPUT_CHARACTERS) throw tooMuchOutput()
      session.emit({ type: 'node-delta', port: node.streams ?? 'text', text, ...at() })
    },
    usage(usage) {
      if (!signal.aborted) session.emit({ type: 'node-usage', usage, ...at() })
    },
    log: (message) => execution.log?.({ level: 'info', message, path }),
    step: (record, work) => recordStep(session, { node, path, signal }, record, work),
    now: execution.now,
  }
}

type StepHead = Pick<StepRecord, 'key' | 'kind' | 'name' | 'input'>

async function recordStep(
  session: RunSession,
  { node, path, signal }: Omit<ContextArguments, 'bindings'>,
  head: StepHead,
  work: () => Promise<Json>,
): Promise<Json> {
  const key = stepKey(path, head.key)
  const known = session.steps.get(key)
  if (known !== undefined) return known
  signal.throwIfAborted()
  const startedAtMs = session.execution.now()
  const record = (result: Pick<StepRecord, 'output' | 'error'>) => {
    if (signal.aborted) return
    const atMs = session.execution.now()
    const step = { ...head, ...result, durationMs: atMs - startedAtMs }
    session.emit({ type: 'node-step', step, path, nodeId: node.id, atMs })
  }
  try {
    const output = await work()
    session.steps.set(key, output)
    record({ output })
    return output
  } catch (error) {
    // A failed sub-step is shown but not kept: a retry or a resumed run does it again.
    record({ output: null, error: toRunError(toAppError(error), node.id) })
    throw error
  }
}
