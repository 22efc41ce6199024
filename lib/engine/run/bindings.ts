import { raiseInternal } from '@/lib/core/internal-error'
import type { PlanBinding } from '@/lib/graph/plan'
import type { Capability, ToolCapability } from '../node-definition'
import { isLeftOut, LEFT_OUT_RESULT } from '../resume/skip-side-effects'
import { canRetry } from '../retry'
import { createNodeTool } from '../tools/node-tool'
import { uniqueToolName } from '../tools/tool-spec'
import { traceToolbox } from '../tools/traced-toolbox'
import { AttemptContext } from './node-context'
import { renderConfig } from './render-config'
import { resolveInputs } from './resolve-inputs'
import type { NodeTask, RunSession } from './run-session'
import type { Stop } from './stop'

const NONE: Readonly<Record<string, Capability[]>> = {}

/** The capabilities connected to a node, recreated for every attempt. */
export function makeBindings(
  session: RunSession,
  consumer: NodeTask,
  stop: Stop,
): Promise<Record<string, Capability[]>> | Record<string, Capability[]> {
  // Checks for any key without allocating a list of keys.
  for (const _ in consumer.node.bindings) return makeEach(session, consumer, stop)
  return NONE
}

async function makeEach(session: RunSession, consumer: NodeTask, stop: Stop): Promise<Record<string, Capability[]>> {
  const takenNames = new Set<string>()
  const entries: [string, Capability[]][] = []
  for (const [port, bindings] of Object.entries(consumer.node.bindings)) {
    const capabilities: Capability[] = []
    for (const binding of bindings)
      capabilities.push(await makeCapability(session, { consumer, stop, binding, takenNames }))
    entries.push([port, capabilities])
  }
  return Object.fromEntries(entries)
}

interface Plug {
  consumer: NodeTask
  stop: Stop
  binding: PlanBinding
  takenNames: Set<string>
}

async function makeCapability(session: RunSession, plug: Plug): Promise<Capability> {
  const { consumer, stop, binding, takenNames } = plug
  // A capability may be defined outside the Map whose node uses it; it then reads values from that outer frame.
  const frame = consumer.frame.outer(binding.up ?? 0)
  const node = frame.plan.nodes[binding.node] ?? raiseInternal(`No node ${binding.node} in the plan`)
  const definition = await session.definition(node.type)
  if (definition.bind) {
    const path = [...consumer.path, node.id]
    // A capability-only node gets its inputs from its edges. If the node is also a step, its edges feed the step's
    // own run, so the capability gets none.
    const inputs = node.isStep ? {} : resolveInputs(node, frame.valueAt)
    const config = renderConfig(node, { frame, inputs })
    const task: NodeTask = {
      frame,
      node,
      path,
      stop,
      slot: consumer.slot,
      attempts: 0,
      isRetryable: consumer.isRetryable || canRetry(node),
      inputs: () => inputs,
    }
    const bindings = await makeBindings(session, task, stop)
    const ctx = new AttemptContext(session, task, stop, bindings)
    const capability = await definition.bind({ port: binding.port, config, inputs, ctx })
    if (capability.kind === 'tool' && isLeftOut(session.execution, node)) return leftOutTool(session, task, capability)
    if (capability.kind !== 'tool') return capability
    const tool = capability.isToolbox ? traceToolbox(session, consumer, task, capability) : capability
    return tool.asksFirst ? tool : { ...tool, asksFirst: () => node.effect === 'write' }
  }
  if (binding.port !== 'tool') raiseInternal(`“${node.label}” offers nothing on its port ${binding.port}`)
  const name = uniqueToolName(node.label, takenNames)
  return createNodeTool(session, { node, name, frame, agent: consumer, stop })
}

/** A tool of a shadow run: the model sees it, but calls have no effect. */
function leftOutTool(session: RunSession, { path, node }: NodeTask, tool: ToolCapability): ToolCapability {
  return {
    ...tool,
    asksFirst: () => false,
    async call(_name, _args, callKey) {
      const location = { path: [...path, callKey], nodeId: node.id, atMs: session.execution.now() }
      session.emit({ type: 'node-skip', reason: 'shadow', ...location })
      return LEFT_OUT_RESULT
    },
  }
}
