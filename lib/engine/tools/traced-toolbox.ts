import type { Json, JsonObject } from '@/lib/core/json'
import type { ToolCapability } from '../node-definition'
import { isPaused } from '../pauses/pause'
import { elapsed } from '../run/elapsed'
import { AttemptContext } from '../run/node-context'
import type { NodeTask, RunSession } from '../run/run-session'
import { toAppError, toRunError } from '../run/to-app-error'
import { toolListingKey } from './tool-listing'

/** Emits the listing and each call of a node's own tools as steps of that node, below the agent that uses them. */
export function traceToolbox(session: RunSession, agent: NodeTask, task: NodeTask, toolbox: ToolCapability) {
  const traced: ToolCapability = {
    ...toolbox,
    async specs() {
      const step = startStep(session, { agent, task, key: toolListingKey(task.node.id) }, {})
      const specs = await toolbox.specs().catch(step.fail)
      step.end({ tools: specs.map((spec) => spec.name) })
      return specs
    },
    async call(name, args, callKey) {
      const step = startStep(session, { agent, task, key: callKey }, { tool: name, arguments: args })
      const recorded = session.execution.seed?.toolOutputs?.get(task.node.id)
      if (recorded) {
        step.end({ result: recorded })
        return recorded
      }
      const path = [...agent.path, callKey, task.node.id]
      const ctx = new AttemptContext(session, { ...task, path }, task.stop, {})
      const result = await toolbox.call(name, args, callKey, ctx).catch(step.fail)
      if (!isPaused(result)) step.end({ result })
      return result
    },
  }
  return traced
}

function startStep(
  { emit, execution }: RunSession,
  { agent, task, key }: { agent: NodeTask; task: NodeTask; key: string },
  inputs: JsonObject,
) {
  const { node, stop } = task
  const startedAtMs = execution.now()
  const location = { path: [...agent.path, key, node.id], nodeId: node.id }
  emit({ type: 'node-start', attempt: 1, inputs, ...location, atMs: startedAtMs })
  const ended = () => ({ ...location, atMs: execution.now(), durationMs: elapsed(startedAtMs, execution.now()) })
  return {
    end(outputs: Record<string, Json>) {
      if (!stop.reason) emit({ type: 'node-end', outputs, ...ended() })
    },
    fail(error: unknown): never {
      // The agent decides what a failure means, so the run continues.
      const runError = toRunError(toAppError(error), node.id)
      if (!stop.reason) emit({ type: 'node-error', error: runError, handled: true, ...ended() })
      throw error
    },
  }
}
