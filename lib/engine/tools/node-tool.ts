import { AppError } from '@/lib/core/app-error'
import type { Json, JsonObject } from '@/lib/core/json'
import type { PlanNode } from '@/lib/graph/plan'
import { problem } from '@/lib/messages/problems/problem'
import type { Frame } from '../frames/frame'
import type { ToolCapability } from '../node-definition'
import { nodePaused } from '../pauses/pause'
import { mustBeStored } from '../resume/must-be-stored'
import { isLeftOut, LEFT_OUT_RESULT } from '../resume/skip-side-effects'
import { canRetry } from '../retry'
import type { NodeOutcome, NodeTask, RunSession } from '../run/run-session'
import type { Stop } from '../run/stop'
import { toRunError } from '../run/to-app-error'
import { toolInputs } from './tool-inputs'
import { toolSpec } from './tool-spec'

const MAX_RESULT_CHARACTERS = 64_000

interface NodeToolArguments {
  node: PlanNode
  name: string
  /** Frame of the node. */
  frame: Frame
  agent: NodeTask
  /** Cancellation of the agent's attempt. */
  stop: Stop
}

/**
 * Turns any node into a tool: its inputs are the parameters, its outputs the result. A call appears
 * in the trace like a step.
 */
export function createNodeTool(
  session: RunSession,
  { node, name, frame, agent, stop }: NodeToolArguments,
): ToolCapability {
  return {
    kind: 'tool',
    specs: async () => [toolSpec(node, name)],
    asksFirst: () => node.effect === 'write' && !node.asksItself && !isLeftOut(session.execution, node),
    async call(calledName, args, callKey) {
      if (calledName !== name)
        throw new AppError('TOOL_FAILED', problem('tools.unknown', { name: calledName.slice(0, 64) }))
      const inputs = toolInputs(node, args, frame.valueAt)
      const path = [...agent.path, callKey, node.id]
      const recorded = session.execution.seed?.toolOutputs?.get(node.id)
      if (recorded) {
        const atMs = session.execution.now()
        session.emit({ type: 'node-end', outputs: recorded, path, nodeId: node.id, atMs, durationMs: 0, pinned: true })
        return truncate(resultOf(recorded))
      }
      const isRetryable = agent.isRetryable || canRetry(node)
      const task = { frame, node, path, stop, slot: agent.slot, attempts: 0, isRetryable, inputs: () => inputs }
      const outcome = await session.runTask(task)
      if (outcome.type === 'paused') return nodePaused
      if (outcome.type === 'left-out') {
        session.emit({ type: 'node-skip', reason: 'shadow', path, nodeId: node.id, atMs: session.execution.now() })
        return LEFT_OUT_RESULT
      }
      const outputs = reportEnd(session, task, outcome)
      if (mustBeStored(frame, node)) await session.committed()
      return truncate(resultOf(outputs))
    },
  }
}

function reportEnd(
  session: RunSession,
  { node, path, stop }: NodeTask,
  outcome: Exclude<NodeOutcome, { type: 'paused' | 'left-out' }>,
): JsonObject {
  const location = { path, nodeId: node.id, atMs: session.execution.now(), durationMs: outcome.durationMs }
  if (outcome.type === 'stopped') throw outcome.error
  stop.throwIfEnded()
  if (outcome.type === 'done') {
    session.emit({ type: 'node-end', outputs: outcome.outputs, ...location })
    return outcome.outputs
  }
  const { error } = outcome
  const outputs = node.policy.onError === 'default' ? (node.policy.defaultOutputs ?? {}) : null
  // The run continues in any case: the caller of the tool decides what a failure means.
  session.emit({
    type: 'node-error',
    error: toRunError(error, node.id),
    handled: true,
    ...(outputs ? { outputs } : {}),
    ...location,
  })
  if (outputs) return outputs
  throw new AppError('TOOL_FAILED', error, { cause: error })
}

function resultOf(outputs: JsonObject): Json {
  const values = Object.values(outputs)
  return values.length === 1 ? (values[0] ?? null) : outputs
}

function truncate(result: Json): Json {
  const text = typeof result === 'string' ? result : JSON.stringify(result)
  if (text.length <= MAX_RESULT_CHARACTERS) return result
  return `${text.slice(0, MAX_RESULT_CHARACTERS - 60)}\n[The result was cut here: it is longer than 64 KB.]`
}
